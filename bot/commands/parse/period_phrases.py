"""Expressions that name a period: «mars», «4. kvartal», «neste uke», «før helga», «resten av året», «våren».

The patterns and readers are as in `bot.commands.parse.day_phrases`. Any date next to a `vague` period is preferred;
`asks` means that the day of a deadline has to be chosen.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.cards import words
from bot.commands.parse.day_phrases import (
    AFTER_NEXT,
    OR_YEAR,
    RELATIVE,
    Match,
    Phrase,
    Reading,
    is_near_year,
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
    week_around,
    whole_week,
    working_day_before,
)
from bot.commands.parse.fault import Fault
from bot.commands.parse.nth_phrases import nth
from bot.commands.parse.vocabulary import LONG_MONTH, MONTH, QUARTER_MONTHS, options
from models.calendar.workdays import next_working_day

_SEASONS = {"våren": (3, 5), "vår": (3, 5), "sommeren": (6, 8), "sommer": (6, 8), "hosten": (9, 11), "host": (9, 11)}
_LAST_WEEKEND = re.compile("(?:i )?(?:sist|forr)")
_HALF, _THIRD, _QUARTER = 6, 4, QUARTER_MONTHS
PERIOD_WORD = r"(?P<unit>uk[ea]n?|vek[ea]|maned(?:en)?|manad(?:en)?|kvartal(?:et)?|halvar(?:et)?|ar(?:et)?)"


def stretch(days: Days, kind: Kind, **more: object) -> Dates:
    """Return a month, a quarter or the like: the deadline is its last working day, which has to be confirmed."""
    due = last_working_day(*days) or days[1]
    return Dates(*days, kind, **{"due": due, "vague": True, "asks": True, **more})  # type: ignore[arg-type]  # fields of Dates


def cyclic(turn: Callable[[int], Days | None], year: int | None, kind: Kind, context: Context) -> Reading:
    """Return what recurs every year in the year given, or else the one that is meant."""
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


def month(match: Match, context: Context) -> Reading:
    """Read «mars», «i mars 2027», «mars 27»."""
    year = full_year(match["year"])
    if year is None and match.groupdict().get("near"):
        year = full_year(match["near"])
        if not context.today.year - 10 <= (year or 0) <= context.today.year + 10:
            return None
        if "-" in match.group() and not is_near_year(year, context):
            return None
    return cyclic(_months(MONTH[match["name"]], 1), year, "måned", context)


def quarter(match: Match, context: Context) -> Reading:
    """Read «4. kvartal», «Q1 2027»."""
    number = nth(match["ordinal"] or match["digit"])
    if not 1 <= number <= 4:  # noqa: PLR2004 - the quarters of a year
        return Fault(f"Kvartal {number} finnes ikke. Skriv 1, 2, 3 eller 4.")
    turn = _months(_QUARTER * number - 2, _QUARTER)
    return cyclic(turn, full_year(match["year"]), "kvartal", context)


def _third(match: Match, context: Context) -> Reading:
    """Read «2. tertial», four months."""
    turn = _months(_THIRD * nth(match["ordinal"]) - 3, _THIRD)
    return cyclic(turn, full_year(match["year"]), "periode", context)


def half_year(match: Match, context: Context) -> Reading:
    """Read «1. halvår», «andre halvår 2027»."""
    half = nth(match["ordinal"])
    return cyclic(_months(_HALF * half - 5, _HALF), full_year(match["year"]), "periode", context)


def _year(match: Match, context: Context) -> Reading:
    del context
    return whole_year(int(match["year"]))


def whole_year(year: int) -> Dates | Fault:
    """Return a year, or a fault if it is outside the range."""
    dates = _months(1, DECEMBER)(year)
    return stretch(dates, "år") if dates else outside()


def _relative(match: Match, context: Context) -> Reading:
    """Read «neste uke», «denne måneden», «i år», «neste kvartal»."""
    return unit_dates(match["unit"], RELATIVE[match["which"]], context.today)


def _week_after_next(match: Match, context: Context) -> Reading:
    del match
    return unit_dates("uke", 2, context.today)


def _this_and_next(match: Match, context: Context) -> Reading:
    """Read «denne og neste uke»."""
    this, following = (unit_dates(match["unit"], step, context.today) for step in (0, 1))
    if not isinstance(this, Dates) or not isinstance(following, Dates):
        return this
    return stretch((this.first, following.last), "periode")


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


def _end(match: Match, context: Context) -> Reading:
    """Read «innen årsslutt», «ved utgangen av måneden» as the last working day."""
    whole = unit_dates(match["unit"], 0, context.today)
    return ending(whole, context) if isinstance(whole, Dates) else whole


def ending(whole: Dates, context: Context) -> Dates:
    """Return the end of a period: as a deadline its last working day, in a question its last day."""
    due = working_day_before(whole.last)
    if context.question:
        return Dates(whole.last, whole.last)
    why = f"{words.capital(words.day(whole.last))} er ikke en arbeidsdag, så fristen er siste arbeidsdag før."
    return Dates(due, due, note="" if due == whole.last else why)


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
    dates = cyclic(_months(first, last - first + 1), full_year(match["year"]), "periode", context)
    is_begun = isinstance(dates, Dates) and dates.turn and dates.first <= context.today
    if is_begun and match.group().startswith(("til ", "neste ")) and isinstance(dates, Dates) and dates.turn:
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
    return cyclic(_months(first, last - first + 1), context.today.year - 1, "periode", context)


SHORT_MONTH = sorted(set(MONTH) - set(LONG_MONTH) - {"jul"})
PERIOD_PHRASES: tuple[Phrase, ...] = (
    (pattern(rf"(?:i |hele )?(?P<name>{options(LONG_MONTH)}){OR_YEAR}"), month),
    (pattern(rf"(?:i )?(?P<name>{options(LONG_MONTH)}){OR_YEAR}[ -](?P<near>[0-9]{{2}})"), month),
    (re.compile(rf"(?:i )?(?P<name>{options(SHORT_MONTH)})\.{OR_YEAR}(?=[.,]*(?: |$))"), month),
    (
        pattern(
            rf"(?:i )?(?:(?P<ordinal>[0-9]\.|forste|andre|tredje|fjerde) kvartal|(?:q|kv\.? ?)(?P<digit>[0-9])){OR_YEAR}"
        ),
        quarter,
    ),
    (pattern(rf"(?:i )?(?P<ordinal>[12]\.|forste|andre) halvar{OR_YEAR}"), half_year),
    (pattern(rf"(?:i )?(?P<ordinal>[1-3]\.|forste|andre|tredje) tertial{OR_YEAR}"), _third),
    (pattern(r"(?:i|hele|heile|aret|i hele) (?P<year>20[0-9]{2})"), _year),
    (
        pattern(
            rf"(?:i )?(?:den |det )?(?P<which>denne|dette|neste|kommende|komande|forrige|forre|sist) {PERIOD_WORD}"
        ),
        _relative,
    ),
    (pattern(rf"(?P<which>i) {PERIOD_WORD}"), _relative),
    (pattern(rf"(?:i )?(?:denne|dette) og (?:(?:den|det) )?neste {PERIOD_WORD}"), _this_and_next),
    (pattern(rf"(?:i )?{AFTER_NEXT}"), _week_after_next),
    (pattern("i fjor"), _last_year),
    (pattern(rf"(?:resten av|ut) {PERIOD_WORD}"), _rest),
    (pattern(rf"{PERIOD_WORD} ut"), _rest),
    (pattern(r"(?:ved |mot )?(?P<unit>uke|maned|manad|kvartal|halvar|ar)(?:s|ets)? ?slutt(?:en)?"), _end),
    (pattern(rf"ut (?P<name>{options(LONG_MONTH)}){OR_YEAR}"), _until_month_ends),
    (pattern(rf"(?:til |i |denne |neste )?(?P<season>våren|sommeren|hosten|vinteren){OR_YEAR}"), _season),
    (pattern(r"(?:i )?(?P<season>vår|sommer|host|vinter) (?P<year>20[0-9]{2})"), _season),
    (pattern(r"(?:til )?neste (?P<season>vår|sommer|host|vinter)(?P<year>)"), _season),
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
)
