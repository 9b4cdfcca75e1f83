"""The words of time, folded as `bot.commands.parse.clean.fold` does, with the ways people shorten them."""

from collections.abc import Iterable

from bot.commands.parse.clean import fold

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_NUMERALS = "en to tre fire fem seks sju åtte ni ti elleve tolv"

WEEKDAY = {fold(name): number for number, name in enumerate(WEEKDAYS)}
"""Monday is 0."""
MONTH = {fold(name): number for names in (MONTHS, _SHORT_MONTHS) for number, name in enumerate(names, start=1)} | {
    "sept": 9
}
NUMERAL = {fold(name): number for number, name in enumerate(_NUMERALS.split(), start=1)} | {
    "ei": 1,
    "ett": 1,
    "et": 1,
    "syv": 7,
}


def options(words: Iterable[str]) -> str:
    """Return the words as the alternatives of a regular expression, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
