"""What is open on some days: phases of the budget years, phases of the NTP, the campaign's step."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from content.phase_names import name_without_months
from content.schema.dated import BudgetPhase, NtpPeriod, NtpPhase
from content.schema.messages import Campaign, Step
from content.schema.pack import Pack
from models.calendar.cycles import budget_rules, cycle_years, ntp_entries, ntp_rules
from models.calendar.spans import Span, quarter_span, span

DAYS_KEPT = 64
"""What is open on a day is the same for every workspace: it is computed once."""


class OpenBudgetPhase(NamedTuple):
    """A phase of the work with one budget year, and when it is open."""

    budget_year: int
    phase: BudgetPhase
    span: Span


class OpenNtp(NamedTuple):
    """A phase or an important period of the plan presented that year, and when it is open."""

    presented: int
    phase: NtpPhase | NtpPeriod
    span: Span
    note_span: Span | None = None
    """The note's own window of the phase, if `span` is the pattern of earlier rounds."""


def open_budget_phases(pack: Pack, today: date) -> list[OpenBudgetPhase]:
    """Return the open phases, the earliest budget year first.

    In November and December two budget years run at once: t in the Storting, t+1 in the ministries.
    """
    return list(budget_phases_in(pack, Span(today, today)))


@lru_cache(DAYS_KEPT)
def budget_phases_in(pack: Pack, days: Span) -> tuple[OpenBudgetPhase, ...]:
    """Return the phases that are open on at least one of some days, the earliest budget year first."""
    rules = budget_rules(pack)
    return tuple(
        OpenBudgetPhase(year, phase, found)
        for year in cycle_years(days.first, days.last)
        for phase in pack.budget.phases
        if (found := span(phase.when, year, rules)) and found.meets(days)
    )


def open_ntp(pack: Pack, today: date, presented: int | None = None) -> list[OpenNtp]:
    """Return the open phases and periods of the plan presented that year and its neighbours.

    `presented` None means the pack's own. What is open every year is listed under that plan.
    """
    return list(ntp_in(pack, Span(today, today), presented))


def open_ntp_phases(pack: Pack, days: Span, presented: int | None = None) -> list[OpenNtp]:
    """Return the phases of the plan that are open on any of those days; the important periods only repeat them."""
    return [each for each in ntp_in(pack, days, presented) if isinstance(each.phase, NtpPhase)]


@lru_cache(DAYS_KEPT)
def ntp_in(pack: Pack, days: Span, presented: int | None = None) -> tuple[OpenNtp, ...]:
    """Return the phases and periods of the plan that are open on at least one of some days, as `open_ntp` does."""
    rules = ntp_rules(pack)
    return tuple(
        OpenNtp(
            (presented or pack.ntp.presented) if phase.yearly else year,
            phase,
            found,
            span(phase.note_when, year, rules) if isinstance(phase, NtpPhase) and phase.note_when else None,
        )
        for year, phase in ntp_entries(pack, days.first, days.last, presented)
        if (found := span(phase.when, year, rules)) and found.meets(days)
    )


def open_step(pack: Pack, today: date) -> tuple[Campaign, Step] | None:
    """Return the campaign's step of this quarter, with its campaign."""
    return next(iter(steps_in(pack, Span(today, today))), None)


def steps_in(pack: Pack, days: Span) -> list[tuple[Campaign, Step]]:
    """Return the campaigns' steps of the quarters that share a day with some days, with their campaigns."""
    years = range(days.first.year, days.last.year + 1)
    return [
        (campaign, step)
        for year in years
        if (campaign := pack.campaign(year))
        for step in campaign.steps
        if quarter_span(year, step.quarter).meets(days)
    ]


def ntp_is_open(pack: Pack, days: Span, presented: int | None = None) -> bool:
    """Return True if a phase of the plan is open on at least one of some days: then something can be done about it."""
    return bool(open_ntp_phases(pack, days, presented))


def plain_name(phase: BudgetPhase | NtpPhase | NtpPeriod) -> str:
    """Return a phase's name without the months that it may begin with: «NOV–JAN: Innspill» is «Innspill»."""
    return name_without_months(phase.name)
