"""What a report is made of, read from the database: for a period, and for the same days of the year before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from bot.cards.words import span
from bot.reports.carriers import Carriers
from bot.reports.round_facts import report_carriers
from content.demands import demands_of
from content.schema.pack import Pack
from models.followups.effects import EffectFilter, ListedEffect, exported
from models.followups.times import Course, courses
from models.occurrences.demands import demands
from models.occurrences.ending import is_done, passes
from models.occurrences.filtering import Filter
from models.occurrences.presentations import Presentation, presentations
from models.occurrences.queries import find
from models.occurrences.wheel_rows import WheelRow, of_year
from models.official.chains import Chain, ChainInput, chains, sent_between
from models.register.dialogues import held_between
from models.tables import Demand, Occurrence, Workspace

Audience = Literal["styret", "medlemmer", "årsmelding"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
MOST_EFFECTS = 20_000
"""The most effects of a report: more than a secretariat logs in ten years."""
COMING = ("frist", "milepæl", "arrangement")
"""The kinds of what comes that may be said to anybody."""
MOST_COMING, WEEKS_AHEAD = 12, 26
BY_US = "oss"


@dataclass(frozen=True)
class ReportPeriod:
    """The local days `first`..`last`, both included, and what they are called: «2026», «oktober 2026»."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """Return the period in words, with its year."""
        if (self.first, self.last) == (date(self.first.year, 1, 1), date(self.first.year, 12, 31)):
            return str(self.first.year)
        return span(self.first, self.last, date.min)

    @property
    def year_before(self) -> "ReportPeriod":
        """Return the same days of the year before."""
        last = self.last + relativedelta(days=1) - relativedelta(years=1) - relativedelta(days=1)
        return ReportPeriod(self.first - relativedelta(years=1), last)

    def until(self, day: date) -> "ReportPeriod":
        """Return the part of the period that is not after a day; its first day alone if all of it is."""
        return ReportPeriod(self.first, max(self.first, min(self.last, day)))

    def includes(self, day: date | None) -> bool:
        """Return True if a day is in the period."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class PresentedTable:
    """A document that was presented, and our demands to it."""

    shown: Presentation
    demands: Sequence[Demand]


@dataclass(frozen=True)
class WheelResult:
    """The wheel of the months that have been: what was ticked off, and what nobody has said the outcome of."""

    done: Sequence[WheelRow] = ()
    unanswered: Sequence[WheelRow] = ()


@dataclass(frozen=True)
class ReportFacts:
    """Everything a report says something of. `pack` has what the audience may read; `today` is the local day."""

    audience: Audience
    pack: Pack
    today: date
    whole: ReportPeriod
    """The period as it was asked for."""
    period: ReportPeriod
    """The part of it that has been."""
    effects: Sequence[ListedEffect] = ()
    effects_before: Sequence[ListedEffect] = ()
    inputs: Sequence[ChainInput] = ()
    inputs_before: Sequence[ChainInput] = ()
    tables: Sequence[PresentedTable] = ()
    chains: Sequence[Chain] = ()
    courses: Sequence[Course] = ()
    talks: Sequence[int] = ()
    talks_before: Sequence[int] = ()
    wheel: WheelResult = WheelResult()
    coming: Sequence[Occurrence] = ()
    carriers: Carriers | None = None

    @property
    def is_internal(self) -> bool:
        """Return True if the report is read by the board and nobody else."""
        return self.audience == "styret"

    @property
    def before(self) -> ReportPeriod:
        """Return the same days of the year before."""
        return self.period.year_before

    @property
    def columns(self) -> tuple[str, str]:
        """Return the headings of the two periods: «2026» and «2025», or the days where they are not whole years."""
        if self.whole.name.isdecimal():
            year = self.whole.first.year
            return str(year), str(year - 1)
        return self.period.name, self.before.name


