"""Changing the members: what is known of one, who has which function, and those who leave. All of it can be undone as an edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from content.folding import fold
from models.members.functions import FUNCTIONS
from models.members.members import MemberRow
from models.register import edits, organisations, people, postings, roles
from models.register.kinds import WITH_PARTY
from models.register.organisations import NewOrganisation
from models.register.people import NewPerson
from models.register.roles import NewRole
from models.register.saving import local_day
from models.tables import Edit, Member, MemberContact, Organisation, Person, Role, Workspace

EDIT = "medlem"
"""`Edit.what` of a change of the members."""
CHANGEABLE = ("name", "region", "joined", "language", "recipient")
"""The columns of a member that people edit."""


@dataclass(frozen=True)
class WantedHolder:
    """Somebody who has a function for a member. `person_id` is 0 for a person who is not in the register.

    Empty texts say nothing: they change nothing of a known person.
    """

    function: str
    name: str
    person_id: int = 0
    email: str = ""
    phone: str = ""
    party: str = ""


def municipality_name(name: str) -> str:
    """Return what a municipality is called as an organisation: «Lillestrøm kommune»."""
    return name if name.casefold().endswith("kommune") else f"{name} kommune"


def lock_members(session: Session, workspace_id: int) -> None:
    """Wait for others who change the members of a workspace, until the transaction ends."""
    session.execute(select(Workspace.id).where(Workspace.id == workspace_id).with_for_update())


def save_member(session: Session, workspace_id: int, known: MemberRow, wanted: Mapping[str, Any], edit: Edit) -> bool:
    """Store what people say of a member, known before or new; return False if that changes nothing.

    `wanted` has columns of `CHANGEABLE`. A member of the content pack gets a row of its own, with what the pack says else.

    Raises:
        ValueError: a column is not one that people edit.
    """
    if strange := set(wanted) - set(CHANGEABLE):
        message = f"not written by people: {', '.join(sorted(strange))}"
        raise ValueError(message)
    row = _row(session, workspace_id, known.number)
    if row is not None:
        values = {**wanted, **({"removed_at": None} if row.removed_at else {})}
        if all(getattr(row, name) == value for name, value in values.items()):
            return False
        return edits.changed(session, edit, row, {**values, "changed_at": edit.at})
    values = {name: getattr(known, name) for name in CHANGEABLE} | dict(wanted)
    times = {"created_at": edit.at, "changed_at": edit.at}
    edits.added(
        session,
        edit,
        Member(workspace_id=workspace_id, number=known.number, created_by=edit.user_id, **values, **times),
    )
    return True


def remove_member(session: Session, workspace_id: int, known: MemberRow, edit: Edit) -> None:
    """Record that a municipality is no longer a member, and end its people's functions for it."""
    today = local_day(session, workspace_id, edit.at)
    save_member(session, workspace_id, known, {}, edit)
    row = _row(session, workspace_id, known.number)
    if row is not None:
        edits.changed(session, edit, row, {"removed_at": edit.at, "changed_at": edit.at})
    for contact in _current(session, workspace_id, known.number, today):
        _end_contact(session, contact, today, edit)


def renumber_member(session: Session, workspace_id: int, known: MemberRow, number: str, name: str, edit: Edit) -> None:
    """Move a member, and its people, to the number that the municipality has got after a merger or a new county."""
    save_member(session, workspace_id, MemberRow(number, name), {**_said(known), "name": name}, edit)
    contacts = select(MemberContact).where(
        MemberContact.workspace_id == workspace_id, MemberContact.number == known.number
    )
    for contact in session.scalars(contacts.order_by(MemberContact.id).with_for_update()).all():
        edits.changed(session, edit, contact, {"number": number})
    remove_member(session, workspace_id, known, edit)


def set_holder(
    session: Session, workspace_id: int, known: MemberRow, wanted: WantedHolder, edit: Edit, source: str
) -> int:
    """Give a person a function for a member, and end it for others who have it; return the person's id.

    The person is added to the register with `source`, or gets the e-mail address and the phone number that are given. The role in
    the register follows: the old one's ends the day before.
    """
    today = local_day(session, workspace_id, edit.at)
    person = _person(session, workspace_id, known, wanted, edit, source)
    current = [
        each for each in _current(session, workspace_id, known.number, today) if each.function == wanted.function
    ]
    others = [each for each in current if each.person_id != person.id]
    for contact in others:
        _end_contact(session, contact, today, edit)
    if len(others) == len(current):
        contact = MemberContact(
            workspace_id=workspace_id, number=known.number, person_id=person.id, function=wanted.function,
            from_on=today if others else None, created_by=edit.user_id, created_at=edit.at,
        )  # fmt: skip
        edits.added(session, edit, contact)
    _give_role(session, person, known, wanted, today if others else None, edit)
    return person.id


