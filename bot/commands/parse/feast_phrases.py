"""Expressions that name a feast or a holiday: «romjula», «før jul», «over påske», «vinterferien», «2. søndag i advent».

The patterns and readers are as in `bot.commands.parse.day_phrases`.
"""

from dataclasses import replace
from datetime import timedelta

from bot.cards import words
from bot.commands.parse.day_phrases import OR_YEAR, Match, Phrase, Reading, pattern
from bot.commands.parse.days import Context, Dates, Days, full_year, last_working_day, working_day_before
from bot.commands.parse.period_phrases import cyclic
from bot.commands.parse.vocabulary import options
from models.calendar.feasts import FEAST_NAMES, FEASTS
from models.calendar.workdays import next_working_day

AFTER_DAYS = 30
"""How many days «etter påske» lasts in a question."""


def _feast(match: Match, context: Context) -> Reading:
    feast = FEASTS[match["feast"]]
    dates = cyclic(feast.span, full_year(match["year"]), "periode", context)
    if not isinstance(dates, Dates):
        return dates
    dates = replace(dates, before=feast.before_in(dates.first.year))
    if feast.varies:
        return replace(dates, due=last_working_day(*dates.days))
    if dates.first == dates.last:
        return replace(dates, kind="dag", due=dates.first, vague=False, asks=False)
    return replace(dates, due=last_working_day(*dates.days) or working_day_before(feast.before_in(dates.first.year)))


def _before_feast(match: Match, context: Context) -> Reading:
    """Read «før jul»: until the last day before it; of what has been, from the beginning of that year."""
    feast = FEASTS[match["feast"]]
    is_past = context.question and context.direction == "backward"

    def turn(n: int) -> Days:
        return (feast.before_in(n),) * 2

    in_direction = context if is_past else replace(context, direction="forward")
    dates = cyclic(turn, full_year(match["year"]), "periode", in_direction)
    if not isinstance(dates, Dates):
        return dates
    due = working_day_before(dates.last)
    name = f"{match['marker'].replace('innan', 'innen')} {_spelt(match)}"
    if is_past:
        return Dates(dates.last.replace(month=1, day=1), dates.last, "periode", name=name)
    note = "" if due == dates.last else f"Siste arbeidsdag {name} er {words.day(due)}."
    first = min(context.today, dates.last)
    return Dates(first, dates.last, "periode", name=name, due=max(due, first), note=note, asks=feast.varies)


def _after_feast(match: Match, context: Context) -> Reading:
    """Read «etter jul»; «over jul» is after it for a deadline, and the days of it where a stretch of time is asked for."""
    if match["marker"] == "over" and (context.question or context.wants_span):
        return _feast(match, context)
    dates = cyclic(FEASTS[match["feast"]].span, full_year(match["year"]), "periode", context)
    if not isinstance(dates, Dates):
        return dates
    first = dates.last + timedelta(1)
    due = next_working_day(first)
    last = first + timedelta(AFTER_DAYS)
    if context.question and context.direction == "backward":
        last = max(first, context.today)
    asks = FEASTS[match["feast"]].varies
    return Dates(first, last, "periode", "ca", name=f"etter {_spelt(match)}", due=due, asks=asks)


def _spelt(match: Match) -> str:
    name = FEAST_NAMES[match["feast"]]
    return f"{name} {match['year']}" if match["year"] else name


_FEAST = rf"(?P<feast>{options(FEASTS)}){OR_YEAR}"
FEAST_PHRASES: tuple[Phrase, ...] = (
    (pattern(rf"(?:i )?{_FEAST}"), _feast),
    (
        pattern(rf"(?:rett |like )?(?P<marker>før|innen|innan|fram til|frem til|fram mot|frem mot|til) {_FEAST}"),
        _before_feast,
    ),
    (pattern(rf"(?:rett |like |straks )?(?P<marker>etter|over) {_FEAST}"), _after_feast),
)
