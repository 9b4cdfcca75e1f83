"""What the content says will happen: every entry of every cycle as the occurrence it becomes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from content.phase_names import name_without_months
from content.schema.base import Activity, outward
from content.schema.dated import BudgetPhase, Milestone, NtpPeriod, NtpPhase, WheelEntry
from content.schema.pack import Pack
from content.schema.rules import AnyRule
from models.calendar.cycles import (
    budget_rules,
    cycle_years,
    month_entries,
    ntp_entries,
    ntp_rules,
    ntp_years,
    wheel_rules,
)
from models.calendar.spans import RuleError, Rules, Span, month_span, quarter_span, span


@dataclass(frozen=True)
class PlannedOccurrence:
    """An occurrence as the content has it; the names are those of the occurrence's columns."""

    key: str
    source: str
    kind: str
    title: str
    kilde: str
    certainty: str
    span: Span
    field: str | None = None
    theme: str | None = None
    note: str | None = None
    link: str | None = None
    consider: bool = False
    responsible: str | None = None
    """Who is responsible, if nobody else has become so: set when the occurrence is added."""
    set_by: str | None = None
    seen: tuple[date, ...] = ()
    by_others: bool | None = None
    entry: str = ""
    """The id of its entry in the content."""
    with_entry: str | None = None
    """The id of the entry it is ticked off together with."""
    together: str | None = None
    """What it has in common with those, in that year."""


def planned(pack: Pack, window: Span, presented: int | None = None) -> Iterator[PlannedOccurrence]:
    """Yield everything the content has in the years around those days, inside and outside the window itself.

    `presented` is the year the NTP is presented; None means the pack's own.

    Raises:
        RuleError: a rule cannot be read; the message begins with the key of the entry.
    """
    found = list(
        chain(
            _wheel(pack, window),
            _calendar(pack, window),
            _budget(pack, window),
            _ntp(pack, window, presented),
            _campaigns(pack),
        )
    )
    firsts = {each.with_entry for each in found if each.with_entry}
    return (_linked(each, firsts) for each in found)


def _linked(each: PlannedOccurrence, firsts: Collection[str | None]) -> PlannedOccurrence:
    """Return an occurrence with what it has in common with those it is linked to: the same entry, and the same year."""
    first = each.with_entry or (each.entry if each.entry in firsts else None)
    return replace(each, together=f"{first}:{each.span.last.year}") if first and each.span.last else each


def _wheel(pack: Pack, window: Span) -> Iterator[PlannedOccurrence]:
    rules = wheel_rules(pack)
    for year in range(window.first.year - 1, window.last.year + 2):
        for month in pack.wheel.months:
            for field, entry in month_entries(month):
                if entry.only not in {None, year}:
                    continue
                key = f"arshjul:{year}-{month.month:02}:{entry.id}"
                found = _span(key, entry.when, year, rules) if entry.when else month_span(year, month.month)
                if found:
                    yield _of_wheel(key, field, entry, found)


def _of_wheel(key: str, field: str, entry: WheelEntry, found: Span) -> PlannedOccurrence:
    return PlannedOccurrence(
        key=key,
        source="arshjul",
        kind=entry.kind,
        title=entry.text,
        kilde=entry.kilde,
        certainty=entry.certainty,
        span=found,
        field=field,
        theme=entry.theme,
        note=entry.note,
        link=entry.link,
        consider=entry.consider,
        responsible=entry.responsible,
        set_by=entry.set_by,
        seen=entry.seen,
        by_others=_by_others(entry),
        entry=entry.id,
        with_entry=entry.with_entry,
    )


def _by_others(entry: WheelEntry | Milestone) -> bool | None:
    return None if entry.done_by is None else entry.done_by == "andre"


def _calendar(pack: Pack, window: Span) -> Iterator[PlannedOccurrence]:
    rules = wheel_rules(pack)
    for year in cycle_years(window.first, window.last):
        for entry in pack.wheel.calendar:
            yield from _milestone("kalender", year, entry, rules)


