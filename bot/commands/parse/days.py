"""The days of a date expression: which year or week is meant if none is written, and whether a day exists."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from bot.cards import words
from bot.cards.words import MONTHS, WEEKDAYS
from bot.commands.parse.fault import Fault
from bot.commands.parse.time_text import TimeText
from models.calendar.workdays import EVES, holiday_name, is_working_day

FIRST_YEAR, LAST_YEAR = 2000, 2100
DECEMBER, WEEK = 12, 7
YEARS_AHEAD = 10
"""How many years ahead two digits after a day and a month may mean a year."""
LONGEST_LOOK = 8
"""The most years between two such days: 29 February around 2100, week 53."""
Direction = Literal["forward", "backward"]
Kind = Literal["dag", "uke", "måned", "kvartal", "år", "dager", "periode"]
Days = tuple[date, date]
"""A first and a last day, both included."""
Turn = Callable[[int], Days | None]
"""The days of the n-th repetition of something (by its year or its week); None if it has none."""


@dataclass(frozen=True)
class Context:
    """What a reading depends on: the local day, whether it is about plans or the past, and the line."""

    today: date
    direction: Direction = "forward"
    question: bool = False
    """True for a question about a period, where «2027», «14» and «mars» alone are times."""
    wants_span: bool = False
    """True where a stretch of time is wanted and no day in it, as for a pause."""
    line: TimeText = field(default_factory=lambda: TimeText((), "", (), ()))

    def noun_follows(self, offset: int) -> bool:
        """Return True if the next word is one that a number before it could count: «27 ordførere», «3. gangen»."""
        line = self.line
        index = line.index(offset)
        if index >= len(line.words) or "," in line.text[offset : line.starts[index]]:
            return False
        return line.words[index][:1].islower() and line.folded(index) not in FUNCTION_WORDS


_FUNCTION_WORDS = (
    "kl kl. klokka klokken innen innan senest frist fristen før for til om med i pa og av fra ved mot hos som "
    "er blir skal ma at eller hver hvert annenhver"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Folded words that a number before them does not count."""


@dataclass(frozen=True)
class Dates:
    """The days that an expression names, both included.

    `otherwise` is set if a weekday was written that is not the date's: that weekday in the same week.
    `turn` and `at` are set if no year (or week) was written: `turned` returns the same days in another one.
    `vague` days are a period, such as a month or a feast, and any date next to them is preferred.
    """

    first: date
    last: date
    kind: Kind = "dag"
    certainty: str = "fast"
    name: str = ""
    vague: bool = False
    asks: bool = False
    """True if one of the days has to be chosen for a deadline."""
    note: str = ""
    due: date | None = None
    """The day of a deadline; None means the last day."""
    otherwise: date | None = None
    keeps_words: bool = False
    before: date | None = None
    """The last day that is «before» a feast, if it is another than the day before `first`."""
    turn: Turn | None = field(default=None, compare=False)
    at: int = 0

    @property
    def deadline(self) -> date:
        """Return the day of a deadline given by these days."""
        return self.due or self.last

    @property
    def days(self) -> Days:
        """Return the first and the last day."""
        return self.first, self.last

    def turned(self, by: int) -> "Dates | None":
        """Return the same days `by` repetitions later (earlier if negative); None if there are none."""
        days = self.turn(self.at + by) if self.turn else None
        return Dates(*days, self.kind, self.certainty, turn=self.turn, at=self.at + by) if days else None


def single(day: date) -> Dates:
    """Return one day that has no other repetition."""
    return Dates(day, day)


def chosen_turn(turn: Turn, start: int, context: Context) -> tuple[int, Days] | None:
    """Return the repetition that is meant: the next that is not over, or for the past the latest that has begun."""
    if context.direction == "forward":
        turns = range(start - 1, start + LONGEST_LOOK + 1)
        return next(((n, days) for n in turns if (days := turn(n)) and days[1] >= context.today), None)
    turns = range(start + 1, start - LONGEST_LOOK - 1, -1)
    return next(((n, days) for n in turns if (days := turn(n)) and days[0] <= context.today), None)


def day_of_year(day: int, month: int, year: int | None, context: Context) -> Dates | Fault:
    """Return a day of a month; without a year the next such day, or for the past the last one; today included."""
    if not 1 <= month <= DECEMBER:
        return Fault(f"Måned {month} finnes ikke. Skriv datoen som 15.10 eller 15. oktober.")
    if year is not None:
        dates = existing(day, month, year)
        return dates if isinstance(dates, Fault) else single(dates)
    today = context.today
    passed = (month, day) < (today.month, today.day)
    ahead = today.year + passed
    behind = today.year - ((month, day) > (today.month, today.day))
    expected = existing(day, month, ahead if context.direction == "forward" else behind)
    if isinstance(expected, Fault) and context.direction == "backward":
        years = range(behind - 1, behind - LONGEST_LOOK - 1, -1)  # 29 February comes every fourth year
        earlier = (existing(day, month, year) for year in years)
        expected = next((each for each in earlier if isinstance(each, date)), existing(day, month, ahead))
    if isinstance(expected, Fault):
        return expected

    def turn(n: int) -> Days | None:
        that = existing(day, month, n)
        return None if isinstance(that, Fault) else (that, that)

    return Dates(expected, expected, turn=turn, at=expected.year)


