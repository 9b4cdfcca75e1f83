"""The colleagues who want the week's digest by e-mail, each at one address of their own choice."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.mail.addresses import mail_address, mail_destination
from models.tables import MailAddress
from models.workspace import workspaces
from models.workspace.contacts import ContactRole, kept_role


class AddressTakenError(ValueError):
    """The address is another colleague's, or its person wants no more messages."""


def digest_address(session: Session, workspace_id: int, user_id: str) -> MailAddress | None:
    """Return where a colleague gets the digest; None if they do not."""
    mine = (MailAddress.workspace_id == workspace_id, MailAddress.user_id == user_id, MailAddress.stopped_at.is_(None))
    return session.scalars(select(MailAddress).where(*mine).order_by(MailAddress.id)).first()


def choose_digest(session: Session, workspace_id: int, user_id: str, address: str, now: datetime) -> None:
    """Send a colleague the digest at an address, and at no other. Raises `BadAddressError` and `AddressTakenError`."""
    place = mail_destination(session, workspace_id, address, now)
    row = mail_address(session, workspace_id, place.address)
    if row is None or row.user_id not in {None, user_id} or (row.stopped_at is not None and row.user_id is None):
        raise AddressTakenError
    end_digest(session, workspace_id, user_id)
    row.user_id, row.stopped_at = user_id, None
    session.flush()
    workspaces.turn_on(session, workspace_id, [row.reference])


def end_digest(session: Session, workspace_id: int, user_id: str) -> bool:
    """Send a colleague no digest by e-mail; False if they got none."""
    mine = (MailAddress.workspace_id == workspace_id, MailAddress.user_id == user_id)
    rows = session.scalars(select(MailAddress).where(*mine)).all()
    for row in rows:
        row.user_id = None if row.stopped_at is None else row.user_id
    session.flush()
    return any(row.stopped_at is None for row in rows)


def digest_references(session: Session, workspace_id: int) -> Sequence[str]:
    """Return the references of the addresses that get the digest: of those who are colleagues still."""
    query = select(MailAddress.reference, MailAddress.user_id).where(
        MailAddress.workspace_id == workspace_id, MailAddress.user_id.is_not(None), MailAddress.stopped_at.is_(None)
    )
    rows = session.execute(query.order_by(MailAddress.id))
    return [reference for reference, user_id in rows if user_id and _is_ours(session, workspace_id, user_id)]


def with_digest_by_mail(session: Session, workspaces_: Collection[int]) -> set[int]:
    """Return those of some workspaces, by id, in which somebody gets the digest by e-mail."""
    query = select(MailAddress.workspace_id).where(
        in_list(MailAddress.workspace_id, "workspaces"), MailAddress.user_id.is_not(None)
    )
    return set(session.scalars(query, {"workspaces": sorted(workspaces_)}))


def _is_ours(session: Session, workspace_id: int, user_id: str) -> bool:
    role, has_left = kept_role(session, workspace_id, user_id)
    return not has_left and role in {None, ContactRole.COLLEAGUE}
