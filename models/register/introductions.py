"""The best introduction: who of ours knows somebody best, or knows somebody who does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.tables import Contact, Counterpart, Dialogue, Participant, Person, Role, Tie

LATELY = timedelta(days=365)
SPOKE_LATELY, SPOKE_ONCE = 2, 1
"""The strength of a dialogue in comparison with that of a tie: within a year, and before that."""


@dataclass(frozen=True)
class Introduction:
    """Someone of ours (a platform's user id) who can make contact, and how well they know each other, 1–3.

    `last` is the last local day they spoke. If `through` is set, they know that person, who knows the one in question.
    """

    user_id: str
    strength: int
    last: date | None = None
    through: Person | None = None


def warmest(session: Session, workspace_id: int, person_ids: Sequence[int], today: date) -> Mapping[int, Introduction]:
    """Return the best introduction to people, by their ids; those without one are left out. `today` is local."""
    best = _direct(session, workspace_id, person_ids, today)
    lonely = [each for each in person_ids if each not in best]
    return {**best, **_through(session, workspace_id, lonely, today)} if lonely else best


def warmest_to_organisation(
    session: Session, workspace_id: int, organisation_id: int, today: date
) -> Introduction | None:
    """Return the best introduction to an organisation: by a dialogue with it, or by knowing somebody there."""
    there = select(Role.person_id).where(
        Role.workspace_id == workspace_id,
        Role.organisation_id == organisation_id,
        or_(Role.to_on.is_(None), Role.to_on >= today),
    )
    people = session.scalars(
        select(Person.id).where(Person.workspace_id == workspace_id, Person.removed_at.is_(None), Person.id.in_(there))
    ).all()
    query = _last_days(workspace_id).where(Counterpart.organisation_id == organisation_id)
    spoken = [_spoken(user_id, last, today) for user_id, last in session.execute(query.group_by(Participant.user_id))]
    return max((*spoken, *_direct(session, workspace_id, people, today).values()), key=_warmth, default=None)


def _direct(session: Session, workspace_id: int, person_ids: Sequence[int], today: date) -> dict[int, Introduction]:
    ways: dict[int, dict[str, Introduction]] = defaultdict(dict)
    spoken = _last_days(workspace_id).add_columns(Counterpart.person_id).where(Counterpart.person_id.in_(person_ids))
    for user_id, last, person_id in session.execute(spoken.group_by(Counterpart.person_id, Participant.user_id)):
        ways[person_id][user_id] = _spoken(user_id, last, today)
    ties = select(Tie.person_id, Tie.user_id, Tie.strength).where(
        Tie.workspace_id == workspace_id,
        Tie.person_id.in_(person_ids),
        Tie.user_id.is_not(None),
        _is_here(workspace_id, Tie.user_id),
    )
    for person_id, user_id, strength in session.execute(ties):
        known = ways[person_id].get(user_id or "")
        ways[person_id][user_id or ""] = Introduction(
            user_id or "", max(strength, known.strength if known else 0), known.last if known else None
        )
    return {person_id: _best(found.values()) for person_id, found in ways.items()}


def _through(session: Session, workspace_id: int, person_ids: Sequence[int], today: date) -> Mapping[int, Introduction]:
    """Return introductions by another person who knows both them and one of ours."""
    query = select(Tie.person_id, Tie.other_id, Tie.strength).where(
        Tie.workspace_id == workspace_id,
        Tie.other_id.is_not(None),
        or_(Tie.person_id.in_(person_ids), Tie.other_id.in_(person_ids)),
    )
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other, strength in session.execute(query):
        between[one].append((other or 0, strength))
        between[other or 0].append((one, strength))
    wanted = {other for each in person_ids for other, _ in between[each]}
    ours = _direct(session, workspace_id, sorted(wanted), today)
    people = _people(session, workspace_id, ours)
    found: dict[int, list[Introduction]] = defaultdict(list)
    for each in person_ids:
        for other, strength in between[each]:
            if other in ours and other in people:
                way = ours[other]
                found[each].append(Introduction(way.user_id, min(way.strength, strength), way.last, people[other]))
    return {person_id: _best(ways) for person_id, ways in found.items()}


def _people(session: Session, workspace_id: int, ids: Iterable[int]) -> Mapping[int, Person]:
    query = select(Person).where(Person.workspace_id == workspace_id, Person.id.in_(ids), Person.removed_at.is_(None))
    return {row.id: row for row in session.scalars(query)}


def _last_days(workspace_id: int) -> Select[str, date]:
    return (
        select(Participant.user_id, func.max(Dialogue.day))
        .join(Dialogue, Dialogue.id == Participant.dialogue_id)
        .join(Counterpart, Counterpart.dialogue_id == Dialogue.id)
        .where(Dialogue.workspace_id == workspace_id, Dialogue.planned.is_(False), Dialogue.removed_at.is_(None))
        .where(_is_here(workspace_id, Participant.user_id))
    )


def _is_here(workspace_id: int, user_id: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Return the condition for somebody of ours who has not left."""
    left = (Contact.workspace_id == workspace_id, Contact.left_at.is_not(None), Contact.address == user_id)
    return ~exists().where(*left)


def _spoken(user_id: str, last: date, today: date) -> Introduction:
    return Introduction(user_id, SPOKE_LATELY if last >= today - LATELY else SPOKE_ONCE, last)


def _best(ways: Iterable[Introduction]) -> Introduction:
    return max(ways, key=_warmth)


def _warmth(way: Introduction) -> tuple[int, date, str]:
    return way.strength, way.last or date.min, way.user_id
