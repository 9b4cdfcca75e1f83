"""Dates in less usual spellings, and periods allowed for an answer: «20122026», «tiende desember», «3 ukers frist».

Patterns and readers are as in `bot.commands.parse.day_phrases`.
"""

import re

from bot.commands.parse.day_phrases import (
    ANY_WD,
    NUMBER,
    OR_YEAR,
    Match,
    Phrase,
    Reading,
    is_near_year,
    pattern,
    weekday_in,
)
from bot.commands.parse.days import DECEMBER, Context, Dates, day_of_year, existing, full_year, weekday_of
from bot.commands.parse.distances import moved
from bot.commands.parse.fault import Fault
from bot.commands.parse.vocabulary import DAY_ORDINAL, MONTH, options

_NUMBERS = frozenset(
    ["ring", "tlf", "tlf.", "telefon", "mobil", "sms", "konto", "kid", "ordre", "faktura", "id", "orgnr", "orgnr."]
)
"""Folded words before a number that make it something else than a date: «Ring 21102030»."""
_DEADLINE = r"(?:[a-z]{2,20}frist(?:en)?|frist(?:en)?|deadline)"
_ALLOWED = rf"{NUMBER} (?P<unit>(?:(?:virke|arbeids|yrkes)?dag|uk|vek|maned|manad)(?:er|ar|e)?)"


def _in_digits(match: Match, context: Context) -> Reading:
    """Read a date in digits alone, if it exists and its year is near."""
    year, month = full_year(match["year"]), int(match["month"])
    before = context.line.folded(context.line.index(match.start()) - 1)
    if not is_near_year(year, context) or not 1 <= month <= DECEMBER or before in _NUMBERS:
        return None
    if isinstance(existing(int(match["day"]), month, year or 0), Fault):
        return None
    return day_of_year(int(match["day"]), month, year, context)


def _in_words(match: Match, context: Context) -> Reading:
    """Read «den tiende desember», «fredag fjerde desember 2026»."""
    day = day_of_year(DAY_ORDINAL[match["nth"]], MONTH[match["name"]], full_year(match["year"]), context)
    return day if isinstance(day, Fault) else weekday_of(day, weekday_in(match))


def _allowed(match: Match, context: Context) -> Reading:
    """Read «3 ukers frist», «svarfrist 14 dager»: so long from today."""
    days = moved(context.today, 1, match) if context.direction == "forward" else None
    return days if isinstance(days, Dates) else None


DATE_PHRASES: tuple[Phrase, ...] = (
    (pattern(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>20[0-9]{2})"), _in_digits),
    (pattern(r"(?P<year>20[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])"), _in_digits),
    (pattern(r"(?P<year>20[0-9]{2})[./](?P<month>[0-9]{1,2})[./](?P<day>[0-9]{1,2})"), _in_digits),
    (pattern(r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{2})"), _in_digits),
    (
        pattern(
            rf"(?:{ANY_WD},? )?(?:den )?(?P<nth>{options(DAY_ORDINAL)}) (?:i )?(?P<name>{options(MONTH)})\.?{OR_YEAR}"
        ),
        _in_words,
    ),
    (pattern(rf"(?:med )?(?:en |ei )?{_ALLOWED}s (?:svar|horings)?frist"), _allowed),
    (
        re.compile(rf"{_DEADLINE},? (?:er |blir |pa )?{_ALLOWED}(?=[.,]*(?: |$))(?! (?:for|fra|før|etter|siden))"),
        _allowed,
    ),
)
