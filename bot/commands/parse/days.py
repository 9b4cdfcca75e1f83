"""Whether a day or a week exists, and which year is meant where none is written."""

from calendar import monthrange
from datetime import date

from bot.cards import words
from bot.commands.parse.fault import Fault
from bot.commands.parse.vocabulary import MONTHS, WEEKDAYS
from content.frozen import frozen

FIRST_YEAR, LAST_YEAR = 2000, 2100
DECEMBER = 12


@frozen
class Written:
    """A day as it was written; what was not written is None. Monday is weekday 0."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def on(self, year: int) -> date | None:
        """Return the day of that year; None where it does not exist or falls on another weekday than written."""
        if not 1 <= self.day <= monthrange(year, self.month)[1]:
            return None
        found = date(year, self.month, self.day)
        return found if self.weekday in {None, found.weekday()} else None


def resolve(written: Written, today: date) -> date | Fault:
    """Return the day that is meant.

    Without a year it is the next such day, today included. With a weekday and no year it is the year, of this, the
    next and the last one, in which the day falls on that weekday.
    """
    if not 1 <= written.month <= DECEMBER:
        return Fault(f"Måned {written.month} finnes ikke. Skriv datoen som 15.10 eller 15. oktober.")
    if written.year is not None:
        return _of_year(written, written.year)
    years = _years(written, today)
    found = next((day for year in years if (day := written.on(year))), None)
    return found or _of_year(written, years[0])


def resolve_week(week: int, year: int | None, today: date) -> date | Fault:
    """Return the Monday of an ISO week; without a year the next such week, this one included."""
    this = today.isocalendar()
    candidates = (year,) if year is not None else (this.year, this.year + 1)
    for candidate in candidates:
        if not FIRST_YEAR <= candidate <= LAST_YEAR:
            return _outside()
        monday = _monday(candidate, week)
        if monday and (year is not None or (candidate, week) >= (this.year, this.week)):
            return monday
    last = date(candidates[0], DECEMBER, 28).isocalendar().week
    return Fault(f"Uke {week} finnes ikke. {candidates[0]} har {last} uker.")


def _years(written: Written, today: date) -> tuple[int, ...]:
    if written.weekday is not None:
        return (today.year, today.year + 1, today.year - 1)
    passed = (written.month, written.day) < (today.month, today.day)
    return (today.year + 1,) if passed else (today.year, today.year + 1)


def _of_year(written: Written, year: int) -> date | Fault:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _outside()
    found = written.on(year)
    if found:
        return found
    last = monthrange(year, written.month)[1]
    if not 1 <= written.day <= last:
        name = MONTHS[written.month - 1]
        return Fault(f"{written.day}. {name} finnes ikke. {words.capital(name)} {year} har {last} dager.")
    day = date(year, written.month, written.day)
    return Fault(
        f"{words.short_day(day)} {year} er en {WEEKDAYS[day.weekday()]}, ikke en {WEEKDAYS[written.weekday or 0]}."
    )


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _outside() -> Fault:
    return Fault(f"Skriv et årstall fra {FIRST_YEAR} til {LAST_YEAR}.")
