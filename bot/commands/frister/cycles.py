"""The entries that belong to the budget of a year, or to a national transport plan."""

from dataclasses import replace
from datetime import date

from bot.commands.parse.periods import year_period
from bot.commands.parse.query import Cycle, Query
from content.schema.pack import Pack

PLAN = "ntp"


def is_of_plan(query: Query) -> bool:
    """Return True if a query may be about a transport plan."""
    return PLAN in query.sources or (query.cycle is not None and query.cycle.source == PLAN)


def of_plan(query: Query, pack: Pack, presented: int | None, today: date) -> Query:
    """Return the query with the plan that it means: «ntp» is the next one, «NTP 2029–2040» the one presented in 2028.

    A year in which no plan is presented or begins is the year in which something happens. `presented` is the year
    the next plan is presented; None means the pack's.
    """
    start, every = presented or pack.ntp.presented, pack.ntp.every
    if query.cycle is None:
        is_plan = query.sources == (PLAN,) and query.period is None
        return (
            replace(query, sources=(), cycle=Cycle(PLAN, today.year + (start - today.year) % every))
            if is_plan
            else query
        )
    year = next((each for each in (query.cycle.year, query.cycle.year - 1) if (each - start) % every == 0), None)
    if year is None:
        period = query.period or year_period(query.cycle.year)
        return replace(query, cycle=None, sources=(*query.sources, PLAN), period=period)
    return replace(query, cycle=Cycle(PLAN, year))


def keys_of(cycle: Cycle, pack: Pack) -> tuple[str, ...]:
    """Return the prefixes of the keys of a cycle's occurrences; a plan's cover each year since the plan before it."""
    years = range(cycle.year - pack.ntp.every + 1, cycle.year + 1) if cycle.source == PLAN else (cycle.year,)
    return tuple(f"{cycle.source}:{year}:" for year in years)
