"""What is open today: phases of the budget years, phases of the NTP, the campaign's step."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

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
    return list(_open_budget_phases(pack, today))


@lru_cache(DAYS_KEPT)
def _open_budget_phases(pack: Pack, today: date) -> tuple[OpenBudgetPhase, ...]:
    rules = budget_rules(pack)
    return tuple(
        OpenBudgetPhase(year, phase, found)
        for year in cycle_years(today, today)
        for phase in pack.budget.phases
        if (found := span(phase.when, year, rules)) and found.covers(today)
    )


def open_ntp(pack: Pack, today: date, presented: int | None = None) -> list[OpenNtp]:
    """Return the open phases and periods of the plan presented that year and its neighbours.

    `presented` None means the pack's own. What is open every year is listed under that plan.
    """
    return list(_open_ntp(pack, Span(today, today), presented))


def open_ntp_phases(pack: Pack, days: Span, presented: int | None = None) -> list[OpenNtp]:
    """Return the phases of the plan that are open on any of those days; the important periods only repeat them."""
    return [each for each in _open_ntp(pack, days, presented) if isinstance(each.phase, NtpPhase)]


@lru_cache(DAYS_KEPT)
def _open_ntp(pack: Pack, days: Span, presented: int | None) -> tuple[OpenNtp, ...]:
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


def campaign_of(pack: Pack, today: date) -> Campaign | None:
    """Return the content's campaign of the year that a day is in; None if it has none."""
    return pack.campaign(today.year)


def open_step(pack: Pack, today: date) -> tuple[Campaign, Step] | None:
    """Return the campaign's step of this quarter, with its campaign."""
    campaign = campaign_of(pack, today)
    if campaign is None:
        return None
    steps = (step for step in campaign.steps if quarter_span(campaign.year, step.quarter).covers(today))
    return next(((campaign, step) for step in steps), None)
