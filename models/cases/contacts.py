"""People and firms outside who agreed to be contacted about a case, until a day. Days are local to the workspace."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from models.cases.followers import ensure_here
from models.db.in_list import in_list
from models.tables import CaseContact, PolicyCase

MOST = 12
"""The most contacts of one case: it is a short list."""
ASKED_BEFORE = timedelta(days=14)
"""How long before a consent ends the one who asked is reminded."""
LONGEST = timedelta(days=2 * 366)
"""How long a consent may be for."""


class TooManyContactsError(Exception):
    """A case has as many contacts as it may (`MOST`)."""


@dataclass(frozen=True)
class NewContact:
    """Who agreed, how they are reached, what they can say, who of ours asked, and the first and last day of the consent."""

    name: str
    firm: str
    reached: str
    says: str
    asked_by: str
    asked_on: date
    until: date


def contacts_of(session: Session, workspace_id: int, case_id: int, today: date) -> list[CaseContact]:
    """Return the contacts of a case whose consent lasts, in the order they were added."""
    query = select(CaseContact).where(
        CaseContact.workspace_id == workspace_id, CaseContact.case_id == case_id, CaseContact.until >= today
    )
    return list(session.scalars(query.order_by(CaseContact.id)))


def contact_by_id(session: Session, workspace_id: int, contact_id: int, today: date) -> CaseContact | None:
    """Return a contact whose consent lasts."""
    wanted = (CaseContact.workspace_id == workspace_id, CaseContact.id == contact_id, CaseContact.until >= today)
    return session.scalar(select(CaseContact).where(*wanted))


def add_contact(
    session: Session, workspace_id: int, case_id: int, new: NewContact, user_id: str, now: datetime
) -> CaseContact:
    """Add a contact.

    Raises:
        GoneCaseError: the case is not here.
        TooManyContactsError: the list is full.
    """
    ensure_here(session, workspace_id, case_id)
    if len(contacts_of(session, workspace_id, case_id, new.asked_on)) >= MOST:
        raise TooManyContactsError
    row = CaseContact(
        workspace_id=workspace_id, case_id=case_id, name=new.name, firm=new.firm, reached=new.reached, says=new.says,
        asked_by=new.asked_by, asked_on=new.asked_on, until=new.until, created_by=user_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def asked_again(
    session: Session, workspace_id: int, contact_id: int, user_id: str, until: date, today: date
) -> CaseContact | None:
    """Note that somebody was asked again and agreed until another day; None if the contact is gone."""
    row = contact_by_id(session, workspace_id, contact_id, today)
    if row is not None:
        row.asked_by, row.asked_on, row.until = user_id, today, until
        session.flush()
    return row


def delete_contact(session: Session, workspace_id: int, contact_id: int) -> None:
    """Delete a contact."""
    session.execute(delete(CaseContact).where(CaseContact.workspace_id == workspace_id, CaseContact.id == contact_id))


def ending_soon(session: Session, workspace_id: int, day: date) -> list[tuple[CaseContact, PolicyCase]]:
    """Return the contacts whose consent ends within `ASKED_BEFORE` of a day, with their cases.

    One that is shorter than twice that ends soon when half of it is left.
    """
    query = (
        select(CaseContact, PolicyCase)
        .join(PolicyCase, PolicyCase.id == CaseContact.case_id)
        .where(
            CaseContact.workspace_id == workspace_id,
            PolicyCase.workspace_id == workspace_id,
            CaseContact.until >= day,
            CaseContact.until <= day + ASKED_BEFORE,
        )
        .order_by(CaseContact.until, CaseContact.id)
    )
    found = [(contact, case) for contact, case in session.execute(query)]
    return [each for each in found if each[0].until - day <= (each[0].until - each[0].asked_on) / 2]


def with_contacts(session: Session, workspaces: Collection[int]) -> set[int]:
    """Return those of some workspaces, by id, where somebody agreed to be contacted."""
    query = select(CaseContact.workspace_id).where(in_list(CaseContact.workspace_id, "workspaces"))
    return set(session.scalars(query.distinct(), {"workspaces": list(workspaces)}))


def expired(now: datetime) -> ColumnElement[bool]:
    """Return the condition for the rows to delete: the last day is over in every zone."""
    return CaseContact.until < (now - timedelta(hours=12)).date()
