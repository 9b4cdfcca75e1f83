"""What can be influenced on some days, and what to do in it: the one place where open windows are worked out.

The content's windows are the phases of the budget years and of the NTP, the campaign's steps, and the windows of the
political year (revised budget, party conferences, elections). Hearings and the parties' own dates come from the
database, and are passed in (`models.official.dated_windows`). The digest, the wheel, messages and questions all ask here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar, cast

from content.phase_names import name_without_months
from content.schema.base import outward
from content.schema.dated import BudgetPhase, NtpPeriod, NtpPhase, YearWindowEntry
from content.schema.messages import Campaign, Step
from content.schema.pack import Pack
from models.calendar.certainty import NO_DAY
from models.calendar.cycles import budget_rules, cycle_years, ntp_entries, ntp_rules, wheel_rules
from models.calendar.spans import Rules, Span, quarter_span, span

DAYS_KEPT = 64
"""What is open on a day is the same for every workspace: it is computed once."""
YEAR = "{år}"
"""In the name of a window of the political year: the calendar year."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """Something that can be influenced: what it is called, from when to when, how sure that is, and what to do in it."""

    name: str
    span: Span
    certainty: str
    to_do: tuple[str, ...] = ()
    link: str | None = None

    def days_left(self, day: date) -> int | None:
        """Return how many days are left after `day`; None if the window's last day is not known."""
        return None if self.certainty in NO_DAY else (self.span.last - day).days


@dataclass(frozen=True, kw_only=True)
class BudgetWindow(Window):
    """A phase of the work with one budget year."""

    budget_year: int
    phase: BudgetPhase


@dataclass(frozen=True, kw_only=True)
class NtpWindow(Window):
    """A phase of the plan presented that year; what is open every year is listed under the plan at hand."""

    presented: int
    phase: NtpPhase
    note_span: Span | None = None
    """The note's own window of the phase, if `span` is the pattern of earlier rounds."""


@dataclass(frozen=True, kw_only=True)
class CampaignWindow(Window):
    """A step of the organisation's campaign, in its quarter."""

    campaign: Campaign
    step: Step


@dataclass(frozen=True, kw_only=True)
class YearWindow(Window):
    """A window of the political year: the revised budget, the parties' conferences, an election."""

    year: int
    entry: YearWindowEntry


@dataclass(frozen=True, kw_only=True)
class HearingWindow(Window):
    """A hearing, or a case in the Storting with a deadline, that the workspace answers or that concerns it."""

    body: str = ""
    """The committee or the ministry."""
    is_ours: bool = False
    """True if the workspace has it among its deadlines."""


@dataclass(frozen=True, kw_only=True)
class PartyWindow(Window):
    """A date of one party: its conference, a deadline for proposals or for the programme."""

    party: str
    """The party's short form, `Ap`."""
    step: str
    """A key of `models.occurrences.party_dates.STEPS`."""

    def days_left(self, day: date) -> int | None:
        """Return how many days are left if the date itself is known: a season says nothing of a conference's end."""
        return super().days_left(day) if self.certainty == "fast" else None


AnyWindow = TypeVar("AnyWindow", bound=Window)


def open_windows(
    pack: Pack, days: Span, presented: int | None = None, dated: Sequence[Window] = ()
) -> tuple[Window, ...]:
    """Return every window that is open on at least one of some local days.

    `presented` is the year the NTP is presented (None: the pack's own), `dated` are the windows of the workspace's own
    rows (`models.official.dated_windows`). In November and December two budget years run at once: t in the Storting, t+1
    in the ministries.
    """
    of_content = (each for kind in KINDS for each in windows_of(kind, pack, days, presented))
    return (*of_content, *(each for each in dated if each.span.meets(days)))


def windows_of(kind: type[AnyWindow], pack: Pack, days: Span, presented: int | None = None) -> tuple[AnyWindow, ...]:
    """Return the content's windows of one kind that are open on at least one of some days.

    Only what that kind is made of is read of the pack: a message that is shared between workspaces depends on it.
    """
    return cast("tuple[AnyWindow, ...]", KINDS[kind](pack, days, presented))


def open_on(kind: type[AnyWindow], pack: Pack, day: date, presented: int | None = None) -> tuple[AnyWindow, ...]:
    """Return the content's windows of one kind that are open on a local day."""
    return windows_of(kind, pack, Span(day, day), presented)


def open_step(pack: Pack, day: date) -> CampaignWindow | None:
    """Return the campaign's step of the quarter that a local day is in."""
    return next(iter(open_on(CampaignWindow, pack, day)), None)


def coming_windows(pack: Pack, days: Span, presented: int | None = None, dated: Sequence[Window] = ()) -> list[Window]:
    """Return what opens on some days, and is not open before them, the first first."""
    found = [each for each in open_windows(pack, days, presented, dated) if each.span.first >= days.first]
    return sorted(found, key=lambda each: (each.span.first, each.name))


def closing_order(windows: Sequence[Window]) -> list[Window]:
    """Return windows by when they close; those whose last day is not known come last."""
    return sorted(windows, key=lambda each: (each.certainty in NO_DAY, each.span.last, each.name))


