"""The roles of people over time: members of a committee for a party, officials, editors."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.occurrences.changes import GoneError
from models.register import edits, postings
from models.register.kinds import WITH_PARTY
from models.register.saving import local_day
from models.tables import Edit, Organisation, Person, Role


class PartyWithoutPoliticianError(Exception):
    """A party is only stored for people who are elected, or work or stand for one (GDPR, article 9)."""


@dataclass(frozen=True)
class NewRole:
    """A role. `kind` is a name of `kinds.ROLES`, `party` a short form (`Ap`); days are included."""

    kind: str
    title: str | None = None
    body: str | None = None
    party: str | None = None
    organisation_id: int | None = None
    municipality: str | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True)
class HeldRole:
    """A role somebody has, with the organisation it is in, if one is named."""

    role: Role
    organisation: Organisation | None


def add(session: Session, workspace_id: int, person_id: int, new: NewRole, edit: Edit) -> Role:
    """Add a role to a person, as part of an edit.

    Raises:
        GoneError: the person or the organisation is not here (any more).
        PartyWithoutPoliticianError: a party is given for somebody whose party must not be stored.
    """
    if new.party and new.kind not in WITH_PARTY:
        raise PartyWithoutPoliticianError
    if edits.locked(session, Person, workspace_id, person_id) is None or not _is_here(session, workspace_id, new):
        raise GoneError
    row = Role(
        workspace_id=workspace_id,
        person_id=person_id,
        organisation_id=new.organisation_id,
        kind=new.kind,
        title=new.title or None,
        body=new.body or None,
        party=new.party or None,
        municipality=new.municipality,
        from_on=new.from_on,
        to_on=new.to_on,
    )
    edits.added(session, edit, row)
    postings.write(session, workspace_id, [person_id], (), local_day(session, workspace_id, edit.at))
    return row


def end(session: Session, workspace_id: int, role_id: int, last: date, edit: Edit) -> Role:
    """End a role with `last`, that day included.

    Raises:
        GoneError: there is no such role here.
    """
    row = session.scalar(select(Role).where(Role.workspace_id == workspace_id, Role.id == role_id).with_for_update())
    if row is None:
        raise GoneError
    edits.changed(session, edit, row, {"to_on": last})
    postings.write(session, workspace_id, [row.person_id], (), local_day(session, workspace_id, edit.at))
    return row


def roles(
    session: Session, workspace_id: int, person_ids: Sequence[int], today: date
) -> Mapping[int, Sequence[HeldRole]]:
    """Return people's roles, by their ids: current ones at `today` first, then those that ended last."""
    query = (
        select(Role, Organisation)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.workspace_id == workspace_id, Role.person_id.in_(person_ids))
    )
    found: dict[int, list[HeldRole]] = defaultdict(list)
    for role, organisation in session.execute(query.order_by(Role.id)):
        found[role.person_id].append(HeldRole(role, organisation))
    for held in found.values():
        held.sort(key=lambda each: _ended(each.role, today), reverse=True)
    return found


def in_organisation(session: Session, workspace_id: int, organisation_id: int, today: date) -> Sequence[Person]:
    """Return those who have a role there at `today`, by tier and name."""
    query = (
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Person.workspace_id == workspace_id, Person.removed_at.is_(None))
        .where(Role.organisation_id == organisation_id, or_(Role.to_on.is_(None), Role.to_on >= today))
    )
    return session.scalars(query.distinct().order_by(Person.tier, Person.folded, Person.id)).all()


def _ended(role: Role, today: date) -> date:
    return date.max if role.to_on is None or role.to_on >= today else role.to_on


def _is_here(session: Session, workspace_id: int, new: NewRole) -> bool:
    if new.organisation_id is None:
        return True
    mine = (Organisation.workspace_id == workspace_id, Organisation.id == new.organisation_id)
    return session.scalar(select(Organisation.id).where(*mine, Organisation.removed_at.is_(None))) is not None