def existing(day: int, month: int, year: int) -> date | Fault:
    """Return a date, or a fault if it does not exist."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return outside()
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return date(year, month, day)
    name = MONTHS[month - 1]
    return Fault(f"{day}. {name} finnes ikke. {words.capital(name)} {year} har {last} dager. Skriv en annen dag.")


def week(number: int, year: int | None, context: Context) -> Dates | Fault:
    """Return an ISO week; without a year the next such week, or the latest that has begun, this one included."""
    this = context.today.isocalendar().year
    if year is not None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return outside()
        days = week_days(number, year)
        return whole_week(days) if days else _no_week(number, year)
    # No further ahead than next year: nobody plans for a week 53 that is six years away.
    dates = chosen_turn(lambda n: week_days(number, n) if n <= this + 1 else None, this, context)
    if dates is None:
        return _no_week(number, this)
    at, days = dates
    return whole_week(days, lambda n: week_days(number, n), at)


def week_days(number: int, year: int) -> Days | None:
    """Return Monday to Sunday of an ISO week; None if the year has no such week."""
    try:
        monday = date.fromisocalendar(year, number, 1)
        return monday, monday + timedelta(6)
    except (ValueError, OverflowError):
        return None


def week_around(day: date) -> Days:
    """Return Monday to Sunday of the week of a day."""
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def whole_week(days: Days, turn: Turn | None = None, at: int = 0) -> Dates:
    """Return a week; the deadline is its last working day, with a note if that is not the Friday."""
    first, last = days
    friday = first + timedelta(4)
    due = last_working_day(first, last) or friday
    free = [words.day(due + timedelta(n)) for n in range(1, (friday - due).days + 1)]
    verb = "er ikke arbeidsdager" if len(free) > 1 else "er ikke en arbeidsdag"
    why = f"{words.capital(words.listing(free))} {verb}, så fristen er siste arbeidsdag i {words.week(first)}."
    return Dates(first, last, "uke", due=due, note=why if free else "", turn=turn, at=at)


def last_working_day(first: date, last: date) -> date | None:
    """Return the last working day of a period, if there is one."""
    days = (last - timedelta(n) for n in range((last - first).days + 1))
    return next((day for day in days if is_working_day(day)), None)


def working_day_before(day: date) -> date:
    """Return the day itself if it is a working day, else the last working day before it."""
    return last_working_day(day - timedelta(14), day) or day


def weekday_of(days: Dates, weekday: int | None) -> Dates:
    """Return the days checked against a written weekday; no other year is chosen to make it fit."""
    if weekday is None or days.first.weekday() == weekday:
        return days
    monday = days.first - timedelta(days.first.weekday())
    return Dates(days.first, days.last, otherwise=monday + timedelta(weekday), turn=days.turn, at=days.at)


def mismatch(day: date, otherwise: date) -> str:
    """Return the sentence about a date that is not on the written weekday."""
    written = WEEKDAYS[otherwise.weekday()]
    return f"{words.short_day(day)} {day.year} er en {WEEKDAYS[day.weekday()]}, ikke en {written}."


def noted_day_off(dates: Dates) -> Dates:
    """Return a day with a note if nobody is at work then: of days that were calculated, not written as a date."""
    day = dates.deadline
    is_holiday = holiday_name(day) is not None
    if dates.note or dates.otherwise or dates.kind != "dag" or not (is_holiday or (day.month, day.day) in EVES):
        return dates
    what = "en helligdag" if is_holiday else "ikke en arbeidsdag"
    note = f"{words.capital(words.day(day))} er {what}. Siste arbeidsdag før er {words.day(working_day_before(day))}."
    return replace(dates, note=note)


def month_days(year: int, month: int) -> Days | None:
    """Return a whole month; `month` may be outside 1–12, counted from that year."""
    year, month = year + (month - 1) // DECEMBER, (month - 1) % DECEMBER + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def full_year(text: str | None) -> int | None:
    """Return the year of four digits, or of two in this century."""
    if not text:
        return None
    return int(text) if len(text) > 2 else FIRST_YEAR + int(text)  # noqa: PLR2004 - two digits are a year of this century


def outside() -> Fault:
    """Return the fault of a year outside the range."""
    return Fault(f"Skriv et årstall fra {FIRST_YEAR} til {LAST_YEAR}.")


def _no_week(number: int, year: int) -> Fault:
    last = date(year, DECEMBER, 28).isocalendar().week
    return Fault(f"Uke {number} finnes ikke. {year} har {last} uker. Skriv en av dem.")
