"""What functions about hearings are given when they are tried in one of two workspaces."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.commands.ask import Press, Submission
from jobs.official.matching import MatchingRound
from models.official.answers import SentInput, WantedAnswer
from models.official.hearing import Hearing
from models.official.items import ItemKind
from models.official.keys import key_of
from models.official.official_words import MatchedWords
from models.official.relevance import Relevance
from models.tables import HearingPlan, Milestone, Occurrence, OfficialChange, OfficialMatch, OfficialRecord
from tests.support.full_workspaces import TODAY
from tests.support.pack import small_pack
from tests.support.two_workspaces_query import World

Told = Mapping[str, Callable[[Session, World], Any]]
KIND, NUMBER = ItemKind.HEARING, "9"
VALUE = f"{KIND}:{NUMBER}"
LATER = date(2026, 11, 2)


def official_row(session: Session, world: World) -> Occurrence:
    """Return our row with a plan, as the row of a hearing."""
    row = session.scalars(select(Occurrence).filter_by(workspace_id=world.ours).order_by(Occurrence.id)).first()
    assert row is not None
    row.key, row.ends_on, row.starts_on, row.owner = key_of(KIND, NUMBER), LATER, LATER, "U1"
    session.flush()
    return row


def record() -> OfficialRecord:
    """Return what a source says of it."""
    return OfficialRecord(
        kind=KIND.value, number=NUMBER, title="En høring", short_title="", excerpt="", link="", body="", topics=[], cases=[], events=[],
        changed_at=datetime(2026, 10, 5, 7, tzinfo=UTC), source="regjeringen-liste", status=None, is_written=None,
    )  # fmt: skip


def _changed(session: Session, world: World) -> list[tuple[OfficialRecord, OfficialChange]]:
    """Return that a source has moved what our workspace was told of."""
    match = session.scalars(select(OfficialMatch).filter_by(workspace_id=world.ours)).one()
    match.gather_on, match.judged_by = None, None
    item = record()
    item.kind, item.number = match.kind, match.number
    moment = datetime(2026, 10, 5, 7, tzinfo=UTC)
    return [(item, OfficialChange(what="frist", before="2026-10-20", after="2026-11-02", at=moment))]


def _value(session: Session, world: World) -> str:
    official_row(session, world)
    return VALUE


def _press(session: Session, world: World) -> Press:
    return Press(_value(session, world))


def _press_unsent(session: Session, world: World) -> Press:
    session.execute(update(HearingPlan).where(HearingPlan.workspace_id == world.ours).values(sent_on=None))
    return _press(session, world)


def _date(session: Session, world: World) -> str:
    return f"{world.one(session, Occurrence)}:{world.one(session, Milestone)}:"


def _row_id(session: Session, world: World) -> str:
    return str(world.one(session, Occurrence))


def _version(session: Session, world: World) -> str:
    official_row(session, world)
    return f"{world.one(session, Occurrence)}:instans"


def _shown(session: Session, world: World) -> Hearing:
    return Hearing(KIND, NUMBER, None, official_row(session, world))


OURS: Told = {"workspaces": lambda _, world: [world.ours]}
ROW: Told = {"row": official_row}
MILESTONE: Told = {
    "milestone_id": lambda session, world: world.one(session, Milestone),
    "who": lambda *_: "U1",
    "done": lambda *_: False,
}
EFFECT = {"kind": "moter", "title": "Et møte", "day": "2026-10-01"}
SENT = {"day": "2026-10-01", "to": "Departementet", "number": ""}
OTHERWISE: Mapping[str, Told] = {
    **{f"bot.commands.hearings.answering.{each}": {"press": _press} for each in ("show", "answer", "follow", "more")},
    "bot.commands.hearings.answering.more": {
        "press": lambda session, world: Press(_value(session, world), "likevel_ikke")
    },
    "bot.commands.hearings.answering.card_of": {"shown": _shown},
    "bot.commands.hearings.answering.shown_hearing": {"value": _value},
    "bot.commands.hearings.sending.open_form": {"press": _press_unsent},
    "bot.commands.hearings.sending.correct": {"press": _press},
    "bot.commands.hearings.sending.open_number": {"press": lambda *each: Press(_row_id(*each))},
    "bot.commands.hearings.sending.save": {
        "sent": lambda session, world: Submission(f"rett:{_value(session, world)}", SENT)
    },
    "bot.commands.hearings.sending.save_number": {"sent": lambda *each: Submission(_row_id(*each), {"number": "26/1"})},
    "bot.commands.hearings.dates.move": {"press": lambda *each: Press(_date(*each), "2026-10-20")},
    "bot.commands.hearings.dates.ask_who_clears": {"press": lambda *each: Press(_date(*each))},
    "bot.commands.hearings.dates.save_who_clears": {"sent": lambda *each: Submission(_date(*each), {"who": "U1"})},
    **{
        f"bot.commands.hearings.outcome.{each}": {"press": lambda *each: Press(_row_id(*each))}
        for each in ("open_log", "nothing")
    },
    **{
        f"bot.commands.hearings.outcome.{each}": {"press": lambda *each: Press(f"{_row_id(*each)}:{LATER}")}
        for each in ("use", "leave")
    },
    "bot.commands.hearings.outcome.save": {"sent": lambda *each: Submission(f"{_row_id(*each)}:", EFFECT)},
    **{
        f"models.occurrences.milestones.{each}": MILESTONE for each in ("let_clear", "mark_milestone", "move_milestone")
    },
    "models.occurrences.milestones.milestones": {"ids": lambda session, world: [world.one(session, Occurrence)]},
    "models.occurrences.milestones.with_milestones": OURS,
    **{f"models.official.open_answers.{each}": OURS for each in ("with_unrecorded", "with_questions")},
    "models.official.answers.record_number": {"number": lambda *_: "26/1"},
    "models.official.answers.record_sent": {
        "sent": lambda *_: SentInput(TODAY, "Departementet"),
        "again": lambda *_: True,
    },
    "models.official.answers.undertake": {
        "wanted": lambda session, world: WantedAnswer(
            KIND, official_row(session, world).key.rpartition(":")[2], "svarer", None, "T"
        )
    },
    **{
        f"models.official.versions.{each}": {
            "audience": lambda *_: "instans",
            "text": lambda *_: "En tekst",
            "on": lambda *_: TODAY,
            "to": lambda *_: "Noen",
        }
        for each in ("write_version", "note_sent")
    },
    "bot.commands.hearings.versions.show": {"press": _press},
    **{
        f"bot.commands.hearings.versions.{each}": {"press": lambda *each: Press(_version(*each))}
        for each in ("open_form", "open_sent")
    },
    "bot.commands.hearings.versions.save": {"sent": lambda *each: Submission(_version(*each), {"text": "En tekst"})},
    "bot.commands.hearings.versions.save_sent": {
        "sent": lambda *each: Submission(_version(*each), {"to": "Noen", "day": "2026-10-01"})
    },
    "models.official.dates.board_meeting": {"sent_by": lambda *_: LATER},
    "models.official.dates.record_of": ROW,
    "models.official.dates.replan": ROW,
    "models.official.dates.replan_after": ROW,
    "models.official.hearing.hearing_of": {
        "pack": lambda *_: small_pack(),
        "kind": lambda *_: KIND,
        "number": lambda session, world: _value(session, world).rpartition(":")[2],
    },
    **{f"models.official.source_date.{each}": {"on": lambda *_: LATER} for each in ("leave_date", "use_date")},
    "models.official.open_answers.waits_to_be_sent": ROW,
    "models.official.official_words.note_words": {"now": lambda *_: MatchedWords("words", "mark")},
    "models.official.threads.answer_in_threads": {"changed": _changed},
    "jobs.official.matching.media_by_workspace": {"workspace_ids": lambda _, world: [world.ours]},
    "jobs.official.matching.keep_matches": {
        "found": lambda _, world: {world.ours: [(record(), Relevance(0.5))]},
        "this": lambda *_: MatchingRound([record()], {}, {}, datetime(2026, 10, 5, 7, tzinfo=UTC)),
    },
    "models.official.telling.ask_about_date": {**ROW, "on": lambda *_: LATER},
    "models.official.telling.plan_source_change": {**ROW, "what": lambda *_: "flyttet", "record": lambda *_: record()},
}
"""What a function is given that wants something else of that name."""
