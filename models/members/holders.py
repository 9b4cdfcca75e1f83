"""Finding the person in the register that a name means, for a member: two people of one name are asked about."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.members.members import MemberPerson
from models.register.words import folded_name, same_name_key
from models.tables import MemberContact, Person


def named_people(session: Session, workspace_id: int, names: Sequence[str]) -> Mapping[str, Sequence[Person]]:
    """Return the people of the register by the names they are looked for, without accents."""
    wanted = sorted({folded_name(name) for name in names if name})
    query = select(Person).where(
        Person.workspace_id == workspace_id, Person.removed_at.is_(None), in_list(Person.folded, "names")
    )
    found: dict[str, list[Person]] = {}
    for row in session.scalars(query.order_by(Person.id), {"names": wanted}):
        found.setdefault(row.folded, []).append(row)
    return found


def holders_elsewhere(
    session: Session, workspace_id: int, today: date, person_ids: Sequence[int]
) -> Mapping[int, frozenset[str]]:
    """Return the numbers of the members that people have a function for on a local day, by their ids."""
    query = select(MemberContact.person_id, MemberContact.number).where(
        MemberContact.workspace_id == workspace_id,
        in_list(MemberContact.person_id, "people"),
        or_(MemberContact.to_on.is_(None), MemberContact.to_on >= today),
    )
    found: dict[int, frozenset[str]] = {}
    for person_id, number in session.execute(query, {"people": list(person_ids)}):
        found[person_id] = found.get(person_id, frozenset()) | {number}
    return found


def person_named(
    name: str,
    number: str,
    ours: Sequence[MemberPerson],
    same_name: Sequence[Person],
    elsewhere: Mapping[int, frozenset[str]],
) -> int | Sequence[Person]:
    """Return the id of the person that a name means for a member, 0 if it is somebody new; several if that is not clear.

    `ours` are those who have a function for the member, `same_name` the people of that name, and `elsewhere` the members that these
    have functions for. Who belongs to another municipality is somebody else.
    """
    key = same_name_key(name)
    mine = next((each.person_id for each in ours if same_name_key(each.name) == key), 0)
    if mine:
        return mine
    fitting = [
        each
        for each in same_name
        if each.municipality in {None, number} and not elsewhere.get(each.id, frozenset()) - {number}
    ]
    if len(fitting) > 1:
        return fitting
    return fitting[0].id if fitting else 0
