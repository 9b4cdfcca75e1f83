"""What was caught in the media: one message for each case, or one for many at once.

None is brought by a day: each is planned when a feed brings it, and waits for the workspace's own hours.
"""

from datetime import date, datetime, timedelta

from content.schema.pack import Pack
from models.nudges.due import Nudge

KIND = "mediesak"
ONE, MANY = "sak:", "saker:"
LONGEST_REST = timedelta(days=5)
"""Easter is five quiet days: what came before it is told when it is over."""


def key_of(alert_id: int) -> str:
    """Return the logical key of the message about one case."""
    return f"{ONE}{alert_id}"


def key_of_many(feed_id: int, found_at: datetime) -> str:
    """Return the logical key of the message about everything that a feed brought at that moment (aware)."""
    return f"{MANY}{feed_id}:{found_at.isoformat()}"


def alert_of(period_key: str) -> int | None:
    """Return the id of the case a key is about; None where it is about many."""
    return int(period_key.removeprefix(ONE)) if period_key.startswith(ONE) else None


def many_of(period_key: str) -> tuple[int, datetime]:
    """Return the feed's id, and when it brought them."""
    feed, _, moment = period_key.removeprefix(MANY).partition(":")
    return int(feed), datetime.fromisoformat(moment)


def _no_day(_day: date, _pack: Pack) -> str | None:
    return None


ALERT = Nudge(
    KIND,
    _no_day,
    at=lambda times: times.deadline,
    last_day=lambda day: day + LONGEST_REST,
    twice_rather_than_never=True,
    alone=True,
)
