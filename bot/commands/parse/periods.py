"""A period in a question, and its texts: for people, and for asking again."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.cards import words
from bot.commands.parse.days import DECEMBER, Dates, Kind, month_days


@dataclass(frozen=True)
class Period:
    """The days `first`..`last`, both included. `dager` counts from today, and includes what is overdue."""

    kind: Kind
    first: date
    last: date
    name: str = field(default="", compare=False)
    """Its name, if the days alone do not give it: «før jul»."""

    @classmethod
    def of(cls, dates: Dates) -> "Period":
        """Return the period of some days."""
        return cls(dates.kind, dates.first, dates.last, dates.name)

    def __str__(self) -> str:
        """Return the period as text that reads back as the same."""
        iso = self.first.isocalendar()
        return {
            "dager": str((self.last - self.first).days),
            "uke": f"uke {iso.week} {iso.year}",
            "måned": f"{words.month(self.first)} {self.first.year}",
            "kvartal": f"{self._quarter}. kvartal {self.first.year}",
            "år": str(self.first.year),
            "dag": self.first.isoformat(),
            "periode": f"{self.first.isoformat()} til {self.last.isoformat()}",
        }[self.kind]

    def in_words(self, today: date) -> str:
        """Return the period in words: «de neste 30 dagene», «uke 41», «oktober», «før jul», «mandag 5. oktober»."""
        if self.name:
            return self.name
        days = (self.last - self.first).days
        year = "" if self.first.year == today.year else f" {self.first.year}"
        return {
            "dager": "i dag" if days == 0 else f"de neste {days} dagene" if days > 1 else "i dag og i morgen",
            "uke": words.week(self.first, today),
            "måned": words.month(self.first, today),
            "kvartal": f"{self._quarter}. kvartal{year}",
            "år": str(self.first.year),
            "dag": words.day(self.first, today),
            "periode": words.span(self.first, self.last, today),
        }[self.kind]

    @property
    def _quarter(self) -> int:
        return (self.first.month + 2) // 3


def next_days(count: int, today: date) -> Period:
    """Return today and that many days after it."""
    return Period("dager", today, today + timedelta(count))


def month_period(year: int, month: int) -> Period:
    """Return a whole month."""
    days: Any = month_days(year, month)
    return Period("måned", *days)


def year_period(year: int) -> Period:
    """Return a whole year."""
    return Period("år", date(year, 1, 1), date(year, DECEMBER, 31))
