"""The feasts and holidays people name dates by: «påske», «romjula», «2. søndag i advent», «vinterferien».

A feast is a span of days within a year, by fixed date, by days after Easter Sunday, or by a week. If a feast is more
than the public holidays, the span is the one people plan by: Easter from Palm Sunday to Easter Monday, «romjula» from
27 to 31 December. `before` is the last day that is still «before» the feast: 23 December for Christmas, and the
Wednesday before Maundy Thursday for Easter.

The holidays of schools and of industry differ by county, employer and year (`varies`): these are the usual weeks around
the Oslofjord (school holidays in weeks 8 and 40, «fellesferie» in weeks 28–30), and a deadline by them is asked about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from content.folding import fold

Point = tuple[int, int] | int | Callable[[int], date]
"""A month and a day, days after Easter Sunday, or the date by year."""


@dataclass(frozen=True)
class Feast:
    """A feast by its first and last day; `before` is the last day before it, by default the day before `first`."""

    first: Point
    last: Point
    before: Point | None = None
    varies: bool = False

    def span(self, year: int) -> tuple[date, date]:
        """Return the feast's first and last day in a year; one that spans New Year begins in that year."""
        first, last = _day(self.first, year), _day(self.last, year)
        return first, last if last >= first else _day(self.last, year + 1)

    def before_in(self, year: int) -> date:
        """Return the last day before the feast of a year."""
        return self.span(year)[0] - timedelta(days=1) if self.before is None else _day(self.before, year)


def _single(point: Point) -> Feast:
    return Feast(point, point)


def _advent(sunday: int) -> Callable[[int], date]:
    """Return the n-th Sunday of Advent by year: the fourth is the last one before 25 December."""

    def day(year: int) -> date:
        fourth = date(year, 12, 24)
        return fourth - timedelta(days=fourth.isoweekday() % 7 + 7 * (4 - sunday))

    return day


def _weeks(first: int, last: int) -> Feast:
    return Feast(
        lambda year: date.fromisocalendar(year, first, 1), lambda year: date.fromisocalendar(year, last, 7), varies=True
    )


_ORDINALS = (("1.", "første", "fyrste"), ("2.", "andre"), ("3.", "tredje"), ("4.", "fjerde"))
_ADVENT = {
    f"{ordinal} {named}": _single(_advent(number))
    for number, ordinals in enumerate(_ORDINALS, start=1)
    for ordinal in ordinals
    for named in ("advent", "søndag i advent", "sundag i advent", "adventssøndag")
}
CHRISTMAS = Feast((12, 24), (12, 26))
NEW_YEAR = Feast((12, 31), (1, 1), before=(12, 31))
EASTER = Feast(-7, 1, before=-4)
_NAMED: dict[str, Feast] = {
    **_ADVENT,
    **dict.fromkeys(("advent", "adventstida", "adventstiden"), Feast(_advent(1), (12, 23))),
    **dict.fromkeys(("jul", "jula", "julen", "julehelga", "juleferien"), CHRISTMAS),
    **dict.fromkeys(("romjul", "romjula", "romjulen"), Feast((12, 27), (12, 31))),
    **dict.fromkeys(("lille julaften", "lillejulaften", "vesle julaftan"), _single((12, 23))),
    **dict.fromkeys(("julaften", "julaftan", "julekvelden"), _single((12, 24))),
    **dict.fromkeys(("1. juledag", "første juledag"), _single((12, 25))),
    **dict.fromkeys(("2. juledag", "andre juledag"), _single((12, 26))),
    **dict.fromkeys(("nyttårsaften", "nyttårsaftan"), _single((12, 31))),
    **dict.fromkeys(("nyttårsdag", "1. nyttårsdag", "første nyttårsdag"), _single((1, 1))),
    **dict.fromkeys(("nyttår", "årsskiftet", "årsskifte", "nyttårshelga"), NEW_YEAR),
    **dict.fromkeys(("påske", "påska", "påsken", "påskeferien"), EASTER),
    **dict.fromkeys(("påskeuka", "påskeuken", "påskeveka", "den stille uke"), Feast(-6, 0, before=-7)),
    **dict.fromkeys(("palmehelga", "palmehelgen"), Feast(-8, -7)),
    "palmesøndag": _single(-7),
    "skjærtorsdag": _single(-3),
    "langfredag": _single(-2),
    **dict.fromkeys(("påskeaften", "påskeaftan"), _single(-1)),
    **dict.fromkeys(("1. påskedag", "første påskedag"), _single(0)),
    **dict.fromkeys(("2. påskedag", "andre påskedag"), _single(1)),
    **dict.fromkeys(("kristi himmelfartsdag", "kristi himmelfart", "kristi himmelferdsdag"), _single(39)),
    **dict.fromkeys(("pinse", "pinsa", "pinsen", "pinsehelga"), Feast(48, 50)),
    **dict.fromkeys(("1. pinsedag", "første pinsedag"), _single(49)),
    **dict.fromkeys(("2. pinsedag", "andre pinsedag"), _single(50)),
    **dict.fromkeys(("sankthans", "sankthansaften", "st. hans", "jonsok"), _single((6, 23))),
    "grunnlovsdagen": _single((5, 17)),
    **dict.fromkeys(("vinterferien", "vinterferie"), _weeks(8, 8)),
    **dict.fromkeys(("høstferien", "høstferie", "haustferien"), _weeks(40, 40)),
    **dict.fromkeys(("fellesferien", "fellesferie"), _weeks(28, 30)),
    **dict.fromkeys(("sommerferien", "sommarferien"), Feast((6, 21), (8, 15), varies=True)),
}
FEASTS = {fold(name): feast for name, feast in _NAMED.items()}
FEAST_NAMES = {fold(name): name for name in _NAMED}
"""Both by name, folded."""


def _day(point: Point, year: int) -> date:
    if isinstance(point, int):
        return easter(year) + timedelta(days=point)
    return date(year, *point) if isinstance(point, tuple) else point(year)
