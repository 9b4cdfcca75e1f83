"""How a feed is doing, in words. Silence must not look like health."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cards.words import ago
from models.media.feeds import is_silent
from models.tables import Feed


def feed_problem(row: Feed, now: datetime, zone: ZoneInfo) -> str | None:
    """Return what is wrong with a feed; None if nothing is. `now` is aware."""
    if row.failures:
        since = f"sist hentet {ago(row.last_ok_at, now, zone)}" if row.last_ok_at else "aldri hentet"
        return f"svarer ikke som den skal ({row.error}), {since}"
    if not is_silent(row, now):
        return None
    return (
        f"har ikke hatt noe nytt siden {ago(row.last_item_at, now, zone)}" if row.last_item_at else "har aldri hatt noe"
    )
