"""The date among the words of a line, and the words that are left without it."""

from datetime import date

from bot.commands.parse.clean import fold
from bot.commands.parse.dates import LONGEST, read_date
from bot.commands.parse.fault import Fault
from content.frozen import frozen

EDGES = ",;:!?()"
_CLOCK = frozenset({"kl", "kl.", "klokka", "klokken"})
_LEADING = frozenset({"innen", "senest", "frist", "frist:", "den", "pa"})
"""Words that belong to a date and not to the title, where they stand right before it."""


@frozen
class _Dated:
    """Where in the line a date stands, and the date."""

    start: int
    end: int
    day: date | Fault
    exact: bool


def dated(said: list[str], today: date) -> tuple[date | Fault | None, list[str]]:
    """Return the date that a line's words hold (why it does not exist, None where there is none), and the other words."""
    found = _best(_dates(said, today))
    if found is None:
        return None, said
    return found.day, said[: _before(said, found.start)] + said[found.end :]


def _dates(said: list[str], today: date) -> list[_Dated]:
    found, at = list[_Dated](), 0
    while at < len(said):
        dated = None if at and fold(said[at - 1]) in _CLOCK else _date_at(said, at, today)
        if dated:
            found.append(dated)
        at = dated.end if dated else at + 1
    return found


def _date_at(said: list[str], at: int, today: date) -> _Dated | None:
    for length in range(min(LONGEST, len(said) - at), 0, -1):
        phrase = " ".join(word.strip(EDGES) for word in said[at : at + length])
        day = read_date(phrase, today)
        if day is not None:
            return _Dated(at, at + length, day, exact=any(char.isdigit() for char in phrase))
    return None


def _best(found: list[_Dated]) -> _Dated | None:
    """Return the first date that exists, one with digits before a bare weekday; else the first that does not."""
    return min(found, key=lambda dated: (isinstance(dated.day, Fault), not dated.exact, dated.start), default=None)


def _before(said: list[str], start: int) -> int:
    while start and fold(said[start - 1]) in _LEADING:
        start -= 1
    return start
