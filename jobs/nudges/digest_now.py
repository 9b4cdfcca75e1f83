"""What the week digest says of now: open windows, what to do about each budget year, a pause, the message, and rounds.

`before` is the local day of the previous digest (`date.min` if there was none).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.cards.nudges.digest_contents import MessageToSay, RoundTotal
from bot.cards.round_cards import total
from bot.cards.words import capital
from content.emphasis import is_resting, lodestar_of
from content.schema.pack import Pack
from jobs.nudges.context import NudgeContext
from jobs.nudges.mornings import is_notified
from models.calendar.open_now import BudgetWindow, NtpWindow, Window, YearWindow, closing_order, open_on, open_step
from models.calendar.quiet import Away, christmas, season_on, summer
from models.calendar.spans import Span, months_between
from models.occurrences.digest_fingerprints import BUDGET
from models.occurrences.filtering import Filter
from models.occurrences.queries import find
from models.occurrences.snoozes import OnHold
from models.rounds.answers import USED
from models.rounds.carriers import CarrierOf, carriers_of
from models.rounds.progress import open_rounds
from models.tables import Occurrence
from models.workspace.preferences import preferences_of

LAST_WEEKS = timedelta(days=13)
MOST = 200
SEARCHED = "statsbudsjettet"
"""What `/budskap` finds the message of the budget by."""


def windows_now(scene: NudgeContext, before: date, *, is_first: bool) -> list[Window]:
    """Return the window of the plan that ends first, and that of the political year: when one opens or soon closes.

    There is something to say about the plan once a month besides.
    """
    plans = closing_order(open_on(NtpWindow, scene.pack, scene.today, scene.workspace.ntp_presented))
    others = closing_order(open_on(YearWindow, scene.pack, scene.today))
    chosen = (_newest(plans, scene, before) or (plans if is_first else []), _newest(others, scene, before))
    return [each for found in chosen for each in found[:1]]


def _newest(windows: Sequence[Window], scene: NudgeContext, before: date) -> list[Window]:
    """Return the windows that have opened since the previous digest, or whose last two weeks have begun since."""
    soon = scene.today + LAST_WEEKS
    return [each for each in windows if each.span.first > before or before + LAST_WEEKS < each.span.last <= soon]


def activities_now(scene: NudgeContext, held: Mapping[int, OnHold]) -> list[tuple[int, Occurrence]]:
    """Return one thing to do now about each budget year: each month the next one, in the order of its phase."""
    wanted = Filter(first=scene.today, last=scene.today, sources=(BUDGET,), kinds=("oppgave",))
    rows = {row.key: row for row in find(scene.session, scene.workspace.id, wanted, scene.today, limit=MOST)}
    found = []
    for opened in open_on(BudgetWindow, scene.pack, scene.today):
        keys = [f"{BUDGET}:{opened.budget_year}:{opened.phase.id}:{each.id}" for each in opened.phase.activities]
        begun = months_between(opened.span.first, scene.today) % max(1, len(keys))
        in_turn = (rows.get(key) for key in (*keys[begun:], *keys[:begun]))
        left = (row for row in in_turn if row and scene.shows(row) and is_notified(row, held))
        found += [(opened.budget_year, row) for row in (next(left, None),) if row]
    return found


def _season(today: date) -> Away | None:
    """Return the summer or Christmas for which a pause is proposed in that month."""
    return {6: summer, 12: christmas}[today.month](today.year) if today.month in {6, 12} else None


def pause_now(scene: NudgeContext) -> Away | None:
    """Return the pause to propose; None if it is not the month for it, or the workspace has one."""
    return None if scene.workspace.id in paused(scene.session, [scene]) else _season(scene.today)


def paused(session: Session, scenes: Sequence[NudgeContext]) -> set[int]:
    """Return the workspaces, by id, that have a pause in the season of this month already."""
    season = _season(scenes[0].today)
    if season is None:
        return set()
    found = preferences_of(session, [each.workspace for each in scenes])
    return {
        number
        for number, each in found.items()
        if any(pause.first <= season.last and season.first <= pause.last for pause in each.rest().pauses)
    }


class _Candidate(NamedTuple):
    """A message and when it holds. `entry` is the id of the entry that it comes from."""

    message: MessageToSay
    span: Span
    entry: str


def message_now(pack: Pack, today: date, before: date, changed: Collection[str]) -> MessageToSay | None:
    """Return the message to give on a local day: the newest, else one that was changed, else one that soon ends.

    Without a previous digest all are new. `changed` are the ids of the entries changed since.
    """
    if season_on(today):
        return None
    candidates = list(_candidates(pack, today))
    for is_wanted in (
        lambda each: before == date.min or each.span.first > before,
        lambda each: each.entry in changed,
        lambda each: before + LAST_WEEKS < each.span.last <= today + LAST_WEEKS,
    ):
        found = next(filter(is_wanted, candidates), None)
        if found is not None:
            return found.message
    return None


def _candidates(pack: Pack, today: date) -> Iterator[_Candidate]:
    for issue in pack.having("issues", "lodestar_until"):
        track = lodestar_of(issue, today)
        if track is not None and not is_resting(issue, today):
            message = MessageToSay(f"Ledestjerne – {issue.name}: {track.name}", track.budskap, track, track.id)
            yield _Candidate(message, Span(date.min, issue.lodestar_until), issue.id)
            yield _Candidate(message, Span(date.min, issue.lodestar_until), track.id)
    for opened in open_on(BudgetWindow, pack, today):
        phase = opened.phase
        if phase.budskap:
            yield _Candidate(MessageToSay(opened.name, phase.budskap, phase, SEARCHED), opened.span, phase.id)
    current = open_step(pack, today)
    if current is not None and current.step.slogan:
        of = current.step
        name = f"Grep {of.number}: {capital(of.name)}"
        yield _Candidate(MessageToSay(name, of.slogan, of, f"grep {of.number}"), current.span, of.id)


def round_totals(scene: NudgeContext, monday: date, since: datetime) -> list[RoundTotal]:
    """Return the rounds that are open in the week of a Monday (local), as of the moment the digest was sent.

    Nothing of who said no or has not answered: that is the secretariat's.
    """
    moment = scene.shown_at or scene.now
    found = []
    for row in open_rounds(scene.session, scene.workspace.id, moment, monday):
        rows = carriers_of(scene.session, scene.workspace, scene.whole, [row.id], scene.today)
        rows = [each for each in rows if each.carrier.answered_at is None or each.carrier.answered_at <= moment]
        new = [each.member.label for each in rows if _is_new(each, since)]
        count = scene.whole.organisation.member_count
        found.append(RoundTotal(row.title, total(rows, count), tuple(dict.fromkeys(new))))
    return found


def _is_new(each: CarrierOf, since: datetime) -> bool:
    answered = each.carrier.answered_at
    return each.carrier.answer == USED and answered is not None and answered > since
