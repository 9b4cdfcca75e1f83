"""«statsbudsjettet 2028», «budsjett-2028», «2028-budsjettet», «neste års budsjett», «NTP 2029–2040»: a budget, a plan."""

import re
from collections.abc import Sequence
from datetime import date

from bot.commands.parse.clean import fold
from bot.commands.parse.query import Cycle
from bot.commands.parse.query_words import QUERY_WORDS
from bot.commands.parse.tokens import Token, phrase

CYCLES = frozenset({"statsbudsjett", "ntp", "kampanje"})
"""The sources whose entries belong to a year that may differ from the year they happen in."""
MOST_WORDS = 3
_YEAR = re.compile(r"(20[0-9]{2})(?:[-–/]?(?:20)?[0-9]{2})?")
_BEFORE = re.compile(r"(20[0-9]{2})-([^\W\d_]{3,40})")
_AFTER = re.compile(r"([^\W\d_]{3,40})-?(20[0-9]{2})")
_RELATIVE = {"arets": 0, "dette arets": 0, "neste ars": 1, "fjorarets": -1, "forrige ars": -1}
_NEXT_YEAR = frozenset({"neste ar", "for neste ar", "til neste ar"})


def cycle_at(line: Sequence[Token], at: int, today: date) -> tuple[Cycle, int] | None:
    """Return the cycle that the words from `at` on name, and how many words that is; None if they name none."""
    return _in_one(line[at]) or _relative(line, at, today) or _with_year(line, at, today)


def _in_one(token: Token) -> tuple[Cycle, int] | None:
    before, after = _BEFORE.fullmatch(token.text), _AFTER.fullmatch(token.text)
    if token.quoted or not (before or after):
        return None
    year, word = before.groups() if before else after.groups()[::-1] if after else ("", "")
    source = _source(word)
    return (Cycle(source, int(year)), 1) if source else None


def _relative(line: Sequence[Token], at: int, today: date) -> tuple[Cycle, int] | None:
    for size in (2, 1):
        said = _said(line, at, size)
        found = _source_at(line, at + size) if said in _RELATIVE else None
        if found:
            return Cycle(found[0], today.year + _RELATIVE[said]), size + found[1]
    return None


def _with_year(line: Sequence[Token], at: int, today: date) -> tuple[Cycle, int] | None:
    leading = _year(line, at)
    if leading:
        found = _source_at(line, at + 1)
        is_last = found is not None and _year_after(line, at + 1 + found[1], today) is None
        return (Cycle(found[0], leading), 1 + found[1]) if found and is_last else None
    found = _source_at(line, at)
    following = _year_after(line, at + found[1], today) if found else None
    return (Cycle(found[0], following[0]), found[1] + following[1]) if found and following else None


def _year_after(line: Sequence[Token], at: int, today: date) -> tuple[int, int] | None:
    for size in (3, 2):
        if _said(line, at, size) in _NEXT_YEAR:
            return today.year + 1, size
    skipped = 1 if _said(line, at, 1) == "for" else 0
    year = _year(line, at + skipped)
    return (year, skipped + 1) if year else None


def _year(line: Sequence[Token], at: int) -> int | None:
    match = _YEAR.fullmatch(line[at].text) if at < len(line) and not line[at].quoted else None
    return int(match[1]) if match else None


def _source_at(line: Sequence[Token], at: int) -> tuple[str, int] | None:
    for size in range(MOST_WORDS, 0, -1):
        source = _source(_said(line, at, size))
        if source:
            return source, size
    return None


def _source(said: str) -> str:
    field, value = QUERY_WORDS.get(fold(said), ("", ""))
    return value if field == "sources" and value in CYCLES else ""


def _said(line: Sequence[Token], at: int, size: int) -> str:
    words = tuple(line[at : at + size])
    return fold(phrase(words) or "") if len(words) == size else ""
