"""What answers a question: the entries of the content and the rows of the workspace, ranked together.

An entry counts by how like the question it is as a whole (`models.search.likeness`), by how much of the question its
words cover (`models.search.ranking`), and by whether it is of the kind, and of the time, that is asked for.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.commands.ask import Ask
from bot.commands.plain.deciding import is_named, may_answer, needed
from bot.commands.plain.question import Question, read_question
from bot.commands.plain.sources import Source, everything, pack_source, sources_for, visible
from bot.commands.plain.weighing import Asked, candidates_of, score_of, soonest_first
from bot.commands.plain.workspace_sources import people
from content.schema.pack import Pack
from models.search.entries import WINDOW, entries_of
from models.search.own_rows import OWN
from models.search.pack_entry import Aspect, PackEntry, When
from models.search.when import (
    known_day,
    rows_by_key,
)

MOST = 10
WORTH = 0.4
"""The least score, of the best one's, that is worth showing."""
IN_VIEW = 0.9
"""The score of what is in a view that answers."""
MONTH = timedelta(days=27)
"""How far it is at least from the first day of a month to its last; the wheel shows no less."""
DATED_VIEWS: Mapping[str, Collection[str]] = {
    "view:wheel": ("arshjul",),
    "view:deadlines": ("arshjul", "kalender", "statsbudsjett", "ntp"),
    "view:open-windows": ("statsbudsjett", "ntp", WINDOW),
}
"""The plans of what is in the views that have a time."""
VIEW_OF = {
    Aspect.RESULT: "view:effects",
    Aspect.WHO: "view:stakeholders",
    Aspect.SAY: "view:messages",
    Aspect.HOW: "view:help",
}
"""The view that answers what is asked, if nothing is named; the first that is asked for."""
NAMED = 100.0
"""The score of somebody in the register whose name is in the question."""


@dataclass(frozen=True)
class FoundAnswer:
    """Something that may answer. `when` is its occurrence that is meant, if it has any."""

    id: str
    kind: str
    title: str
    score: float
    entry: PackEntry
    when: When | None = None


@dataclass(frozen=True)
class Findings:
    """What was found, the best first. If not `is_known`, it is only the nearest."""

    question: Question
    found: tuple[FoundAnswer, ...]
    is_known: bool

    def date_of(self, found: FoundAnswer) -> date | None:
        """Return the date that answers the question, if it asks when and a date is known; never one within a window."""
        asks_when = not self.question.aspects or Aspect.WHEN in self.question.aspects
        return found.when.day if found.when and found.when.is_meant and asks_when else None


def find_for(ask: Ask, session: Session, text: str) -> Findings:
    """Return what answers a text, of what the one who asks may see where they ask."""
    question = read_question(text, ask.pack, ask.today)
    sources = sources_for(ask, session, question)
    findings = find(question, ask.pack, ask.today, ask.workspace.ntp_presented, sources, may_see=visible(ask))
    found = _as_they_are(ask, session, findings.found)
    known = [FoundAnswer(each.id, each.kind, each.title, NAMED, each) for each in people(ask, session, question)]
    if not known:
        return replace(findings, found=found)
    is_about = not findings.is_known or not {Aspect.WHEN, Aspect.SAY}.intersection(question.aspects)
    both = (*known, *found) if is_about else (*found, *known)
    return replace(findings, found=both[:MOST], is_known=True)


def _as_they_are(ask: Ask, session: Session, found: Sequence[FoundAnswer]) -> tuple[FoundAnswer, ...]:
    """Return what was found with the days that the workspace's rows have: people may have moved them."""
    keys = [each.when.key for each in found if each.when] + [each.id for each in found if each.entry.plan == OWN]
    rows = rows_by_key(session, ask.workspace.id, keys) if keys else {}
    result = []
    for each in found:
        row = rows.get(each.when.key if each.when else each.id)
        if row is None:
            result.append(each)
            continue
        seen = tuple(date.fromisoformat(day) for day in row.seen or ())
        day = known_day(each.entry, row.starts_on, row.ends_on, row.certainty, seen)
        is_meant = each.when is None or each.when.is_meant
        when = When(row.key, row.starts_on, row.ends_on, row.certainty, day, row.set_by, seen, row.id, is_meant)
        result.append(replace(each, when=when, kind=row.kind))
    return tuple(result)