def report_facts(
    session: Session, workspace: Workspace, pack: Pack, now: datetime, whole: ReportPeriod, audience: Audience
) -> ReportFacts:
    """Return what a report of a period is made of; the board's has more."""
    today = now.astimezone(workspace.zone).date()
    period = whole.until(today)
    before, of = period.year_before, workspace.id
    is_internal = audience == "styret"
    hidden = frozenset() if is_internal else frozenset(each.id for each in pack.media.effects if each.internal)
    return ReportFacts(
        audience,
        pack if is_internal else pack.cleared,
        today,
        whole,
        period,
        _effects(session, of, period, hidden),
        _effects(session, of, before, hidden),
        sent_between(session, of, period.first, period.last),
        sent_between(session, of, before.first, before.last),
        [each for each in _tables(session, of, pack, period, is_internal=is_internal) if each.demands],
        [each for each in chains(session, of) if _is_of(each, period)],
        courses(session, workspace, period.first, period.last) if is_internal else (),
        held_between(session, of, period.first, period.last) if is_internal else (),
        held_between(session, of, before.first, before.last) if is_internal else (),
        _wheel(session, of, period, today),
        _coming(session, of, today, is_internal=is_internal),
        report_carriers(session, workspace, pack, period.first, period.last, today),
    )


def by_kind(effects: Sequence[ListedEffect]) -> Mapping[str, list[ListedEffect]]:
    """Return the effects by their kind."""
    found: dict[str, list[ListedEffect]] = {}
    for each in effects:
        found.setdefault(each.kind, []).append(each)
    return found


def _effects(
    session: Session, workspace_id: int, period: ReportPeriod, hidden: Collection[str]
) -> Sequence[ListedEffect]:
    found = exported(session, workspace_id, EffectFilter(period.first, period.last), MOST_EFFECTS)
    return [each for each in found if each.kind not in hidden]


def _tables(
    session: Session, workspace_id: int, pack: Pack, period: ReportPeriod, *, is_internal: bool
) -> list[PresentedTable]:
    """Return the documents presented in the period; to others than the board only the demands that are cleared."""
    found = []
    for shown in presentations(session, workspace_id):
        if period.includes(shown.on):
            rows = demands(session, shown, pack)
            cleared = {each.origin for each in demands_of(pack, shown.document, shown.about) if each.is_cleared}
            found.append(PresentedTable(shown, [each for each in rows if is_internal or each.origin in cleared]))
    return found


def _is_of(chain: Chain, period: ReportPeriod) -> bool:
    """Return True if something happened in a chain in the period: we sent an input, it was decided, or people logged it."""
    days = (*(each.plan.sent_on for each in chain.inputs), chain.decided_on, *(each.on for each in chain.steps))
    return any(period.includes(each) for each in days)


def _wheel(session: Session, workspace_id: int, period: ReportPeriod, today: date) -> WheelResult:
    done, unanswered = [], []
    for year in range(period.first.year, period.last.year + 1):
        for month, rows in sorted(of_year(session, workspace_id, year, "").items()):
            first = date(year, month, 1)
            if not period.first.replace(day=1) <= first <= period.last:
                continue
            done += [row for row in rows if is_done(row)]
            is_over = first + relativedelta(months=1) <= today
            unanswered += [row for row in rows if is_over and row.done_at is None and not passes(row)]
    return WheelResult(done, unanswered)


def _coming(session: Session, workspace_id: int, today: date, *, is_internal: bool) -> list[Occurrence]:
    """Return what comes; to others than the board without the dates we have set ourselves."""
    wanted = Filter(
        first=today,
        last=today + relativedelta(weeks=WEEKS_AHEAD),
        sources=("statsbudsjett", "ntp", "kalender"),
        kinds=COMING,
        dated=True,
        register_owner="",
    )
    found = find(session, workspace_id, wanted, today, 2 * MOST_COMING)
    return [each for each in found if is_internal or each.set_by != BY_US][:MOST_COMING]
