"""Reading what people write in the settings: times of day, time zones, years."""

import re
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import process

from bot.commands.parse.clock import TimeOfDay
from bot.commands.parse.time import parse_clock

YEAR = re.compile(r"20[2-9]\d|2100", re.ASCII)
LONGEST = 64
LIKE = 60


def read_time(text: str) -> time | None:
    """Return the time in «08:30», «8.30», «0830», «kl. 8» or «8»; None where it is none."""
    found = parse_clock(text.replace(",", "."))
    return found.start if isinstance(found, TimeOfDay) and found.minutes is None else None


def read_zone(text: str) -> str | None:
    """Return the zone's own name for what was written («europe/oslo», «Oslo»); None where it is none."""
    wanted = text.strip().replace(" ", "_").casefold()
    exact = next((name for name in _zones() if name.casefold() == wanted), None)
    cities = [name for name in _zones() if "/" in name and name.rpartition("/")[2].casefold() == wanted]
    return exact or (cities[0] if len(cities) == 1 else None)


def like_zone(text: str) -> str | None:
    """Return the zone that is spelt most like the text, if any is."""
    names = [name for name in _zones() if "/" in name]
    found = process.extractOne(text.strip()[:LONGEST], names, score_cutoff=LIKE)
    return found[0] if found else None


@cache
def _zones() -> tuple[str, ...]:
    """Return the names of all zones, in order. Finding them goes through some hundred files."""
    return tuple(sorted(available_timezones()))


def read_year(text: str) -> int | None:
    """Return a year from 2020 to 2100; None where it is none."""
    plain = text.strip()
    return int(plain) if YEAR.fullmatch(plain) else None