def find(
    question: Question,
    pack: Pack,
    today: date,
    presented: int | None = None,
    sources: Sequence[Source] = (),
    may_see: Callable[[PackEntry], bool] = everything,
) -> Findings:
    """Return what answers a question on that day, from the pack if no other sources are given."""
    asked = Asked(question, pack, today, presented)
    if not question.units:
        view, *within = _without_words(asked) or (None,)
        if view is None or not may_see(view.entry):
            return Findings(question, (), False)
        found = (view, *(each for each in within if may_see(each.entry)))
        return Findings(question, found[:MOST], True)
    candidates = candidates_of(asked, sources or (pack_source(pack),), may_see)
    scored = [(score_of(asked, each), each) for each in candidates]
    scored.sort(key=lambda each: (-round(each[0], 4), each[1].place, each[1].number))
    if not scored:
        return Findings(question, (), False)
    scored = soonest_first([each for each in scored[:MOST] if each[0] >= WORTH * scored[0][0]], question)
    score, best = scored[0]
    found = tuple(
        FoundAnswer(each.entry.id, each.entry.kind, each.entry.title, at, each.entry, each.when) for at, each in scored
    )
    findings = Findings(question, found, score >= needed(asked, best) and may_answer(asked, best, score))
    if findings.is_known and findings.date_of(found[0]) is not None:
        return replace(findings, is_known=is_named(asked, scored))
    return findings


def _without_words(asked: Asked) -> Sequence[FoundAnswer]:
    """Return what answers a question without words of its own: what is open, what comes, what we say now.

    That is a view, followed by entries that are in it; nothing if nothing is asked.
    """
    question = asked.question
    if not (question.aspects or question.period or question.is_now or question.view):
        return ()
    id_ = _view_of(question)
    entries = entries_of(asked.pack)
    view = next(entry for entry in entries if entry.id == id_)
    within: Iterable[FoundAnswer] = ()
    if id_ in DATED_VIEWS:
        within = _dated(asked, entries, DATED_VIEWS[id_])
    elif id_ == "view:messages":
        said = [each for kind in ("hovedbudskap", "sak") for each in entries if each.kind == kind]
        within = (FoundAnswer(each.id, each.kind, each.title, IN_VIEW, each) for each in said)
    return (FoundAnswer(view.id, view.kind, view.title, 1.0, view), *within)


def _view_of(question: Question) -> str:
    """Return the id of the view that answers a question without words of its own."""
    aspects = question.aspects or (Aspect.DO,)
    if question.view:
        return question.view
    for aspect, view in VIEW_OF.items():
        if aspect in aspects:
            return view
    if not question.period:
        return "view:open-windows"
    is_short = question.period.last - question.period.first < MONTH
    return "view:deadlines" if is_short or Aspect.WHEN in aspects else "view:wheel"


def _dated(asked: Asked, entries: Sequence[PackEntry], plans: Collection[str]) -> Iterator[FoundAnswer]:
    """Yield what is to be done at the time that is asked about, or today: tasks last, what is soonest over first."""
    question, today = asked.question, asked.today
    found = []
    for entry in entries:
        when = asked.when(entry) if entry.plan in plans and Aspect.DO in entry.aspects else None
        if when is None or not when.is_meant or when.first is None or when.last is None:
            continue
        if question.period or when.first <= today <= when.last:
            order = (entry.kind == "oppgave", when.last, when.first)
            found.append((order, FoundAnswer(entry.id, entry.kind, entry.title, IN_VIEW, entry, when)))
    found.sort(key=lambda each: each[0])
    yield from (each for _, each in found)
