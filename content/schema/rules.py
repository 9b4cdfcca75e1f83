"""The rule vocabulary of the calendar: plain data; `models.calendar` implements the rules.

Every rule is read against a cycle year: the budget year t, the year the NTP is presented, or the calendar year.
`year` (`år`) shifts it, so the budget's «gul bok» in September of t-1 has `år: -1`.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from content.schema.base import Id, Strict

Month = Annotated[int, Field(ge=1, le=12)]
Day = Annotated[int, Field(ge=1, le=31)]
Weekday = Literal["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]


LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _existing(month: int, day: int) -> None:
    """Refuse a day that is not in that month every year. Editors read the message."""
    if day > LAST_DAYS[month - 1]:
        message = f"ventet en dag som finnes hvert år, fikk «{day}.{month}.»"
        raise ValueError(message)


class Cycle(Strict):
    """Only every `every`-th year counted from `since`; `inverted` turns it around (all other years).

    The years counted are cycle years, before any `år` shifts the rule: for the budget presented in 2025 it is t, 2026.
    """

    every: int = Field(alias="hvert", ge=1, le=10)
    since: int = Field(alias="fra", ge=1900, le=2200)
    inverted: bool = Field(default=False, alias="unntatt")


class Rule(Strict):
    """What all rules share."""

    year: int = Field(default=0, alias="år", ge=-4, le=4)
    cycle: Cycle | None = Field(default=None, alias="syklus")


class SpanRule(Rule):
    """What rules for several days share: without its weekend days, a span says nothing of days when nobody works."""

    workdays: bool = Field(default=False, alias="hverdager")
    """True: the span begins and ends on a working day. Weekends and holidays inside it stay."""


class FixedDate(Rule):
    """The same date every year."""

    kind: Literal["dato"] = Field(alias="regel")
    month: Month = Field(alias="måned")
    day: Day = Field(alias="dag")

    @model_validator(mode="after")
    def _on_the_calendar(self) -> "FixedDate":
        _existing(self.month, self.day)
        return self


class NthWeekday(Rule):
    """The nth such weekday of a month; negative n counts from the end. It may be the first of several days."""

    kind: Literal["ukedag"] = Field(alias="regel")
    month: Month = Field(alias="måned")
    weekday: Weekday = Field(alias="ukedag")
    n: int = Field(alias="nr", ge=-5, le=5)
    days: int = Field(default=1, alias="dager", ge=1, le=14)

    @model_validator(mode="after")
    def _counted(self) -> "NthWeekday":
        if self.n == 0:
            message = "ventet et nr fra 1 til 5, eller fra -1 til -5 regnet fra slutten av måneden, fikk «0»"
            raise ValueError(message)
        return self


class IsoWeek(SpanRule):
    """An ISO week, Monday to Sunday, or one weekday of it."""

    kind: Literal["uke"] = Field(alias="regel")
    week: int = Field(alias="uke", ge=1, le=53)
    weekday: Weekday | None = Field(default=None, alias="ukedag")


class FirstWorkingDay(Rule):
    """The first working day of a month, `nth` for later ones; Saturdays count if `saturday` is true."""

    kind: Literal["virkedag"] = Field(alias="regel")
    month: Month = Field(alias="måned")
    nth: int = Field(default=1, alias="nr", ge=1, le=23)
    saturday: bool = Field(default=False, alias="lørdag_teller")


class WholeMonth(Rule):
    """Some time in that month."""

    kind: Literal["måned"] = Field(alias="regel")
    month: Month = Field(alias="måned")


class Point(Strict):
    """One end of a window: a day, or the first (or last) of the month if no day is given."""

    month: Month = Field(alias="måned")
    day: Day | None = Field(default=None, alias="dag")
    year: int = Field(default=0, alias="år", ge=-4, le=4)

    @model_validator(mode="after")
    def _on_the_calendar(self) -> "Point":
        _existing(self.month, self.day or 1)
        return self


class Window(SpanRule):
    """From one point to another, both included. A point's own `år` is added to the rule's."""

    kind: Literal["vindu"] = Field(alias="regel")
    first: Point = Field(alias="fra")
    last: Point = Field(alias="til")
    one_week: bool = Field(default=False, alias="samme_uke")
    """True: only the ISO week with the most working days of the window, the first of equals."""

    @model_validator(mode="after")
    def _ordered(self) -> "Window":
        first = (self.first.year, self.first.month, self.first.day or 1)
        last = (self.last.year, self.last.month, self.last.day or LAST_DAYS[self.last.month - 1])
        if last < first:
            message = "ventet at «til» ikke er før «fra»"
            raise ValueError(message)
        return self


class After(SpanRule):
    """A number of days (negative: before) from the end of another occurrence of the same cycle year."""

    kind: Literal["etter"] = Field(alias="regel")
    other: Id = Field(alias="hendelse")
    days: int = Field(alias="dager", ge=-400, le=400)
    last_day: int | None = Field(default=None, alias="til_dager", ge=-400, le=400)
    """If set, the span runs from `days` to this many days after."""
    whole: bool = Field(default=False, alias="hele")
    """True: the other's whole span, so many days later, instead of days counted from its end."""

    @model_validator(mode="after")
    def _ordered(self) -> "After":
        if self.whole and self.last_day is not None:
            message = "ventet enten «til_dager» eller «hele», ikke begge"
            raise ValueError(message)
        if self.last_day is not None and self.last_day < self.days:
            message = "ventet at «til_dager» er minst like stor som «dager»"
            raise ValueError(message)
        return self


AnyRule = Annotated[
    FixedDate | NthWeekday | IsoWeek | FirstWorkingDay | WholeMonth | Window | After,
    Field(discriminator="kind"),
]
