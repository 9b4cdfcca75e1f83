"""The members of the Storting beside the register: who of them we know, and who we have met since a day.

The public list and the register are two things. Somebody of the list is taken for a person of the register by the name,
unless the person has the role of another party.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.official.members import short_party
from models.register.words import folded_name
from models.tables import Counterpart, Dialogue, OfficialMember, Person, Role


@dataclass(frozen=True)
class KnownMember:
    """A representative, with the id of the person of the register it is, and the last day we met since the day asked of."""

    member: OfficialMember
    person_id: int | None = None
    met_on: date | None = None


def known_members(
    session: Session, workspace_id: int, members: Sequence[OfficialMember], since: date
) -> list[KnownMember]:
    """Return some representatives with what the register has of each. Planned dialogues are no meetings yet."""
    by_name = _people(session, workspace_id, {folded_name(each.name) for each in members})
    parties = _parties(session, workspace_id, [number for several in by_name.values() for number in several])
    same = {
        each.number: [
            person
            for person in by_name.get(folded_name(each.name), ())
            if not parties[person] or short_party(each) in parties[person]
        ]
        for each in members
    }
    met = _met(session, workspace_id, [person for several in same.values() for person in several], since)
    return [_known(each, same[each.number], met) for each in members]


def _known(member: OfficialMember, people: Sequence[int], met: Mapping[int, date]) -> KnownMember:
    days = [(met[person], person) for person in people if person in met]
    if days:
        day, person = max(days)
        return KnownMember(member, person, day)
    return KnownMember(member, people[0] if people else None)


def _people(session: Session, workspace_id: int, names: Collection[str]) -> Mapping[str, list[int]]:
    query = select(Person.folded, Person.id).where(
        Person.workspace_id == workspace_id, Person.removed_at.is_(None), in_list(Person.folded, "names")
    )
    found: dict[str, list[int]] = defaultdict(list)
    for folded, person_id in session.execute(query.order_by(Person.id), {"names": sorted(names)}):
        found[folded].append(person_id)
    return found


def _parties(session: Session, workspace_id: int, people: Sequence[int]) -> Mapping[int, set[str]]:
    query = select(Role.person_id, Role.party).where(
        Role.workspace_id == workspace_id, Role.party.is_not(None), in_list(Role.person_id, "people")
    )
    found: dict[int, set[str]] = defaultdict(set)
    for person_id, party in session.execute(query, {"people": list(people)}):
        found[person_id].add(party or "")
    return found


def _met(session: Session, workspace_id: int, people: Sequence[int], since: date) -> Mapping[int, date]:
    """Return the last day since one on which we talked with each of some people."""
    query = (
        select(Counterpart.person_id, func.max(Dialogue.day))
        .join(Dialogue, Dialogue.id == Counterpart.dialogue_id)
        .where(
            Counterpart.workspace_id == workspace_id,
            Dialogue.workspace_id == workspace_id,
            in_list(Counterpart.person_id, "people"),
            Dialogue.day >= since,
            Dialogue.planned.is_(False),
            Dialogue.removed_at.is_(None),
        )
        .group_by(Counterpart.person_id)
    )
    return {person_id: day for person_id, day in session.execute(query, {"people": list(people)}) if person_id}
