"""What was said, and when: the dialogues with somebody, and who else of ours has recently spoken with them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.tables import Counterpart, Dialogue, Occurrence, Organisation, Participant, Person

RECENT = timedelta(days=14)


@dataclass(frozen=True)
class Spoken:
    """A dialogue with those of ours who took part (platform user ids), and its next step, if it has one."""

    dialogue: Dialogue
    ours: tuple[str, ...]
    step: Occurrence | None


@dataclass(frozen=True)
class Whole:
    """A dialogue and everybody it was with, the people first."""

    spoken: Spoken
    sides: tuple[Person | Organisation, ...]


@dataclass(frozen=True)
class PastContact:
    """Someone of ours who has recently spoken with them, or plans to. `same` is whether it was about the same theme."""

    user_id: str
    day: date
    theme: str | None
    planned: bool
    same: bool


def dialogues(session: Session, row: Person | Organisation, limit: int = 10) -> Sequence[Spoken]:
    """Return the dialogues with a person or an organisation, the newest first."""
    where = Counterpart.person_id == row.id if isinstance(row, Person) else Counterpart.organisation_id == row.id
    query = (
        select(Dialogue, Occurrence)
        .join(Counterpart, Counterpart.dialogue_id == Dialogue.id)
        .outerjoin(Occurrence, Occurrence.id == Dialogue.occurrence_id)
        .where(Dialogue.workspace_id == row.workspace_id, Dialogue.removed_at.is_(None), where)
        .order_by(Counterpart.day.desc(), Dialogue.id.desc())
    )
    found = session.execute(query.limit(limit)).all()
    ours = participants(session, row.workspace_id, [dialogue.id for dialogue, _ in found])
    return [Spoken(dialogue, ours.get(dialogue.id, ()), step) for dialogue, step in found]


def dialogue_number(session: Session, row: Person | Organisation) -> int:
    """Return how many dialogues there are with a person or an organisation, planned ones too."""
    where = Counterpart.person_id == row.id if isinstance(row, Person) else Counterpart.organisation_id == row.id
    query = select(func.count()).select_from(Counterpart).join(Dialogue, Dialogue.id == Counterpart.dialogue_id)
    mine = (Counterpart.workspace_id == row.workspace_id, where, Dialogue.removed_at.is_(None))
    return session.scalar(query.where(*mine)) or 0


def dialogue(session: Session, workspace_id: int, dialogue_id: int, *, removed: bool = False) -> Whole | None:
    """Return one dialogue; None if it is not here (any more). With `removed` also one that was taken out."""
    mine = (Dialogue.workspace_id == workspace_id, Dialogue.id == dialogue_id)
    here = () if removed else (Dialogue.removed_at.is_(None),)
    row = session.scalar(select(Dialogue).where(*mine, *here))
    if row is None:
        return None
    step = session.get(Occurrence, row.occurrence_id) if row.occurrence_id else None
    spoken = Spoken(row, participants(session, workspace_id, [row.id]).get(row.id, ()), step)
    sides = select(Counterpart).where(Counterpart.workspace_id == workspace_id, Counterpart.dialogue_id == row.id)
    found = session.scalars(sides.order_by(Counterpart.id)).all()
    people = [session.get_one(Person, each.person_id) for each in found if each.person_id]
    others = [session.get_one(Organisation, each.organisation_id) for each in found if each.organisation_id]
    return Whole(spoken, (*people, *others))


def newest(session: Session, workspace_id: int, limit: int) -> list[tuple[Dialogue, tuple[str, ...]]]:
    """Return the newest dialogues with the names of those they were with, the people first."""
    mine = (Dialogue.workspace_id == workspace_id, Dialogue.removed_at.is_(None))
    query = select(Dialogue).where(*mine).order_by(Dialogue.day.desc(), Dialogue.id.desc()).limit(limit)
    found = session.scalars(query).all()
    sides: dict[int, list[str]] = defaultdict(list)
    for table, of_side in ((Person, Counterpart.person_id), (Organisation, Counterpart.organisation_id)):
        names = (
            select(Counterpart.dialogue_id, table.name)
            .join(table, table.id == of_side)
            .where(
                Counterpart.workspace_id == workspace_id,
                table.workspace_id == workspace_id,
                Counterpart.dialogue_id.in_([each.id for each in found]),
            )
        )
        for dialogue_id, name in session.execute(names.order_by(Counterpart.id)):
            sides[dialogue_id].append(name)
    return [(each, tuple(sides[each.id])) for each in found if sides[each.id]]


def participants(session: Session, workspace_id: int, dialogue_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Return who of ours took part in dialogues, by the dialogues' ids."""
    mine = (Participant.workspace_id == workspace_id, Participant.dialogue_id.in_(dialogue_ids))
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for dialogue_id, user_id in session.execute(
        select(Participant.dialogue_id, Participant.user_id).where(*mine).order_by(Participant.id)
    ):
        found[dialogue_id] += (user_id,)
    return found


def recent_contacts(
    session: Session, row: Person | Organisation, user_id: str, theme: str | None, today: date
) -> Sequence[PastContact]:
    """Return who of ours, other than `user_id`, spoke with them in the last 14 days, or plans to; the same theme first.

    «Per snakket med henne for 3 dager siden om det samme.» `today` is the local day.
    """
    where = Counterpart.person_id == row.id if isinstance(row, Person) else Counterpart.organisation_id == row.id
    query = (
        select(Participant.user_id, Dialogue.day, Dialogue.theme, Dialogue.planned)
        .join(Dialogue, Dialogue.id == Participant.dialogue_id)
        .join(Counterpart, Counterpart.dialogue_id == Dialogue.id)
        .where(Dialogue.workspace_id == row.workspace_id, Dialogue.removed_at.is_(None), where)
        .where(Participant.user_id != user_id, or_(Dialogue.planned.is_(False), Dialogue.day >= today))
        .where(Counterpart.day >= today - RECENT)
        .order_by(Dialogue.day.desc(), Dialogue.id.desc())
    )
    found = [
        PastContact(who, day, about, planned, theme is not None and about == theme)
        for who, day, about, planned in session.execute(query)
    ]
    newest = {each.user_id: each for each in sorted(found, key=lambda each: (each.same, each.day))}
    return sorted(newest.values(), key=lambda each: (each.same, each.day), reverse=True)
