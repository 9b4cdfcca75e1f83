"""Expressions that name a period: «uke 50–51», «mars», «4. kvartal», «før jul», «resten av året», «romjula».

The patterns and readers are as in `bot.commands.parse.day_phrases`. Any date next to a `vague` period is preferred;
`asks` means that the day of a deadline has to be chosen.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.cards import words
from bot.commands.parse.day_phrases import (
    NUMBERED_WEEK,
    OR_YEAR,
    RELATIVE,
    WEEK_WORD,
    Match,
    Phrase,
    Reading,
    pattern,
)
from bot.commands.parse.days import (
    DECEMBER,
    FIRST_YEAR,
    LAST_YEAR,
    WEEK,
    Context,
    Dates,
    Days,
    Kind,
    chosen_turn,
    full_year,
    last_working_day,
    month_days,
    outside,
    week,
    week_around,
    week_days,
    whole_week,
    working_day_before,
)
from bot.commands.parse.fault import Fault
from bot.commands.parse.nth_phrases import nth
from bot.commands.parse.vocabulary import LONG_MONTH, MONTH, QUARTER_MONTHS, options
from models.calendar.feasts import FEASTS
from models.calendar.workdays import next_working_day

AFTER_DAYS = 30
"""How many days «etter påske» lasts in a question."""
_SEASONS = {"våren": (3, 5), "vår": (3, 5), "sommeren": (6, 8), "sommer": (6, 8), "hosten": (9, 11), "host": (9, 11)}
_LAST_WEEKEND = re.compile("(?:i )?(?:sist|forr)")
_HALF, _QUARTER = 6, QUARTER_MONTHS
PERIOD_WORD = r"(?P<unit>uk[ea]n?|vek[ea]|maned(?:en)?|manad(?:en)?|kvartal(?:et)?|halvar(?:et)?|ar(?:et)?)"


def stretch(days: Days, kind: Kind, **more: object) -> Dates:
    """Return a month, a quarter or the like: the deadline is its last working day, which has to be confirmed."""
    due = last_working_day(*days) or days[1]
    return Dates(*days, kind, **{"due": due, "vague": True, "asks": True, **more})  # type: ignore[arg-type]  # fields of Dates


def _cyclic(turn: Callable[[int], Days | None], year: int | None, kind: Kind, context: Context) -> Reading:
    if year is not None:
        days = turn(year) if FIRST_YEAR <= year <= LAST_YEAR else None
        return stretch(days, kind) if days else outside()
    dates = chosen_turn(turn, context.today.year, context)
    return stretch(dates[1], kind, turn=turn, at=dates[0]) if dates else outside()


def _months(first: int, length: int) -> Callable[[int], Days | None]:
    def turn(year: int) -> Days | None:
        start, end = month_days(year, first), month_days(year, first + length - 1)
        return (start[0], end[1]) if start and end else None

    return turn


def _week(match: Match, context: Context) -> Reading:
    return week(int(match["week"]), full_year(match["year"]), context)


def _weeks(match: Match, context: Context) -> Reading:
    """Read «uke 50–51» and, over New Year, «uke 52–1»."""
    last = int(match["last"])

    def turn(n: int) -> Days | None:
        first, end = week_days(int(match["week"]), n), week_days(last, n + (last < int(match["week"])))
        return (first[0], end[1]) if first and end else None

    year = full_year(match["year"])
    dates = (year, turn(year)) if year else chosen_turn(turn, context.today.year, context)
    if dates is None or dates[1] is None:
        each = (week(number, year, context) for number in (int(match["week"]), last))
        return next((wrong for wrong in each if isinstance(wrong, Fault)), None)
    days = dates[1]
    return Dates(*days, "periode", due=working_day_before(days[1]), asks=True, turn=None if year else turn, at=dates[0])


def month(match: Match, context: Context) -> Reading:
    """Read «mars», «i mars 2027», «mars 27»."""
    year = full_year(match["year"])
    if year is None and match.groupdict().get("near"):
        year = full_year(match["near"])
        if not context.today.year - 10 <= (year or 0) <= context.today.year + 10:
            return None
    return _cyclic(_months(MONTH[match["name"]], 1), year, "måned", context)


def quarter(match: Match, context: Context) -> Reading:
    """Read «4. kvartal», «Q1 2027»."""
    number = nth(match["ordinal"] or match["digit"])
    if not 1 <= number <= 4:  # noqa: PLR2004 - the quarters of a year
        return Fault(f"Kvartal {number} finnes ikke. Året har fire.")
    turn = _months(_QUARTER * number - 2, _QUARTER)
    return _cyclic(turn, full_year(match["year"]), "kvartal", context)


def half_year(match: Match, context: Context) -> Reading:
    """Read «1. halvår», «andre halvår 2027»."""
    half = nth(match["ordinal"])
    return _cyclic(_months(_HALF * half - 5, _HALF), full_year(match["year"]), "periode", context)


def _year(match: Match, context: Context) -> Reading:
    del context
    dates = _months(1, DECEMBER)(int(match["year"]))
    return stretch(dates, "år") if dates else outside()


def _relative(match: Match, context: Context) -> Reading:
    """Read «neste uke», «denne måneden», «i år», «neste kvartal»."""
    return unit_dates(match["unit"], RELATIVE[match["which"]], context.today)


def unit_dates(unit: str, step: int, today: date) -> Reading:
    """Return the present week, month, quarter, half year or year, or the one `step` units later."""
    if unit.startswith(("u", "v")):
        first, last = week_around(today)
        days = first + timedelta(WEEK * step), last + timedelta(WEEK * step)
        return whole_week(days)
    length = {"m": 1, "k": _QUARTER, "h": _HALF, "a": DECEMBER}[unit[0]]
    kind: Kind = {"m": "måned", "k": "kvartal", "h": "periode", "a": "år"}[unit[0]]  # type: ignore[assignment]  # kinds
    first_month = (today.month - 1) // length * length + 1 + length * step
    dates = _months(first_month, length)(today.year)
    return stretch(dates, kind) if dates else outside()


def _until_month_ends(match: Match, context: Context) -> Reading:
    """Read «ut mars»: from today to its end."""
    whole = month(match, context)
    if not isinstance(whole, Dates):
        return whole
    name = f"ut {words.month(whole.first, context.today)}"
    return replace(whole, first=min(context.today, whole.first), kind="periode", name=name, vague=False, asks=False)


def _last_year(match: Match, context: Context) -> Reading:
    del match
    return unit_dates("ar", -1, context.today)


def _rest(match: Match, context: Context) -> Reading:
    """Read «resten av året», «ut måneden», «året ut»: from today to the end."""
    whole = unit_dates(match["unit"], 0, context.today)
    if not isinstance(whole, Dates):
        return whole
    unit = {"u": "uka", "v": "uka", "m": "måneden", "k": "kvartalet", "h": "halvåret", "a": "året"}[match["unit"][0]]
    return replace(whole, first=context.today, kind="periode", name=f"resten av {unit}", asks=False)


def _season(match: Match, context: Context) -> Reading:
    first, last = _SEASONS.get(match["season"], (12, 14))
    dates = _cyclic(_months(first, last - first + 1), full_year(match["year"]), "periode", context)
    is_begun = isinstance(dates, Dates) and dates.turn and dates.first <= context.today
    if is_begun and match.group().startswith("til ") and isinstance(dates, Dates) and dates.turn:
        days = dates.turn(dates.at + 1)
        return stretch(days, "periode") if days else dates
    return dates


def _saturday(match: Match, context: Context) -> date:
    """Return the Saturday of a weekend; of what has been, the last that has begun."""
    saturday = week_around(context.today)[0] + timedelta(5)
    if _LAST_WEEKEND.match(match.group()) or (context.direction == "backward" and saturday > context.today):
        return saturday - timedelta(WEEK)
    return saturday + timedelta(WEEK if "neste" in match.group() else 0)


def _beside_weekend(match: Match, context: Context) -> Reading:
    """Read «før helga» as its Friday, and «etter helga» as the Monday after it."""
    saturday = _saturday(match, replace(context, direction="forward"))
    if match["marker"] == "over" and (context.question or context.wants_span):
        return _weekend(match, context)
    if match["marker"] in {"etter", "over"}:
        monday = next_working_day(saturday + timedelta(2))
        return Dates(monday, monday + timedelta(4), "periode", "ca", name="etter helga", due=monday)
    friday = max(context.today, working_day_before(saturday - timedelta(1)))
    return Dates(min(context.today, friday), friday, "periode", name="før helga", due=friday)


def _weekend(match: Match, context: Context) -> Reading:
    saturday = _saturday(match, context)
    return Dates(saturday, saturday + timedelta(1), "periode", due=working_day_before(saturday), asks=True)


def _season_last_year(match: Match, context: Context) -> Reading:
    first, last = _SEASONS[match["season"]]
    return _cyclic(_months(first, last - first + 1), context.today.year - 1, "periode", context)


def _feast(match: Match, context: Context) -> Reading:
    feast = FEASTS[match["feast"]]
    dates = _cyclic(feast.span, full_year(match["year"]), "periode", context)
    if not isinstance(dates, Dates):
        return dates
    if dates.first == dates.last:
        return replace(dates, kind="dag", due=dates.first, vague=False, asks=False)
    return replace(dates, due=last_working_day(*dates.days) or working_day_before(feast.before_in(dates.first.year)))


def _before_feast(match: Match, context: Context) -> Reading:
    feast = FEASTS[match["feast"]]

    def turn(n: int) -> Days:
        return (feast.before_in(n),) * 2

    dates = _cyclic(turn, full_year(match["year"]), "periode", replace(context, direction="forward"))
    if not isinstance(dates, Dates):
        return dates
    due = working_day_before(dates.last)
    name = f"{match['marker'].replace('innan', 'innen')} {_spelt(match)}"
    note = "" if due == dates.last else f"Siste arbeidsdag {name} er {words.day(due)}."
    first = min(context.today, dates.last)
    return Dates(first, dates.last, "periode", name=name, due=max(due, first), note=note)


def _after_feast(match: Match, context: Context) -> Reading:
    """Read «etter jul»; «over jul» is after it for a deadline, and the days of it where a stretch of time is asked for."""
    if match["marker"] == "over" and (context.question or context.wants_span):
        return _feast(match, context)
    dates = _cyclic(FEASTS[match["feast"]].span, full_year(match["year"]), "periode", context)
    if not isinstance(dates, Dates):
        return dates
    first = dates.last + timedelta(1)
    due = next_working_day(first)
    return Dates(first, first + timedelta(AFTER_DAYS), "periode", "ca", name=f"etter {_spelt(match)}", due=due)


def _spelt(match: Match) -> str:
    name = match["feast"].replace("paske", "påske").replace("nyttar", "nyttår").replace("arsskiftet", "årsskiftet")
    return f"{name} {match['year']}" if match["year"] else name


_FEAST = rf"(?P<feast>{options(FEASTS)}){OR_YEAR}"
SHORT_MONTH = sorted(set(MONTH) - set(LONG_MONTH) - {"jul"})
PERIOD_PHRASES: tuple[Phrase, ...] = (
    (pattern(rf"(?:i )?{NUMBERED_WEEK}"), _week),
    (
        pattern(
            rf"(?:i )?{WEEK_WORD}[rn]? ?(?P<week>[0-9]{{1,2}})(?: ?- ?| til | til og med | og )"
            rf"(?:{WEEK_WORD} ?)?(?P<last>[0-9]{{1,2}})(?:(?:,? i)? (?P<year>[0-9]{{4}}))?"
        ),
        _weeks,
    ),
    (pattern(rf"(?:i |hele )?(?P<name>{options(LONG_MONTH)}){OR_YEAR}"), month),
    (pattern(rf"(?:i )?(?P<name>{options(LONG_MONTH)}){OR_YEAR} (?P<near>[0-9]{{2}})"), month),
    (re.compile(rf"(?:i )?(?P<name>{options(SHORT_MONTH)})\.{OR_YEAR}(?=[.,]*(?: |$))"), month),
    (
        pattern(
            rf"(?:i )?(?:(?P<ordinal>[0-9]\.|forste|andre|tredje|fjerde) kvartal|(?:q|kv\.? ?)(?P<digit>[0-9])){OR_YEAR}"
        ),
        quarter,
    ),
    (pattern(rf"(?:i )?(?P<ordinal>[12]\.|forste|andre) halvar{OR_YEAR}"), half_year),
    (pattern(r"i (?P<year>20[0-9]{2})"), _year),
    (pattern(rf"(?:i )?(?P<which>denne|dette|neste|kommende|komande|forrige|forre|sist) {PERIOD_WORD}"), _relative),
    (pattern(rf"(?P<which>i) {PERIOD_WORD}"), _relative),
    (pattern("i fjor"), _last_year),
    (pattern(rf"(?:resten av|ut) {PERIOD_WORD}"), _rest),
    (pattern(rf"{PERIOD_WORD} ut"), _rest),
    (pattern(rf"ut (?P<name>{options(LONG_MONTH)}){OR_YEAR}"), _until_month_ends),
    (pattern(rf"(?:til |i |denne |neste )?(?P<season>våren|sommeren|hosten|vinteren){OR_YEAR}"), _season),
    (pattern(r"i fjor (?P<season>sommer|host|vår)"), _season_last_year),
    (pattern(rf"i (?P<season>sommer|host|vinter){OR_YEAR}"), _season),
    (pattern(r"(?:i |til |denne |neste |kommende )?helg(?:a|en)"), _weekend),
    (pattern("neste helg|(?:til )?helga"), _weekend),
    (pattern(r"(?:i )?(?:sist|siste|forrige|forre) helg(?:a|en)?"), _weekend),
    (
        pattern(
            r"(?:rett |like |straks )?(?P<marker>før|innen|innan|etter|over) (?:neste |kommende |komande )?helg(?:a|en)?"
        ),
        _beside_weekend,
    ),
    (pattern(rf"(?:i )?{_FEAST}"), _feast),
    (pattern(rf"(?:rett |like )?(?P<marker>før|innen|innan|fram til|frem til|til) {_FEAST}"), _before_feast),
    (pattern(rf"(?:rett |like |straks )?(?P<marker>etter|over) {_FEAST}"), _after_feast),
)