def end_holder(session: Session, workspace_id: int, contact_id: int, edit: Edit) -> bool:
    """End somebody's function for a member from today; return False if it is not there (any more)."""
    today = local_day(session, workspace_id, edit.at)
    mine = (MemberContact.workspace_id == workspace_id, MemberContact.id == contact_id)
    contact = session.scalar(select(MemberContact).where(*mine).with_for_update())
    if contact is None or (contact.to_on is not None and contact.to_on < today):
        return False
    _end_contact(session, contact, today, edit)
    return True


def _said(known: MemberRow) -> dict[str, Any]:
    return {name: getattr(known, name) for name in CHANGEABLE}


def _row(session: Session, workspace_id: int, number: str) -> Member | None:
    mine = (Member.workspace_id == workspace_id, Member.number == number)
    return session.scalar(select(Member).where(*mine).with_for_update())


def _current(session: Session, workspace_id: int, number: str, today: date) -> list[MemberContact]:
    query = select(MemberContact).where(
        MemberContact.workspace_id == workspace_id,
        MemberContact.number == number,
        or_(MemberContact.to_on.is_(None), MemberContact.to_on >= today),
    )
    return [*session.scalars(query.order_by(MemberContact.id).with_for_update())]


def _person(
    session: Session, workspace_id: int, known: MemberRow, wanted: WantedHolder, edit: Edit, source: str
) -> Person:
    row = edits.locked(session, Person, workspace_id, wanted.person_id) if wanted.person_id else None
    if row is None:
        new = NewPerson(
            wanted.name, source, municipality=known.number, email=wanted.email or None, phone=wanted.phone or None
        )
        return people.add(session, workspace_id, new, edit)
    given = {"email": wanted.email, "phone": wanted.phone, "municipality": "" if row.municipality else known.number}
    edits.changed(session, edit, row, {name: value for name, value in given.items() if value})
    return row


def _end_contact(session: Session, contact: MemberContact, today: date, edit: Edit) -> None:
    """End a function the day before, or delete it if it began today; the role of the same title there ends too."""
    yesterday = today - timedelta(days=1)
    number, person_id, function = contact.number, contact.person_id, contact.function
    if contact.from_on is not None and contact.from_on > yesterday:
        edits.deleted(session, edit, contact)
    else:
        edits.changed(session, edit, contact, {"to_on": yesterday})
    for role in _roles(session, edit.workspace_id, person_id, number, function):
        if role.from_on is not None and role.from_on > yesterday:
            edits.deleted(session, edit, role)
        else:
            edits.changed(session, edit, role, {"to_on": yesterday})
    postings.write(session, edit.workspace_id, [person_id], (), today)


def _roles(session: Session, workspace_id: int, person_id: int, number: str, function: str) -> list[Role]:
    """Return the open roles of a person that are this function for a member."""
    query = select(Role).where(
        Role.workspace_id == workspace_id,
        Role.person_id == person_id,
        Role.kind == FUNCTIONS[function].role,
        Role.to_on.is_(None),
        or_(Role.municipality.is_(None), Role.municipality == number),
    )
    title = fold(FUNCTIONS[function].name)
    return [each for each in session.scalars(query.order_by(Role.id)) if fold(each.title or "") == title]


def _give_role(
    session: Session, person: Person, known: MemberRow, wanted: WantedHolder, first: date | None, edit: Edit
) -> None:
    function = FUNCTIONS[wanted.function]
    party = wanted.party if function.role in WITH_PARTY else ""
    held = _roles(session, edit.workspace_id, person.id, known.number, wanted.function)
    if held:
        given = {"municipality": known.number, **({"party": party} if party else {})}
        edits.changed(session, edit, held[0], given)
        postings.write(session, edit.workspace_id, [person.id], (), local_day(session, edit.workspace_id, edit.at))
        return
    where = _municipality(session, edit.workspace_id, known, person.source, edit)
    title = function.name[:1].upper() + function.name[1:]
    new = NewRole(
        function.role, title, party=party or None, organisation_id=where.id, municipality=known.number, from_on=first
    )
    roles.add(session, edit.workspace_id, person.id, new, edit)


def _municipality(session: Session, workspace_id: int, known: MemberRow, source: str, edit: Edit) -> Organisation:
    """Return the municipality as an organisation of the register, which is added if it is not there."""
    name = municipality_name(known.name)
    same = [
        each for each in organisations.named(session, workspace_id, name) if each.municipality in {None, known.number}
    ]
    if same:
        return same[0]
    new = NewOrganisation(name, source, kind="kommune", municipality=known.number)
    return organisations.add(session, workspace_id, new, edit)
