"""Logging dialogues, and their effects: an end to the silence, a stance, a next step."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.occurrences import changes
from models.occurrences.changes import GoneError
from models.register import edits
from models.register.last_contact import recount
from models.register.stances import NewStance, take_down
from models.tables import Counterpart, Dialogue, Edit, Occurrence, Organisation, Participant, Person


class NobodyMetError(Exception):
    """Nobody was named on one of the sides: a dialogue needs a person or an organisation, and one of ours."""


@dataclass(frozen=True)
class NextStep:
    """What we do next: an ordinary deadline. If `due` is None, its time is unknown."""

    title: str
    due: date | None = None
    owner: str | None = None
    start: time | None = None
    minutes: int | None = None
    kind: str = "frist"
    """`models.occurrences.queries.MEETING` if it is the planned talk itself."""


@dataclass(frozen=True)
class NewDialogue:
    """A dialogue that has been, or is `planned`. `people` and `organisations` are ids; `ours` are platform user ids.

    `channel` is a name of `kinds.CHANNELS`, `stance` one of `kinds.STANCES` or empty, `theme` an issue's id.
    """

    day: date
    channel: str
    ours: tuple[str, ...]
    people: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    planned: bool = False
    theme: str | None = None
    about: str = ""
    place: str = ""
    stance: str = ""
    said: str = ""
    wants: str = ""
    step: NextStep | None = None
    event_id: int | None = None
    journal: bool = False
    link: str | None = None


@dataclass(frozen=True)
class Logged:
    """A dialogue that was logged, the edit to undo it by, and its next step, if it has one."""

    dialogue: Dialogue
    edit: Edit
    step: Occurrence | None


def log(session: Session, workspace_id: int, new: NewDialogue, user_id: str, now: datetime) -> Logged:
    """Log a dialogue, with its next step among the deadlines and what they think among the stances.

    Raises:
        GoneError: a person, an organisation or the event is not here (any more).
        NobodyMetError: nobody is named on one of the sides.
    """
    return log_within(session, workspace_id, new, edits.begin(session, workspace_id, user_id, "dialog", now))


def log_within(session: Session, workspace_id: int, new: NewDialogue, edit: Edit) -> Logged:
    """Log a dialogue as part of a larger edit, such as one that also adds the person.

    Raises:
        GoneError: a person, an organisation or the event is not here (any more).
        NobodyMetError: nobody is named on one of the sides.
    """
    if not new.ours or not (new.people or new.organisations):
        raise NobodyMetError
    _see_all(session, workspace_id, new)
    step = _step(session, workspace_id, new, edit)
    row = _row(workspace_id, new, edit, step)
    edits.added(session, edit, row)
    for person_id in dict.fromkeys(new.people):
        _with(session, edit, row, Counterpart(person_id=person_id))
    for organisation_id in dict.fromkeys(new.organisations):
        _with(session, edit, row, Counterpart(organisation_id=organisation_id))
    for user_id in dict.fromkeys(new.ours):
        session.add(Participant(workspace_id=workspace_id, dialogue_id=row.id, user_id=user_id))
    if new.theme and not new.planned:
        stance = NewStance(new.theme, new.stance, new.day)
        take_down(session, workspace_id, new.people, new.organisations, stance, edit)
    recount(session, workspace_id, new.people, new.organisations)
    return Logged(row, edit, step)


def held_between(session: Session, workspace_id: int, first: date, last: date) -> list[int]:
    """Return the ids of the dialogues that took place on some local days, both included."""
    query = select(Dialogue.id).where(
        Dialogue.workspace_id == workspace_id,
        Dialogue.day >= first,
        Dialogue.day <= last,
        Dialogue.planned.is_(False),
        Dialogue.removed_at.is_(None),
    )
    return list(session.scalars(query.order_by(Dialogue.day, Dialogue.id)))


def held(session: Session, workspace_id: int, dialogue_id: int, user_id: str, now: datetime) -> Edit:
    """Record that a planned dialogue has taken place: from then on it ends the silence.

    Raises:
        GoneError: there is no such dialogue here.
    """
    row = _locked(session, workspace_id, dialogue_id)
    edit = edits.begin(session, workspace_id, user_id, "dialog", now)
    edits.changed(session, edit, row, {"planned": False})
    _recount(session, row)
    return edit


def set_journal(
    session: Session, workspace_id: int, dialogue_id: int, user_id: str, now: datetime, *, journal: bool
) -> Edit:
    """Record whether a dialogue should perhaps be in the public record («bør journalføres»).

    Raises:
        GoneError: there is no such dialogue here.
    """
    row = _locked(session, workspace_id, dialogue_id)
    edit = edits.begin(session, workspace_id, user_id, "dialog", now)
    edits.changed(session, edit, row, {"journal": journal})
    return edit


def remove(session: Session, workspace_id: int, dialogue_id: int, user_id: str, now: datetime) -> Edit:
    """Remove a dialogue from the register. Undoing the edit restores it; its next step does not change.

    Raises:
        GoneError: there is no such dialogue here.
    """
    row = _locked(session, workspace_id, dialogue_id)
    edit = edits.begin(session, workspace_id, user_id, "dialog fjernet", now)
    edits.changed(session, edit, row, {"removed_at": now})
    _recount(session, row)
    return edit


def _locked(session: Session, workspace_id: int, dialogue_id: int) -> Dialogue:
    row = edits.locked(session, Dialogue, workspace_id, dialogue_id)
    if row is None:
        raise GoneError
    return row


def _recount(session: Session, row: Dialogue) -> None:
    session.flush()
    query = select(Counterpart.person_id, Counterpart.organisation_id).where(
        Counterpart.workspace_id == row.workspace_id, Counterpart.dialogue_id == row.id
    )
    sides = session.execute(query).all()
    people = [person_id for person_id, _ in sides if person_id is not None]
    recount(session, row.workspace_id, people, [other for _, other in sides if other is not None])


def _see_all(session: Session, workspace_id: int, new: NewDialogue) -> None:
    edits.lock_all(session, Organisation, workspace_id, new.organisations)
    edits.lock_all(session, Person, workspace_id, new.people)
    if new.event_id is not None:
        mine = (Occurrence.workspace_id == workspace_id, Occurrence.id == new.event_id)
        if session.scalar(select(Occurrence.id).where(*mine)) is None:
            raise GoneError


def _step(session: Session, workspace_id: int, new: NewDialogue, edit: Edit) -> Occurrence | None:
    if new.step is None:
        return None
    row, change = changes.add(
        session,
        workspace_id,
        edit.user_id,
        edit.at,
        title=new.step.title,
        kind=new.step.kind,
        due=new.step.due,
        start=new.step.start,
        minutes=new.step.minutes,
        owner=new.step.owner,
        theme=new.theme,
        of_register=True,
    )
    edits.noted(session, edit, change)
    return row


def _row(workspace_id: int, new: NewDialogue, edit: Edit, step: Occurrence | None) -> Dialogue:
    return Dialogue(
        workspace_id=workspace_id,
        day=new.day,
        planned=new.planned,
        channel=new.channel,
        theme=new.theme,
        about=new.about,
        place=new.place,
        stance=new.stance,
        said=new.said,
        wants=new.wants,
        occurrence_id=step.id if step else None,
        event_id=new.event_id,
        journal=new.journal,
        link=new.link,
        created_by=edit.user_id,
        created_at=edit.at,
    )


def _with(session: Session, edit: Edit, row: Dialogue, side: Counterpart) -> None:
    side.workspace_id, side.dialogue_id, side.day = row.workspace_id, row.id, row.day
    edits.added(session, edit, side)
