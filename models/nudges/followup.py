"""Following up the same day: the card in the thread, the reminders to its owner, and when the time is out.

None is brought by a day: each is planned when somebody takes a message, and looked at again when it is sent. They come
at any hour, since somebody has just asked for them.
"""

from datetime import date, datetime, timedelta

from content.schema.pack import Pack
from models.nudges.due import Nudge

KIND = "oppfolging"
REMINDER_KIND = "oppfolging_husk"
OVERDUE_KIND = "oppfolging_ute"
BEFORE = timedelta(minutes=30)
"""The last reminder comes this long before the time is out, the first half-way."""
UNTIL_CLOSED = timedelta(days=30)


def key_of(followup_id: int, taken_at: datetime | None = None, which: str = "") -> str:
    """Return the logical key of what is told of a follow-up: once, or once for each time it was taken."""
    return f"{followup_id}:{taken_at.timestamp():.6f}:{which}" if taken_at else f"{followup_id}:"


def followup_of(period_key: str) -> int:
    """Return the id of the follow-up a key is about."""
    return int(period_key.partition(":")[0])


def reminders(now: datetime, due_at: datetime) -> dict[str, datetime]:
    """Return when the owner is reminded (aware), by the reminder's name; what would come too soon is left out."""
    half_way, soon = now + (due_at - now) / 2, due_at - BEFORE
    found = {"halvveis": half_way} if soon - half_way >= BEFORE else {}
    return found | ({"snart": soon} if soon > now else {})


def _no_day(_day: date, _pack: Pack) -> str | None:
    return None


CARD = Nudge(
    KIND,
    _no_day,
    at=lambda times: times.deadline,
    last_day=lambda day: day + timedelta(days=1),
    to="tråd",
    twice_rather_than_never=True,
    alone=True,
    at_any_hour=True,
)
REMINDER = Nudge(
    REMINDER_KIND,
    _no_day,
    at=lambda times: times.deadline,
    last_day=lambda day: day,
    to="person",
    twice_rather_than_never=True,
    at_any_hour=True,
)
OVERDUE = Nudge(
    OVERDUE_KIND,
    _no_day,
    at=lambda times: times.deadline,
    last_day=lambda day: day + UNTIL_CLOSED,
    to="tråd",
    twice_rather_than_never=True,
    alone=True,
    at_any_hour=True,
)
