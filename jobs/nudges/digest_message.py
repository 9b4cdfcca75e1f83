"""The message that the week digest gives: only when it is new, was changed, or its last two weeks begin."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from bot.cards.nudges.digest import MessageToSay
from bot.cards.words import capital
from content.emphasis import is_resting, lodestar_of
from content.schema.pack import Pack
from models.calendar.open_now import BudgetWindow, open_on, open_step
from models.calendar.quiet import season_on
from models.calendar.spans import Span

LAST_WEEKS = timedelta(days=13)
BUDGET = "statsbudsjettet"


class _Candidate(NamedTuple):
    """A message and when it holds. `entry` is the id of the entry that it comes from."""

    message: MessageToSay
    span: Span
    entry: str


def message_now(pack: Pack, today: date, before: date, changed: Collection[str]) -> MessageToSay | None:
    """Return the message to give on a local day: the newest, else one that was changed, else one that soon ends.

    `before` is the day of the previous digest (`date.min` if there was none: then all are new), `changed` are the ids of the entries changed since.
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
            yield _Candidate(MessageToSay(opened.name, phase.budskap, phase, BUDGET), opened.span, phase.id)
    current = open_step(pack, today)
    if current is not None and current.step.slogan:
        of = current.step
        name = f"Grep {of.number}: {capital(of.name)}"
        yield _Candidate(MessageToSay(name, of.slogan, of, f"grep {of.number}"), current.span, of.id)
