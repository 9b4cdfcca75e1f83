"""Expressions that name one day: «15.10», «fredag den 18.», «torsdag om to uker», «siste fredag i januar».

Each pattern is matched at the beginning of a word of the folded line (`TimeText.text`) and ends at the end of one. A
reader returns the days, what is wrong with them, or None if the words mean something else after all.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from bot.commands.parse.days import (
    DECEMBER,
    WEEK,
    YEARS_AHEAD,
    Context,
    Dates,
    Days,
    chosen_turn,
    day_of_year,
    full_year,
    month_days,
    single,
    week,
    week_around,
    weekday_of,
)
from bot.commands.parse.distances import moved, number, within
from bot.commands.parse.fault import Fault
from bot.commands.parse.vocabulary import (
    BRIEF_WEEKDAY,
    MONTH,
    NUMERAL,
    PLAIN_SHORT,
    SHORT_WEEKDAY,
    WEEKDAY,
    options,
)

Match = re.Match[str]
Reading = Dates | Fault | None
Reader = Callable[[Match, Context], Reading]
Phrase = tuple[re.Pattern[str], Reader]

END = r"(?=[.,]*(?: |$|-))"
WD = rf"(?P<weekday>{options(WEEKDAY)})(?:en)?"
ANY_WD = rf"(?:{WD}|(?P<short>{options(SHORT_WEEKDAY)})\.?)"
NUMBER = rf"(?P<count>[0-9]{{1,4}}|{options(NUMERAL)})"
UNIT = r"(?P<unit>(?:virke|arbeids|yrkes)?dag(?:er|ar)?|uk(?:e|er|a)|vek(?:e|er|a)|maned(?:er)?|manad(?:er)?|ar)"
WEEK_WORD = r"(?:uke|uka|uken|veke|veka|u\.)"
NUMBERED_WEEK = rf"{WEEK_WORD} ?(?P<week>[0-9]{{1,3}})(?:(?:,? i|,)?[ /-]?(?<=[ /-])(?P<year>[0-9]{{4}}))?"
OR_YEAR = r"(?: (?P<year>[0-9]{4}))?"
_BRIEF_WD = r"(?P<brief>ma|on|fr|lo|so|(?:ti|to)(?=\.))\.?"
_HEAD = rf"(?:(?:{ANY_WD}|{_BRIEF_WD}),? (?:den )?|den )?"
_NUMERIC = r"(?P<day>[0-9]{1,2})(?:\. ?|/)(?P<month>[0-9]{1,2})"
_NAMED = rf"(?P<day>[0-9]{{1,2}})\.? ?(?P<name>{options(MONTH)})\.?"
_YEAR = r"(?:(?:[./]|\.? ?-)(?P<year>[0-9]{4}|[0-9]{2})|\.?(?P<spaced>,? (?:19|20|21)[0-9]{2})|\.?(?P<maybe> [0-9]{2}))"
_NEAR = {
    "i dag": 0,
    "idag": 0,
    "i morgen": 1,
    "imorgen": 1,
    "i morgon": 1,
    **dict.fromkeys(("i morra", "imorra", "i marra", "imarra", "imorgon"), 1),
    "i overmorgen": 2,
    "i overmorgon": 2,
    **dict.fromkeys(("overmorgen", "overmorgon", "overimorgen", "overimorgon"), 2),
    "i gar": -1,
    "igar": -1,
    "i forgars": -2,
    "forgars": -2,
}
RELATIVE = {
    **dict.fromkeys(("denne", "dette", "i", "hele", "heile"), 0),
    **dict.fromkeys(("neste", "kommende", "komande"), 1),
    **dict.fromkeys(("forrige", "forre", "sist", "siste"), -1),
}
"""How many weeks, months or years away each word puts one."""
_TODAY = "i kveld|i ettermiddag|i formiddag|i natt"


def weekday_in(match: Match) -> int | None:
    """Return the weekday in a match, if any; Monday is 0."""
    parts = match.groupdict()
    if parts.get("weekday"):
        return WEEKDAY[parts["weekday"]]
    if parts.get("brief"):
        return BRIEF_WEEKDAY[parts["brief"]]
    return SHORT_WEEKDAY[parts["short"]] if parts.get("short") else None


def _iso(match: Match, context: Context) -> Reading:
    return day_of_year(int(match["day"]), int(match["month"]), int(match["year"]), context)


def _day(match: Match, context: Context) -> Reading:
    """Read a day and a month, and the year if there is a plausible one."""
    parts = match.groupdict()
    year = _year_of(match, context)
    if parts.get("maybe") and year is None:
        return None
    if parts.get("year") and match["month" if "month" in parts else "name"] and not _is_year(match, year, context):
        return None
    month = int(parts["month"]) if parts.get("month") else MONTH[parts["name"]]
    if not 1 <= month <= DECEMBER and len(match.group()) < len(match.string.rstrip(",.")):
        return None  # next to other words it is a time of day, or not a time
    day = day_of_year(int(match["day"]), month, year, context)
    return day if isinstance(day, Fault) else weekday_of(day, weekday_in(match))


def _is_year(match: Match, year: int | None, context: Context) -> bool:
    """Return False for «4.12-11», a range: after a hyphen two digits are a year only if it is near."""
    hyphen = "-" in match.group()[: match.start("year") - match.start()]
    if hyphen and match.string[match.end() : match.end() + 2] == ". ":
        return False  # «10. januar–10. mars»
    return not hyphen or len(match["year"]) > 2 or is_near_year(year, context)  # noqa: PLR2004 - a whole year


def _year_of(match: Match, context: Context) -> int | None:
    parts = match.groupdict()
    if parts.get("maybe"):
        year = full_year(parts["maybe"].strip())
        return year if is_near_year(year, context) and not context.noun_follows(match.end()) else None
    return full_year((parts.get("year") or parts.get("spaced") or "").strip(" ,"))


def is_near_year(year: int | None, context: Context) -> bool:
    """Return True if two digits may mean that year: this year up to ten years ahead, or up to ten back for the past."""
    if year is None:
        return False
    if context.direction == "backward":
        return context.today.year - YEARS_AHEAD <= year <= context.today.year
    return context.today.year <= year <= context.today.year + YEARS_AHEAD


def _day_of_month(match: Match, context: Context) -> Reading:
    """Read «den 18.», the next such day of a month, checked against its weekday."""
    weekday, day, today = weekday_in(match), int(match["day"]), context.today
    if weekday is None and context.noun_follows(match.end()):
        return None

    def turn(n: int) -> Days | None:
        month = month_days(today.year, n)
        return None if month is None or not 1 <= day <= month[1].day else (month[0].replace(day=day),) * 2

    dates = chosen_turn(turn, today.month, context)
    return weekday_of(Dates(*dates[1], turn=turn, at=dates[0]), weekday) if dates else None


def _near(match: Match, context: Context) -> Reading:
    return single(context.today + timedelta(_NEAR[match["near"]]))


def _today(match: Match, context: Context) -> Reading:
    del match
    return Dates(context.today, context.today, keeps_words=True)


def coming(weekday: int, context: Context) -> Dates:
    """Return the coming weekday, never today; for the past the last one, today included."""
    monday = context.today - timedelta(context.today.weekday())

    def turn(n: int) -> Days:
        return (monday + timedelta(weekday + WEEK * n),) * 2

    at = int(turn(0)[0] <= context.today) if context.direction == "forward" else -int(turn(0)[0] > context.today)
    return Dates(*turn(at), turn=turn, at=at)


def read_weekday(match: Match, context: Context) -> Reading:
    """Read «fredag», «på fre.»."""
    return coming(weekday_in(match) or 0, context)


def _last_weekday(match: Match, context: Context) -> Reading:
    back = (context.today.weekday() - (weekday_in(match) or 0) - 1) % WEEK + 1
    return single(context.today - timedelta(back))


def _weekday_of_week(match: Match, context: Context) -> Reading:
    """Read «fredag neste uke», «neste fredag»: a weekday in last week, this week or next week."""
    monday, _ = week_around(context.today)
    return single(monday + timedelta(WEEK * RELATIVE[match["which"]] + (weekday_in(match) or 0)))


def _weekday_after_next(match: Match, context: Context) -> Reading:
    """Read «fredag i uka etter neste»."""
    monday, _ = week_around(context.today)
    return single(monday + timedelta(2 * WEEK + (weekday_in(match) or 0)))


def _weekday_of_numbered_week(match: Match, context: Context) -> Reading:
    dates = week(int(match["week"]), full_year(match["year"]), context)
    if isinstance(dates, Fault):
        return dates
    weekday = weekday_in(match) or 0

    def turn(n: int) -> Days | None:
        days = dates.turn(n) if dates.turn else None
        return (days[0] + timedelta(weekday),) * 2 if days else None

    on = dates.first + timedelta(weekday)
    return Dates(on, on, turn=turn if dates.turn else None, at=dates.at)


def _weekday_in_weeks(match: Match, context: Context) -> Reading:
    """Read «torsdag om to uker»: that many weeks after the coming such day, today included."""
    ahead = ((weekday_in(match) or 0) - context.today.weekday()) % WEEK
    weeks = number(match["count"])
    return within(context.today, lambda today: today + timedelta(ahead + WEEK * weeks))


def _ahead(match: Match, context: Context) -> Reading:
    if context.question and match.groupdict().get("within"):
        return None  # a stretch of time, where one is asked for
    start = context.today + timedelta(_NEAR.get(match.groupdict().get("near") or "", 0))
    days = moved(start, 1, match)
    return replace(days, certainty="ca") if isinstance(days, Dates) and match.groupdict().get("about") else days


def _half_a_year(match: Match, context: Context) -> Reading:
    del match
    return within(context.today, lambda day: day + relativedelta(months=6))


def _back(match: Match, context: Context) -> Reading:
    return moved(context.today, -1, match)


def pattern(body: str) -> re.Pattern[str]:
    """Return a pattern that ends at the end of a word."""
    return re.compile(body + END)


_WHICH = rf"(?P<which>denne|neste|kommende|komande|forrige|forre|sist|siste) {WEEK_WORD}"
AFTER_NEXT = rf"(?:uka|uken|veka) etter neste(?: {WEEK_WORD})?"
_COMING = r"(?:forst|nast)?(?:kommende|komande|kommande)"
_AFTER_WEEK = rf"(?:,? (?:pa )?){ANY_WD}"
DAY_PHRASES: tuple[Phrase, ...] = (
    (pattern(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"), _iso),
    (pattern(r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>20[0-9]{2})"), _iso),
    (pattern(_HEAD + _NUMERIC + _YEAR), _day),
    (pattern(_HEAD + _NUMERIC + r"\.?"), _day),
    (pattern(_HEAD + _NAMED + _YEAR), _day),
    (pattern(_HEAD + _NAMED), _day),
    (pattern(rf"{ANY_WD},? (?:den )?(?P<day>[0-9]{{1,2}})\."), _day_of_month),
    (pattern(rf"(?:{ANY_WD},? )?den (?P<day>[0-9]{{1,2}})\.?"), _day_of_month),
    (pattern(rf"(?P<near>{options(_NEAR)})"), _near),
    (pattern(rf"(?:{_TODAY})"), _today),
    (pattern(rf"(?:na pa |pa |no |{_COMING} |denne )?{WD}"), read_weekday),
    (pattern(rf"(?:pa )?{WD} (?:{_COMING}|som (?:kommer|kjem))"), read_weekday),
    (pattern(rf"(?:pa )?(?P<short>{options(PLAIN_SHORT)})\.?"), read_weekday),
    (re.compile(rf"(?:pa )?(?P<short>{options(SHORT_WEEKDAY)})\.(?=,?(?: |$))"), read_weekday),
    (re.compile(rf"(?:pa )?(?P<short>{options(SHORT_WEEKDAY)})(?=,? kl\b)"), read_weekday),
    (pattern(rf"(?:sist|siste|forrige|forre) {WD}"), _last_weekday),
    (pattern(rf"(?P<which>neste) {ANY_WD}"), _weekday_of_week),
    (pattern(rf"{ANY_WD},? (?:i )?{_WHICH}"), _weekday_of_week),
    (pattern(rf"(?:i )?{_WHICH}{_AFTER_WEEK}"), _weekday_of_week),
    (pattern(rf"{ANY_WD},? (?:i )?{AFTER_NEXT}"), _weekday_after_next),
    (pattern(rf"{ANY_WD},? (?:i )?{NUMBERED_WEEK}"), _weekday_of_numbered_week),
    (pattern(rf"(?:i )?{NUMBERED_WEEK}{_AFTER_WEEK}"), _weekday_of_numbered_week),
    (pattern(rf"{ANY_WD},? om {NUMBER} (?:uk|vek)(?:e|er|a)"), _weekday_in_weeks),
    (pattern(rf"om {NUMBER} (?:uk|vek)(?:e|er|a){_AFTER_WEEK}"), _weekday_in_weeks),
    (pattern(rf"(?:(?P<near>{options(_NEAR)}) )?om (?P<about>(?:ca\.?|cirka|omtrent|rundt) )?{NUMBER} {UNIT}"), _ahead),
    (
        pattern(
            rf"(?P<within>innen|innan|i lopet av|ila) (?:(?:de|dei) )?(?:neste )?{NUMBER} {UNIT}(?! (?:fra|før|etter) )"
        ),
        _ahead,
    ),
    (pattern(rf"om {NUMBER} (?P<unit>(?:dag|uk|vek|maned|manad|ar)(?:er|ar|e)?)s tid"), _ahead),
    (pattern("om (?:et|eit) halvt ar"), _half_a_year),
    (pattern(rf"for {NUMBER} {UNIT} sida?n?"), _back),
    (pattern(rf"for {NUMBER} {UNIT} siden"), _back),
)
CALCULATED = frozenset(
    {read_weekday, _weekday_of_week, _weekday_after_next, _weekday_of_numbered_week, _weekday_in_weeks, _ahead}
)
"""Readers of days that people have not written as a date, and may not know to be a holiday."""
