"""Words before a time that make another time of it: «midten av mars», «uka før jul», «siden 1. september»."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.commands.parse.day_phrases import NUMBER, UNIT, WD, Match, coming, moved, weekday_in
from bot.commands.parse.days import WEEK, Context, Dates, last_working_day, week_around, whole_week, working_day_before
from bot.commands.parse.period_phrases import stretch
from bot.commands.parse.periods import Period
from models.calendar.workdays import next_working_day

Prefix = Callable[[Match, Dates, Context], Dates | None]
YEAR = 365
_PARTS = dict.fromkeys(("begynnelsen", "begynninga", "starten", "tidlig i", "primo"), "b") | {
    "midten": "m",
    "midt i": "m",
    "medio": "m",
}
_WORKING = r"(?:(?:arbeids|virke|yrkes|kvar|hver)dag(?:en)?)"


def _part(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «midten av januar», «utgangen av uka», «i løpet av mars»."""
    part, (first, last) = match["part"], base.days
    if base.kind == "dag":
        return None
    if base.kind == "uke":
        return base
    if " uk" in part or " vek" in part:
        # The first or last week that has its Thursday there, as weeks of a year are counted.
        days = week_around(first + timedelta(3) if part.startswith("forste") else last - timedelta(3))
        return Dates(*days, "periode", "ca", due=last_working_day(*days) or days[1])
    if part == "lopet":
        return stretch((max(first, min(context.today, last)), last), base.kind, asks=False, vague=False)
    if part in {"utgangen", "ultimo"}:
        return replace(base, first=last, kind="dag", due=last, vague=False, asks=False)
    length = (last - first).days + 1
    start, end, due = {
        "b": (first, first + timedelta(length // 3), next_working_day(first)),
        "m": (first + timedelta(length // 3), last - timedelta(length // 3), _middle(first, last)),
        "s": (last - timedelta(length // 3), last, last_working_day(first, last) or last),
    }[_PARTS.get(part, "s")]
    return Dates(start, end, "periode", "ca", due=due)


def _middle(first: date, last: date) -> date:
    days = (last - first).days + 1
    # The 15th is the middle of a month.
    return first + timedelta(14 if days < 32 else days // 2)  # noqa: PLR2004 - a month


def _offset(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «en uke før 15.12», «dagen etter julaften», «mandag etter påske», «uka før jul»."""
    del context
    is_before = match["way"] == "før"
    edge = base.first if is_before else base.last
    if match["count"]:
        dates = moved(edge, -1 if is_before else 1, match)
        return dates if isinstance(dates, Dates) else None
    weekday = weekday_in(match)
    if weekday is not None:
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
    if match["what"].startswith("dag"):
        return Dates(edge + timedelta(step), edge + timedelta(step))
    first, last = week_around(edge + timedelta(WEEK * step))
    return whole_week((first, last))


def _last_before(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «siste arbeidsdag før påske», where «før påske» says by itself which day is before the feast."""
    del match, context
    return None if base.kind == "dag" else Dates(base.deadline, base.deadline)


def _until(match: Match, base: Dates, context: Context) -> Dates | None:
    """Read «før 15.12», «innen fredag», «etter 4.12», «fra mars» in a question."""
    today, word = context.today, match["word"]
    name = f"{word} {Period.of(base).in_words(today)}"
    if word in {"etter", "fra", "fra og med"}:
        first = base.last + timedelta(1) if word == "etter" else base.first
        return Dates(first, first + timedelta(YEAR), "periode", name=name)
    last = base.first - timedelta(1) if word == "før" else base.last
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
            r"(?:i |ved |mot )?(?P<part>begynnelsen|begynninga|starten|midten|slutten|utgangen|lopet) av (?:hele )?"
        ),
        _part,
    ),
    (re.compile(r"(?P<part>forste uk(?:e|a|en)|forste veka?|siste uk(?:e|a|en)|siste veka?) (?:i|av) "), _part),
    (re.compile(r"(?P<part>tidlig i|midt i|sent i|primo|medio|ultimo) "), _part),
    (re.compile(rf"siste {_WORKING} (?=før )"), _last_before),
    (
        re.compile(
            rf"(?:{NUMBER} {UNIT}|(?:(?:forste|siste) )?{WD}|(?P<what>dagen|uka|uken|veka)|(?P<working>(?:forste|siste) {_WORKING})) (?P<way>før|etter) (?:den )?"
        ),
        _offset,
    ),
)
QUESTION_PREFIXES = (
    *PREFIXES,
    (re.compile(r"(?P<word>siden|sidan|sia|etter) "), _since),
    (
        re.compile(
            r"(?P<word>før|innen|innan|senest|til|fram til|frem til|til og med|t\.?o\.?m\.?|ut|etter|fra|fra og med) "
        ),
        _until,
    ),
)
