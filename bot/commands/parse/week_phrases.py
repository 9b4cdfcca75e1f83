"""Expressions that name numbered weeks: «uke 50», «uke 50–51», «uke 50, 51 og 52», «u50», «2027-W02».

Patterns and readers are as in `bot.commands.parse.day_phrases`.
"""

import re
from itertools import pairwise

from bot.commands.parse.day_phrases import NUMBERED_WEEK, WEEK_WORD, Match, Phrase, Reading, pattern
from bot.commands.parse.days import Context, Dates, Days, chosen_turn, full_year, week, week_days, working_day_before
from bot.commands.parse.fault import Fault

_LAST_WEEK = 53
_LISTED = r"(?:,? og |,? eller |, ?| ?/ ?| )"
_DIGITS = re.compile("[0-9]+")


def _week(match: Match, context: Context) -> Reading:
    return week(int(match["week"]), full_year(match["year"]), context)


def _short_week(match: Match, context: Context) -> Reading:
    """Read «u50», in a plan as its first word only: «U18» are young people."""
    is_week = 1 <= int(match["week"]) <= _LAST_WEEK and (context.question or match.start() == 0)
    return week(int(match["week"]), full_year(match["year"]), context) if is_week else None


def _weeks(match: Match, context: Context) -> Reading:
    """Read «uke 50–51» and, over New Year, «uke 52–1»."""
    return _from_week(int(match["week"]), int(match["last"]), full_year(match["year"]), context)


def _listed(match: Match, context: Context) -> Reading:
    """Read «uke 50, 51 og 52»: weeks that follow each other."""
    numbers = [int(match["week"]), *(int(each) for each in _DIGITS.findall(match["more"]))]
    follow = all(after in {number + 1, 1} for number, after in pairwise(numbers))
    return _from_week(numbers[0], numbers[-1], full_year(match["year"]), context) if follow else None


def _from_week(first: int, last: int, year: int | None, context: Context) -> Reading:
    def turn(n: int) -> Days | None:
        begins, ends = week_days(first, n), week_days(last, n + (last < first))
        return (begins[0], ends[1]) if begins and ends else None

    dates = (year, turn(year)) if year else chosen_turn(turn, context.today.year, context)
    if dates is None or dates[1] is None:
        each = (week(number, year, context) for number in (first, last))
        return next((wrong for wrong in each if isinstance(wrong, Fault)), None)
    days = dates[1]
    return Dates(*days, "periode", due=working_day_before(days[1]), asks=True, turn=None if year else turn, at=dates[0])


_WEEKS = rf"(?:i |fra |mellom )?(?:{WEEK_WORD}|uker|ukene|vekene|u)[rn]? ?(?P<week>[0-9]{{1,2}})"
_YEAR = r"(?:(?:,? i)? (?P<year>[0-9]{4}))?"
WEEK_PHRASES: tuple[Phrase, ...] = (
    (pattern(rf"(?:i )?{NUMBERED_WEEK}"), _week),
    (pattern(r"(?:i )?u ?(?P<week>[0-9]{2})(?:(?:-| i | )(?P<year>20[0-9]{2}))?"), _short_week),
    (pattern(r"(?:i )?(?P<year>20[0-9]{2})-?w(?P<week>[0-9]{1,2})"), _week),
    (
        pattern(
            rf"{_WEEKS}(?: ?- ?| til og med | til | t\.?o\.?m\.? | og )(?:{WEEK_WORD} ?)?(?P<last>[0-9]{{1,2}}){_YEAR}"
        ),
        _weeks,
    ),
    (pattern(rf"{_WEEKS}(?P<more>(?:{_LISTED}(?:{WEEK_WORD} ?)?[0-9]{{1,2}}){{1,9}}){_YEAR}"), _listed),
)
