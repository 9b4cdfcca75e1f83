"""What each rule of the content means: the span of days it refers to in one cycle year.

A cycle year is the budget year t, the year the NTP is presented, or the calendar year; `rule.year` shifts it, after
its `Cycle` has decided whether that cycle year counts. A day the month does not have (29 February in a common year)
means the last day of that month. A weekday, week or working day the year does not have (a fifth Monday, week 53)
means no span.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from content.schema.rules import (
    After,
    AnyRule,
    Cycle,
    FirstWorkingDay,
    FixedDate,
    IsoWeek,
    NthWeekday,
    Point,
    SpanRule,
    WholeMonth,
    Window,
)
from models.calendar.workdays import is_working_day

Rules = Mapping[str, AnyRule]
"""The rules of one cycle by entry id, for «etter» to refer to."""

NO_OTHERS: Rules = MappingProxyType({})
WEEKDAYS = {"mandag": MO, "tirsdag": TU, "onsdag": WE, "torsdag": TH, "fredag": FR, "lørdag": SA, "søndag": SU}
LAST_DAY = 31


class RuleError(ValueError):
    """A rule of the content cannot be read: it refers to an unknown entry, or to itself, or its window is reversed."""


@dataclass(frozen=True)
class Span:
    """From one day to another, both included; a single day has `first == last`."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Return True if the day is within the span."""
        return self.first <= day <= self.last

    def meets(self, other: "Span") -> bool:
        """Return True if the two spans share a day."""
        return self.first <= other.last and other.first <= self.last


def span(rule: AnyRule, year: int, others: Rules = NO_OTHERS) -> Span | None:
    """Return the days the rule refers to in that cycle year, or None if there are none.

    Raises:
        RuleError: «etter» refers to an unknown entry or, through others, to itself; or a window ends before it begins.
    """
    return _read(rule, year, others, ())


def month_span(year: int, month: int) -> Span:
    """Return a whole month."""
    return Span(date(year, month, 1), _day_of(year, month, LAST_DAY))


def months_between(first: date, day: date) -> int:
    """Return how many months after that of the first day another day's is."""
    return (day.year - first.year) * 12 + day.month - first.month


def quarter_span(year: int, quarter: int) -> Span:
    """Return a whole quarter (1 to 4)."""
    return Span(date(year, 3 * quarter - 2, 1), _day_of(year, 3 * quarter, LAST_DAY))


def _read(rule: AnyRule, year: int, others: Rules, trail: tuple[str, ...]) -> Span | None:
    if rule.cycle and not _is_turn(rule.cycle, year):
        return None
    year += rule.year
    match rule:
        case FixedDate():
            return _single(_day_of(year, rule.month, rule.day))
        case NthWeekday():
            return _nth_weekday(rule, year)
        case FirstWorkingDay():
            return _single(_nth_working_day(rule, year))
        case WholeMonth():
            return month_span(year, rule.month)
        case SpanRule():
            found = _several(rule, year, others, trail)
            return _workdays(found) if found and rule.workdays else found


def _several(rule: IsoWeek | Window | After, year: int, others: Rules, trail: tuple[str, ...]) -> Span | None:
    match rule:
        case IsoWeek():
            return _iso_week(rule, year)
        case Window():
            found = _window(rule, year)
            return _fullest_week(found) if rule.one_week else found
        case After():
            return _after(rule, year, others, trail)


def _is_turn(cycle: Cycle, year: int) -> bool:
    return ((year - cycle.since) % cycle.every == 0) is not cycle.inverted


def _single(day: date | None) -> Span | None:
    return Span(day, day) if day else None


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _nth_weekday(rule: NthWeekday, year: int) -> Span | None:
    start = _day_of(year, rule.month, 1 if rule.n > 0 else LAST_DAY)
    day = start + relativedelta(weekday=WEEKDAYS[rule.weekday](rule.n))
    return Span(day, day + timedelta(days=rule.days - 1)) if day.month == rule.month else None


def _iso_week(rule: IsoWeek, year: int) -> Span | None:
    try:
        monday = date.fromisocalendar(year, rule.week, 1)
    except ValueError:  # most years have no week 53
        return None
    if rule.weekday is None:
        return Span(monday, monday + timedelta(days=6))
    return _single(monday + relativedelta(weekday=WEEKDAYS[rule.weekday]))


def _nth_working_day(rule: FirstWorkingDay, year: int) -> date | None:
    month = month_span(year, rule.month)
    days = (month.first + timedelta(days=n) for n in range(month.last.day))
    working = [day for day in days if is_working_day(day, saturday=rule.saturday)]
    return working[rule.nth - 1] if rule.nth <= len(working) else None


def _window(rule: Window, year: int) -> Span:
    window = Span(_point(rule.first, year, missing=1), _point(rule.last, year, missing=LAST_DAY))
    if window.last < window.first:
        message = f"vinduet {window.first:%d.%m.%Y}–{window.last:%d.%m.%Y} slutter før det begynner"
        raise RuleError(message)
    return window


def _point(point: Point, year: int, missing: int) -> date:
    return _day_of(year + point.year, point.month, point.day or missing)


def _after(rule: After, year: int, others: Rules, trail: tuple[str, ...]) -> Span | None:
    if rule.other in trail:
        message = f"hendelsene viser til hverandre i ring: {' → '.join((*trail, rule.other))}"
        raise RuleError(message)
    if rule.other not in others:
        message = f"hendelsen «{rule.other}» finnes ikke i samme syklus"
        raise RuleError(message)
    other = _read(others[rule.other], year, others, (*trail, rule.other))
    if other is None:
        return None
    if rule.whole:
        return Span(other.first + timedelta(days=rule.days), other.last + timedelta(days=rule.days))
    last_day = rule.days if rule.last_day is None else rule.last_day
    return Span(other.last + timedelta(days=rule.days), other.last + timedelta(days=last_day))


def _days_of(found: Span) -> list[date]:
    return [found.first + timedelta(days=number) for number in range((found.last - found.first).days + 1)]


def _workdays(found: Span) -> Span:
    """Return the span from its first to its last working day; unchanged if it has none."""
    working = [day for day in _days_of(found) if is_working_day(day)]
    return Span(working[0], working[-1]) if working else found


def _fullest_week(found: Span) -> Span:
    """Return the days of the span in the ISO week where it has the most working days, the first of equals."""
    weeks: dict[tuple[int, int], list[date]] = {}
    for day in _days_of(found):
        weeks.setdefault(day.isocalendar()[:2], []).append(day)
    most = max(weeks.values(), key=lambda days: sum(map(is_working_day, days)))
    return Span(most[0], most[-1])