FIELDS = {"rnb": "statsbudsjett", "parti": "nettverksbygging", "valg": "nettverksbygging"}
"""The field of the wheel that a window of the political year belongs to, by its kind."""


def windows_of_wheel(pack: Pack, days: Span, presented: int | None = None) -> Mapping[str, Sequence[Window]]:
    """Return what is open on some days beside the entries of the wheel, by its field."""
    found: dict[str, list[Window]] = {"ntp": list(windows_of(NtpWindow, pack, days, presented))}
    for each in windows_of(YearWindow, pack, days):
        found.setdefault(FIELDS[each.entry.kind], []).append(each)
    return found


class OpenPeriod(NamedTuple):
    """One of the NTP's periods that matter most to the organisation, and when it is."""

    period: NtpPeriod
    span: Span


def ntp_periods(pack: Pack, day: date, presented: int | None = None) -> list[OpenPeriod]:
    """Return the important periods of the NTP that a day is in: they repeat its phases, and are no windows."""
    rules = ntp_rules(pack)
    return [
        OpenPeriod(phase, found)
        for year, phase in ntp_entries(pack, day, day, presented)
        if isinstance(phase, NtpPeriod) and (found := span(phase.when, year, rules)) and found.covers(day)
    ]


@lru_cache(DAYS_KEPT)
def _budget(pack: Pack, days: Span, _presented: int | None) -> tuple[BudgetWindow, ...]:
    """Return the phases of the budget years, the earliest year first."""
    rules = budget_rules(pack)
    return tuple(
        BudgetWindow(
            name=f"Statsbudsjettet {year}: {plain_name(phase)}",
            span=found,
            certainty=phase.certainty,
            to_do=tuple(each.text for each in outward(phase.activities)),
            budget_year=year,
            phase=phase,
        )
        for year in cycle_years(days.first, days.last)
        for phase in pack.budget.phases
        if (found := span(phase.when, year, rules)) and found.meets(days)
    )


@lru_cache(DAYS_KEPT)
def _ntp(pack: Pack, days: Span, presented: int | None) -> tuple[NtpWindow, ...]:
    """Return the phases of the plan presented that year and its neighbours."""
    rules = ntp_rules(pack)
    return tuple(
        NtpWindow(
            name=f"{'NTP' if phase.yearly else f'NTP {year}'}: {plain_name(phase)}",
            span=found,
            certainty=phase.certainty,
            to_do=(phase.influence,),
            presented=(presented or pack.ntp.presented) if phase.yearly else year,
            phase=phase,
            note_span=span(phase.note_when, year, rules) if phase.note_when else None,
        )
        for year, phase in ntp_entries(pack, days.first, days.last, presented)
        if isinstance(phase, NtpPhase) and (found := span(phase.when, year, rules)) and found.meets(days)
    )


@lru_cache(DAYS_KEPT)
def _campaign(pack: Pack, days: Span, _presented: int | None) -> tuple[CampaignWindow, ...]:
    """Return the campaigns' steps of the quarters that share a day with some days."""
    return tuple(
        CampaignWindow(
            name=f"Kampanjen {year}, grep {step.number}: {step.name}",
            span=quarter,
            certainty="fast",
            to_do=(step.aim,),
            campaign=campaign,
            step=step,
        )
        for year in range(days.first.year, days.last.year + 1)
        if (campaign := pack.campaign(year))
        for step in campaign.steps
        if (quarter := quarter_span(year, step.quarter)).meets(days)
    )


@lru_cache(DAYS_KEPT)
def _of_year(pack: Pack, days: Span, _presented: int | None) -> tuple[YearWindow, ...]:
    """Return the windows of the political year, the first to open first."""
    rules = wheel_rules(pack)
    found = [
        YearWindow(
            name=entry.name.replace(YEAR, str(year)),
            span=when,
            certainty=entry.certainty,
            to_do=entry.to_do,
            link=entry.link,
            year=year,
            entry=entry,
        )
        for year in range(days.first.year - 1, days.last.year + 1)
        for entry in pack.wheel.windows
        if (when := _when(entry, year, rules)) and when.meets(days)
    ]
    return tuple(sorted(found, key=lambda each: each.span.first))


def _when(entry: YearWindowEntry, year: int, rules: Rules) -> Span | None:
    """Return when a window is in a year: to the last day of the event it ends with, if it names one."""
    found = span(entry.when, year, rules)
    if found is None or entry.ends_with is None:
        return found
    end = span(rules[entry.ends_with], year, rules)
    return Span(found.first, end.last) if end and end.last >= found.first else None


KINDS: Mapping[type[Window], Callable[[Pack, Span, int | None], tuple[Window, ...]]] = {
    BudgetWindow: _budget,
    NtpWindow: _ntp,
    YearWindow: _of_year,
    CampaignWindow: _campaign,
}
"""The content's windows by kind, in the order they are shown."""


def plain_name(phase: BudgetPhase | NtpPhase | NtpPeriod) -> str:
    """Return a phase's name without the months that it may begin with: «NOV–JAN: Innspill» is «Innspill»."""
    return name_without_months(phase.name)
