"""Where «hopp til …» jumps to, in the workspace's own zone."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.local.workspace_errors import NotPossibleError

_MONDAY, _WEDNESDAY, _SATURDAY = 0, 2, 5


class Jumps:
    """The named jumps of the clock. `more` adds to them or replaces them; each takes and returns a time in the zone."""

    def __init__(self, zone: ZoneInfo, more: Mapping[str, Callable[[datetime], datetime]]) -> None:
        self._zone = zone
        self._named: dict[str, Callable[[datetime], datetime]] = {
            "mandag": lambda now: _next_weekday(now, _MONDAY, time(8)),
            "onsdag": lambda now: _next_weekday(now, _WEDNESDAY, time(10)),
            "neste-maaned": _first_weekday_of_next_month,
            **more,
        }

    def target(self, to: str, now: datetime) -> datetime:
        """Return the aware time a jump goes to. `to` is a name or an ISO time (local if it has no zone)."""
        local = now.astimezone(self._zone)
        if to in self._named:
            return self._named[to](local)
        try:
            wanted = datetime.fromisoformat(to)
        except ValueError:
            message = "Skriv tidspunktet som dato og klokkeslett, for eksempel 2026-10-05T08:00."
            raise NotPossibleError(message) from None
        return wanted if wanted.tzinfo else wanted.replace(tzinfo=self._zone)


def _next_weekday(now: datetime, weekday: int, at: time) -> datetime:
    days = (weekday - now.weekday()) % 7
    wanted = datetime.combine(now.date() + timedelta(days=days), at, now.tzinfo)
    return wanted if wanted > now else datetime.combine(now.date() + timedelta(days=days + 7), at, now.tzinfo)


def _first_weekday_of_next_month(now: datetime) -> datetime:
    first = (now.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    while first.weekday() >= _SATURDAY:
        first += timedelta(days=1)
    return datetime.combine(first, time(9), now.tzinfo)