def _budget(pack: Pack, window: Span) -> Iterator[PlannedOccurrence]:
    rules = budget_rules(pack)
    for year in cycle_years(window.first, window.last):
        for milestone in pack.budget.milestones:
            yield from _milestone("statsbudsjett", year, milestone, rules)
        for phase in pack.budget.phases:
            yield from _phase("statsbudsjett", year, phase, rules)


def _ntp(pack: Pack, window: Span, presented: int | None) -> Iterator[PlannedOccurrence]:
    rules = ntp_rules(pack)
    for year in ntp_years(pack, window.first, window.last, presented):
        for milestone in pack.ntp.milestones:
            yield from _milestone("ntp", year, milestone, rules)
    for year, phase in ntp_entries(pack, window.first, window.last, presented):
        yield from _phase("ntp", year, phase, rules)


def _campaigns(pack: Pack) -> Iterator[PlannedOccurrence]:
    for campaign in pack.campaigns:
        for step in campaign.steps:
            key = f"kampanje:{campaign.year}:{step.id}"
            whole = quarter_span(campaign.year, step.quarter)
            yield from _activities(
                key, "kampanje", f"Grep {step.number}: {step.name}", outward(step.actions), "fast", whole
            )
            yield PlannedOccurrence(
                key=key,
                source="kampanje",
                kind="fase",
                title=step.name,
                kilde=step.kilde,
                certainty="fast",
                span=whole,
                note=step.aim,
            )


def _milestone(source: str, year: int, entry: Milestone, rules: Rules) -> Iterator[PlannedOccurrence]:
    key = f"{source}:{year}:{entry.id}"
    if found := _span(key, entry.when, year, rules):
        yield PlannedOccurrence(
            key=key,
            source=source,
            kind=entry.kind,
            title=entry.title,
            kilde=entry.kilde,
            certainty=entry.certainty,
            span=found,
            note=entry.note,
            link=entry.link,
            set_by=entry.set_by,
            seen=entry.seen,
            by_others=_by_others(entry),
            entry=entry.id,
            with_entry=entry.with_entry,
        )


def _phase(
    source: str, year: int, entry: BudgetPhase | NtpPhase | NtpPeriod, rules: Rules
) -> Iterator[PlannedOccurrence]:
    key = f"{source}:{year}:{entry.id}"
    if found := _span(key, entry.when, year, rules):
        if isinstance(entry, BudgetPhase):
            name = f"Statsbudsjettet {year} – {name_without_months(entry.name)}"
            yield from _activities(key, source, name, outward(entry.activities), entry.certainty, found)
        yield PlannedOccurrence(
            key=key,
            source=source,
            kind="fase",
            title=name_without_months(entry.name),
            kilde=entry.kilde,
            certainty=entry.certainty,
            span=found,
            note=entry.influence if isinstance(entry, NtpPhase) else None,
            set_by=entry.set_by,
            seen=entry.seen,
        )


def _activities(
    of: str, source: str, name: str, lines: Iterable[Activity], certainty: str, whole: Span
) -> Iterator[PlannedOccurrence]:
    """Yield what there is to do in a phase or a step, which people can take and finish while it is open.

    `of` is the key of the phase or step, and `name` what it is called.
    """
    for each in lines:
        yield PlannedOccurrence(
            key=f"{of}:{each.id}",
            source=source,
            kind="oppgave",
            title=each.text,
            kilde=each.kilde,
            certainty=certainty,
            span=whole,
            note=name,
            entry=each.id,
            with_entry=each.with_entry,
        )


def _span(key: str, rule: AnyRule, year: int, rules: Rules) -> Span | None:
    try:
        return span(rule, year, rules)
    except RuleError as error:
        message = f"{key}: {error}"
        raise RuleError(message) from error
