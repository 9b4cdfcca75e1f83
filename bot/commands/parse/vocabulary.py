"""The words of time, folded with `content.folding.fold`, with their abbreviations and spellings."""

from collections.abc import Iterable

from bot.cards.words import MONTHS, WEEKDAYS
from bot.commands.parse.clean import fold

_NYNORSK = ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag")
_SHORT_WEEKDAYS = ("man mån", "tir tirs tys", "ons", "tor tors", "fre", "lør laur lau", "søn sun")
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_NUMERALS = "en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue"

WEEKDAY = {fold(name): number for names in (WEEKDAYS, _NYNORSK) for number, name in enumerate(names)}
"""Monday is 0."""
SHORT_WEEKDAY = {fold(name): number for number, names in enumerate(_SHORT_WEEKDAYS) for name in names.split()}
"""Read as weekdays next to a date or with a full stop: «man», «tor» and «son» are words and names too."""
BRIEF_WEEKDAY = {"ma": 0, "ti": 1, "on": 2, "to": 3, "fr": 4, "lo": 5, "so": 6}
"""Read as weekdays only right before a date: «lø 5/12». «LO» is no day, and «to» and «ti» are only with a full stop."""
PLAIN_SHORT = ("tir", "tirs", "tys", "ons", "tors", "fre", "lor", "laur", "lau")
"""Those that are not other words, and are read as weekdays on their own."""
MONTH = {fold(name): number for names in (MONTHS, _SHORT_MONTHS) for number, name in enumerate(names, start=1)} | {
    "sept": 9
}
LONG_MONTH = {fold(name): number for number, name in enumerate(MONTHS, start=1)}
NUMERAL = {fold(name): number for number, name in enumerate(_NUMERALS.split(), start=1)} | {
    "ei": 1,
    "ett": 1,
    "et": 1,
    "ein": 1,
    "eitt": 1,
    "syv": 7,
    "et par": 2,
    "eit par": 2,
}
ORDINAL = {
    fold(name): number
    for number, names in enumerate(
        ("første fyrste", "andre annen annet", "tredje", "fjerde", "femte", "sjette", "sjuende", "åttende"), start=1
    )
    for name in names.split()
} | {"fjortende": 14, "siste": -1, "sist": -1, "nest siste": -2, "nestsiste": -2}
"""«siste» is -1 and «nest siste» -2, counted from the end."""
_DAY_ORDINALS = (
    "første fyrste",
    "andre annen",
    "tredje",
    "fjerde",
    "femte",
    "sjette",
    "sjuende syvende sjuande",
    "åttende åttande",
    "niende niande",
    "tiende tiande",
    "ellevte",
    "tolvte",
    "trettende trettande",
    "fjortende fjortande",
    "femtende femtande",
    "sekstende sekstande",
    "syttende syttande",
    "attende attande",
    "nittende nittande",
    "tjuende tyvende tjuande",
    "tjueførste",
    "tjueandre",
    "tjuetredje",
    "tjuefjerde",
    "tjuefemte",
    "tjuesjette",
    "tjuesjuende tjuesyvende",
    "tjueåttende",
    "tjueniende",
    "trettiende trettiande tredevte",
    "trettiførste",
)
DAY_ORDINAL = {fold(name): number for number, names in enumerate(_DAY_ORDINALS, start=1) for name in names.split()}
"""The days of a month as words: «tiende desember»."""
_NEVER = (
    "av fra datert dat dat. versjon utgave v ver. § §§ paragraf paragrafene kap kap. kapittel punkt pkt pkt. "
    "nr nr. saksnr saksnr. saksnummer arkivsak ref ref. art. artikkel avsnitt post side s. pr. "
    "siden kr kr. nok eur usd belop dokument dok dok. prop. innst. nou meld. forskrift lov rundskriv vedlegg "
    "figur tabell bind del trinn tiltak delmal skjema spm spm. sporsmal"
)
NEVER = frozenset(_NEVER.split())
"""Folded words before a time that make it something else than a deadline: «brev av», «§», «tabell»."""
QUARTER_MONTHS = 3


def options(words: Iterable[str]) -> str:
    """Return the words as the alternatives of a regular expression, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
