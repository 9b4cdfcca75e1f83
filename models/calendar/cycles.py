"""The cycles of the calendar: their years, and their rules by entry id, for «etter» to refer to."""

from datetime import date
from itertools import chain
from typing import NamedTuple

from content.schema.dated import NtpPeriod, NtpPhase, WheelEntry, WheelMonth
from content.schema.pack import Pack
from models.calendar.spans import Rules

REACH = 9
"""How far from its cycle year a rule may point: four years by the rule, four by a window's end, and some days."""


def budget_rules(pack: Pack) -> Rules:
    """Return the rules of the state budget's milestones and phases."""
    return {entry.id: entry.when for entry in (*pack.budget.milestones, *pack.budget.phases)}


def ntp_rules(pack: Pack) -> Rules:
    """Return the rules of the national transport plan's milestones, phases and periods."""
    return {entry.id: entry.when for entry in (*pack.ntp.milestones, *pack.ntp.phases, *pack.ntp.periods)}


def wheel_rules(pack: Pack) -> Rules:
    """Return the rules of the calendar year: the dated events, and the wheel's entries that have one."""
    wheel = chain.from_iterable(month_entries(month) for month in pack.wheel.months)
    found = {entry.id: entry.when for _, entry in wheel if entry.when}
    return found | {entry.id: entry.when for entry in pack.wheel.calendar}


def month_entries(month: WheelMonth) -> tuple[tuple[str, WheelEntry], ...]:
    """Return the entries of a month of the wheel, each with its field, in the source's order."""
    fields = {
        "arrangementer": month.arrangementer,
        "statsbudsjett": month.statsbudsjett,
        "ntp": month.ntp,
        "nettverksbygging": month.nettverksbygging,
        "saker": month.saker,
    }
    return tuple((field, entry) for field, entries in fields.items() for entry in entries)


def cycle_years(first: date, last: date) -> range:
    """Return every cycle year whose entries may touch those days."""
    return range(first.year - REACH, last.year + REACH + 1)


def ntp_years(pack: Pack, first: date, last: date, presented: int | None = None) -> list[int]:
    """Return the presentation years whose entries may touch those days; None means the pack's own."""
    start = presented or pack.ntp.presented
    return [year for year in cycle_years(first, last) if (year - start) % pack.ntp.every == 0]


class NtpEntry(NamedTuple):
    """A phase or period of the plan, and the cycle year it is read against."""

    year: int
    phase: NtpPhase | NtpPeriod


def ntp_entries(pack: Pack, first: date, last: date, presented: int | None = None) -> list[NtpEntry]:
    """Return every phase and period that may touch those days: once a plan, or every year if it is yearly."""
    plans = ntp_years(pack, first, last, presented)
    phases: tuple[NtpPhase | NtpPeriod, ...] = (*pack.ntp.phases, *pack.ntp.periods)
    return [
        NtpEntry(year, phase) for year in cycle_years(first, last) for phase in phases if phase.yearly or year in plans
    ]
