"""Following up the same day: the card in the thread, the reminders to its owner, and when the time is out.

None is brought by a day: each is planned when somebody takes a message, and looked at again when it is sent. They come
at any hour, since somebody has just asked for them; only those who did not are asked for help in the workspace's own
hours.
"""

from datetime import date, datetime, timedelta

from content.schema.pack import Pack
from models.nudges.due import Nudge
from models.tables import FollowUp

KIND = "oppfolging"
REMINDER_KIND = "oppfolging_husk"
OVERDUE_KIND = "oppfolging_ute"
HELP_KIND = "oppfolging_hjelp"
GIVEN_KIND = "oppfolging_gitt"
BEFORE = timedelta(minutes=30)
"""The last reminder comes this long before the time is out, the first half-way."""
UNTIL_CLOSED = timedelta(days=30)


def key_of(followup_id: int) -> str:
    """Return the logical key of the card of a follow-up, with which every key of what is told of it begins."""
    return f"{followup_id}:"


def key_for(row: FollowUp, which: str) -> str:
    """Return the logical key of something told of a follow-up: once for each time it was taken, or got a new due time."""
    taken = f"{row.told_at.timestamp():.6f}" if row.told_at else ""
    renewed = f":{row.handed_at.timestamp():.0f}" if row.handed_at else ""
    return f"{key_of(row.id)}{taken}:{which}{renewed}"


def key_of_gift(row: FollowUp, giver: str, now: datetime) -> str:
    """Return the logical key of what a follow-up's new owner is told, by whom it was given (an aware moment)."""
    return f"{key_of(row.id)}{now.timestamp():.6f}:{giver}"


def giver_of(period_key: str) -> str:
    """Return who gave it, by the key of what its new owner is told."""
    return period_key.split(":", 2)[2]


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
    # A follow-up can be open for years, and is planned again each time somebody takes it over.
    lasting=True,
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
HELP = Nudge(
    HELP_KIND,
    _no_day,
    at=lambda times: times.deadline,
    last_day=lambda day: day + UNTIL_CLOSED,
    to="person",
    twice_rather_than_never=True,
)
GIVEN = Nudge(
    GIVEN_KIND,
    _no_day,
    at=lambda times: times.deadline,
    last_day=lambda day: day + timedelta(days=1),
    to="person",
    twice_rather_than_never=True,
    at_any_hour=True,
)
