"""Words before a time that make another time of it: «midten av mars», «uka før jul», «siden 1. september»."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.commands.parse.day_phrases import NUMBER, UNIT, WD, Match, coming, weekday_in
from bot.commands.parse.days import WEEK, Context, Dates, last_working_day, week_around, whole_week, working_day_before
from bot.commands.parse.distances import moved
from bot.commands.parse.nth_phrases import ORDINALS, nth, nth_day
from bot.commands.parse.period_phrases import ending, stretch
from bot.commands.parse.periods import Period
from bot.commands.parse.vocabulary import options
from models.calendar.workdays import next_working_day

Prefix = Callable[[Match, Dates, Context], Dates | None]
YEAR = 365
_PARTS = dict.fromkeys(("begynnelsen", "begynninga", "starten", "tidlig i", "primo"), "b") | {
    "midten": "m",
    "midt i": "m",
    "medio": "m",
    "forste halvdel": "1",
    "andre halvdel": "2",
    "siste halvdel": "2",
}
_ENDS = frozenset({"utgangen", "utlopet", "ultimo"})
_FROM = ("etter", "fra", "fra og med", "f.o.m.", "f.o.m", "fom")
_UNTIL = (
    *("før", "innen", "innan", "senest", "ut", "til", "fram til", "frem til", "fram mot", "frem mot"),
    *("til og med", "t.o.m.", "t.o.m", "tom"),
)
"""Folded words before a time that make it the beginning or the end of a period."""
_MONTH_LENGTHS = range(28, 32)
THURSDAY, SATURDAY = 3, 5
_WORKING = r"(?:(?:arbeids|virke|yrkes|kvar|hver)dag(?:en)?)"


def _part(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «midten av januar», «utgangen av uka», «i løpet av mars»."""
    part, (first, last) = match["part"], base.days
    if base.kind == "dag":
        return None
    if base.kind == "uke":
        return base
    if part in {"lopet", "ila", "i.l.a.", "i.l.a"}:
        return stretch((max(first, min(context.today, last)), last), base.kind, asks=False, vague=False)
    if part in _ENDS:
        return ending(base, context)
    length = (last - first).days + 1
    half = first + timedelta(14 if length in _MONTH_LENGTHS else length // 2 - 1)
    start, end, due = {
        "1": (first, half, last_working_day(first, half) or half),
        "2": (half + timedelta(1), last, last_working_day(half, last) or last),
        "b": (first, first + timedelta(length // 3), next_working_day(first)),
        "m": (first + timedelta(length // 3), last - timedelta(length // 3), _middle(first, last)),
        "s": (last - timedelta(length // 3), last, last_working_day(first, last) or last),
    }[_PARTS.get(part, "s")]
    return Dates(start, end, "periode", "ca", due=due)


def _week_of_month(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «andre uka i januar»: the weeks that have their Thursday there, as weeks of a year are counted."""
    del context
    thursday = nth_day(base.days, nth(match["nth"]), THURSDAY)
    if base.kind == "dag" or thursday is None:
        return None
    days = week_around(thursday)
    return Dates(*days, "periode", "ca", due=last_working_day(*days) or days[1])


def _weekend_of_month(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «siste helg i april»."""
    del context
    saturday = nth_day(base.days, nth(match["nth"]), SATURDAY)
    if base.kind == "dag" or saturday is None:
        return None
    return Dates(saturday, saturday + timedelta(1), "periode", due=working_day_before(saturday), asks=True)


def _rest_of(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «resten av desember»: from today, or from its first day if that is to come."""
    del match
    if base.kind == "dag" or base.last < context.today:
        return None
    return replace(base, first=max(base.first, context.today), kind="periode", vague=False, turn=None)


def _so_far(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «hittil i november»: from its first day to today."""
    del match
    if base.kind == "dag" or not base.first <= context.today:
        return None
    name = f"hittil i {Period.of(base).in_words(context.today)}"
    return Dates(base.first, min(base.last, context.today), "periode", name=name)


def _middle(first: date, last: date) -> date:
    days = (last - first).days + 1
    # The 15th is the middle of a month.
    return first + timedelta(14 if days < 32 else days // 2)  # noqa: PLR2004 - a month


def _offset(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «en uke før 15.12», «dagen etter julaften», «mandag etter påske», «uka før jul»."""
    del context
    is_before = match["way"] == "før"
    first = base.before + timedelta(1) if base.before else base.first
    edge = first if is_before else base.last
    if match["count"]:
        dates = moved(edge, -1 if is_before else 1, match)
        return dates if isinstance(dates, Dates) else None
    weekday = weekday_in(match)
    if weekday is not None and match["of_week"] is None:
        day = (
            coming(weekday, Context(edge)).first
            if not is_before
            else coming(weekday, Context(edge - timedelta(1), "backward")).first
        )
        return Dates(day, day)
    step = -1 if is_before else 1
    if match["working"]:
        day = edge + timedelta(step)
        day = working_day_before(day) if is_before else next_working_day(day)
        return Dates(day, day)
    if (match["what"] or "").startswith("dag"):
        return Dates(edge + timedelta(step), edge + timedelta(step))
    return _week_beside(base, edge, step, match)


def _week_beside(base: Dates, edge: date, step: int, match: Match) -> Dates:
    """Return the week before or after, or its weekday; after a feast that ends on a Monday it is the same week."""
    ends_on_monday = step > 0 and base.first != base.last and edge.weekday() == 0
    monday, sunday = week_around(edge if ends_on_monday else edge + timedelta(WEEK * step))
    if match["of_week"] is None:
        return whole_week((monday, sunday))
    day = monday + timedelta(weekday_in(match) or 0)
    return Dates(day, day)


def _last_before(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «siste arbeidsdag før påske», where «før påske» says by itself which day is before the feast."""
    del match, context
    return None if base.kind == "dag" else Dates(base.deadline, base.deadline)


def _until(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «før 15.12», «innen fredag», «etter 4.12», «fra mars» in a question."""
    today, word = context.today, match["word"]
    name = f"{word} {Period.of(base).in_words(today)}"
    is_past = context.direction == "backward"
    if base.kind == "dager" and word not in _FROM:
        return base  # «innen 14 dager»
    if word in _FROM:
        first = base.last + timedelta(1) if word == "etter" else base.first
        return Dates(first, today if is_past and first <= today else first + timedelta(YEAR), "periode", name=name)
    last = base.first - timedelta(1) if word == "før" else base.last
    if is_past and last <= today:
        return Dates(last.replace(month=1, day=1), last, "periode", name=name)
    return Dates(min(today, last), last, "periode", name=name, due=working_day_before(last))


def _since(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «siden 1. september», also «etter sommeren» in a question about the past: until today."""
    is_after = match["word"] == "etter"
    if is_after and context.direction == "forward":
        return None
    if base.first > context.today:
        base = base.turned(-1) or base
    first = base.last + timedelta(1) if is_after else base.first
    if first > context.today:
        return None
    return Dates(
        first,
        context.today,
        "periode",
        name=f"{'etter' if is_after else 'siden'} {Period.of(base).in_words(context.today)}",
    )


PREFIXES: tuple[tuple[re.Pattern[str], Prefix], ...] = (
    (
        re.compile(
            r"(?:i |ved |mot )?(?P<part>begynnelsen|begynninga|starten|midten|slutten|utgangen|utlopet|lopet) av (?:hele )?"
        ),
        _part,
    ),
    (re.compile(rf"(?:den )?(?P<nth>{ORDINALS}) (?:uke|uka|uken|veke|veka) (?:i|av) "), _week_of_month),
    (re.compile(rf"(?:den )?(?P<nth>{ORDINALS}) helg(?:a|en)? (?:i|av) "), _weekend_of_month),
    (re.compile(r"(?:i )?(?:den )?(?P<part>(?:forste|andre|siste) halvdel)(?:en)? (?:i|av) "), _part),
    (re.compile(r"(?P<part>tidlig i|midt i|sent i|primo|medio|ultimo|ila\.?|i\.l\.a\.?) "), _part),
    (re.compile(r"resten av "), _rest_of),
    (re.compile(rf"siste {_WORKING} (?=før )"), _last_before),
    (
        re.compile(
            rf"(?:{NUMBER} {UNIT}|(?:(?:forste|siste) )?{WD}(?P<of_week>,? (?:i )?(?:uka|uken|veka))?|(?P<what>dagen|uka|uken|veka)|(?P<working>(?:forste|siste) {_WORKING})) (?P<way>før|etter) (?:den )?"
        ),
        _offset,
    ),
)
QUESTION_PREFIXES = (
    *PREFIXES,
    (re.compile(r"(?P<word>siden|sidan|sia|etter) "), _since),
    (re.compile(r"(?:hittil|sa langt|tidligere|tidlegare) i "), _so_far),
    (re.compile(rf"(?P<word>{options((*_UNTIL, *_FROM))}) "), _until),
)
