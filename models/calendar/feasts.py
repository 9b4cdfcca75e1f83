"""The feasts and holidays people name dates by: «påske», «romjula», «Kristi himmelfartsdag».

A feast is a span of days within a year, by fixed date or by days after Easter Sunday. If a feast is more than the
public holidays, the span is the one people plan by: Easter from Palm Sunday to Easter Monday, «romjula» from 27 to
31 December. `before` is the last day that is still «before» the feast: 23 December for Christmas, and the Wednesday
before Maundy Thursday for Easter.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

Point = tuple[int, int] | int
"""A month and a day, or days after Easter Sunday."""


@dataclass(frozen=True)
class Feast:
    """A feast by its first and last day; `before` is the last day before it, by default the day before `first`."""

    first: Point
    last: Point
    before: Point | None = None

    def span(self, year: int) -> tuple[date, date]:
        """Return the feast's first and last day in a year; one that spans New Year begins in that year."""
        first, last = _day(self.first, year), _day(self.last, year)
        return first, last if last >= first else _day(self.last, year + 1)

    def before_in(self, year: int) -> date:
        """Return the last day before the feast of a year."""
        return self.span(year)[0] - timedelta(days=1) if self.before is None else _day(self.before, year)


def _single(point: Point) -> Feast:
    return Feast(point, point)


CHRISTMAS = Feast((12, 24), (12, 26))
NEW_YEAR = Feast((12, 31), (1, 1), before=(12, 31))
EASTER = Feast(-7, 1, before=-4)
FEASTS: dict[str, Feast] = {
    **dict.fromkeys(("jul", "jula", "julen", "julehelga", "juleferien"), CHRISTMAS),
    **dict.fromkeys(("romjul", "romjula", "romjulen"), Feast((12, 27), (12, 31))),
    **dict.fromkeys(("lille julaften", "lillejulaften", "vesle julaftan"), _single((12, 23))),
    **dict.fromkeys(("julaften", "julaftan", "julekvelden"), _single((12, 24))),
    **dict.fromkeys(("1. juledag", "forste juledag"), _single((12, 25))),
    **dict.fromkeys(("2. juledag", "andre juledag"), _single((12, 26))),
    **dict.fromkeys(("nyttarsaften", "nyttarsaftan"), _single((12, 31))),
    **dict.fromkeys(("nyttarsdag", "1. nyttarsdag", "forste nyttarsdag"), _single((1, 1))),
    **dict.fromkeys(("nyttar", "arsskiftet", "nyttarshelga"), NEW_YEAR),
    **dict.fromkeys(("paske", "paska", "pasken", "paskeferien"), EASTER),
    **dict.fromkeys(("paskeuka", "paskeuken", "paskeveka", "den stille uke"), Feast(-6, 0, before=-7)),
    "palmesondag": _single(-7),
    "skjartorsdag": _single(-3),
    "langfredag": _single(-2),
    **dict.fromkeys(("paskeaften", "paskeaftan"), _single(-1)),
    **dict.fromkeys(("1. paskedag", "forste paskedag"), _single(0)),
    **dict.fromkeys(("2. paskedag", "andre paskedag"), _single(1)),
    **dict.fromkeys(("kristi himmelfartsdag", "kristi himmelfart", "kristi himmelferdsdag"), _single(39)),
    **dict.fromkeys(("pinse", "pinsa", "pinsen", "pinsehelga"), Feast(48, 50)),
    **dict.fromkeys(("1. pinsedag", "forste pinsedag"), _single(49)),
    **dict.fromkeys(("2. pinsedag", "andre pinsedag"), _single(50)),
    **dict.fromkeys(("sankthans", "sankthansaften"), _single((6, 23))),
    "grunnlovsdagen": _single((5, 17)),
}
"""By name, folded as `content.folding.fold` does."""


def _day(point: Point, year: int) -> date:
    if isinstance(point, int):
        return easter(year) + timedelta(days=point)
    return date(year, *point)
