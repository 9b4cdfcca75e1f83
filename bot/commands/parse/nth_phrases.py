"""Expressions that name a day by its number: «siste fredag i januar», «første arbeidsdag i neste måned».

Patterns and readers are as in `bot.commands.parse.day_phrases`.
"""

from datetime import date, timedelta

from bot.commands.parse.day_phrases import OR_YEAR, WD, Match, Phrase, Reading, pattern, weekday_in
from bot.commands.parse.days import (
    FIRST_YEAR,
    LAST_YEAR,
    Context,
    Dates,
    Days,
    chosen_turn,
    full_year,
    month_days,
    outside,
    single,
)
from bot.commands.parse.fault import Fault
from bot.commands.parse.vocabulary import LONG_MONTH, ORDINAL, options
from models.calendar.feasts import FEASTS
from models.calendar.workdays import is_working_day

ORDINALS = rf"{options(ORDINAL)}|[1-5]\."
_ORDINAL = rf"(?P<ordinal>{ORDINALS})"
_WORKING = "arbeidsdag|virkedag|yrkesdag|kvardag|hverdag"


def nth(ordinal: str) -> int:
    """Return the number of an ordinal: 1 for «første» and «1.», -1 for «siste»."""
    return ORDINAL[ordinal] if ordinal in ORDINAL else int(ordinal.rstrip("."))


def nth_day(days: Days, n: int, weekday: int | None) -> date | None:
    """Return the n-th such weekday (working day if None) of a period, counted from its end if n is negative."""
    count = (days[1] - days[0]).days + 1
    all_days = (days[0] + timedelta(each) for each in range(count))
    days_that_fit = [day for day in all_days if (is_working_day(day) if weekday is None else day.weekday() == weekday)]
    return days_that_fit[n - 1 if n > 0 else n] if -len(days_that_fit) <= n <= len(days_that_fit) else None


def _nth(match: Match, context: Context) -> Reading:
    """Read «1. onsdag i mars», «siste arbeidsdag i neste måned»."""
    n, weekday, year = nth(match["ordinal"]), weekday_in(match), full_year(match["year"])
    month = LONG_MONTH.get(match["name"] or "")
    if month is None:
        step = 1 if (match["which"] or "").startswith("neste") else 0
        month, year = context.today.month + step, context.today.year

    def turn(at: int) -> Days | None:
        days = month_days(at, month)
        if days and match["any"]:
            day_found: date | None = days[0] + timedelta(n - 1) if n > 0 else days[1] + timedelta(n + 1)
        else:
            day_found = nth_day(days, n, weekday) if days else None
        return (day_found, day_found) if day_found else None

    if year is not None:
        days = turn(year)
        if days is None and not FIRST_YEAR <= year <= LAST_YEAR:
            return outside()
        return single(days[0]) if days else Fault("Den dagen finnes ikke i den måneden. Velg datoen.")
    day_found = chosen_turn(turn, context.today.year, context)
    return Dates(*day_found[1], turn=turn, at=day_found[0]) if day_found else None


def _weekday_in_feast(match: Match, context: Context) -> Reading:
    """Read «onsdag i påskeuka»."""
    feast, weekday = FEASTS[match["feast"]], weekday_in(match)

    def turn(n: int) -> Days | None:
        day_found = nth_day(feast.span(n), 1, weekday) if FIRST_YEAR <= n <= LAST_YEAR else None
        return (day_found, day_found) if day_found else None

    year = full_year(match["year"])
    day_found = (year, turn(year)) if year else chosen_turn(turn, context.today.year, context)
    return Dates(*day_found[1], turn=None if year else turn, at=day_found[0]) if day_found and day_found[1] else None


NTH_PHRASES: tuple[Phrase, ...] = (
    (
        pattern(
            rf"(?:den )?{_ORDINAL} (?:{WD}|(?P<any>dag)(?:en)?|(?:{_WORKING})(?:en)?) i "
            rf"(?:(?P<name>{options(LONG_MONTH)}){OR_YEAR}|(?P<which>neste|denne) (?:maned|manad)(?:en)?)"
        ),
        _nth,
    ),
    (pattern(rf"{WD} i (?P<feast>{options(FEASTS)}){OR_YEAR}"), _weekday_in_feast),
)
