"""The e-mail addresses of a workspace, and the destinations that name them.

A destination of the kind `epost` has the short reference of an address, which never changes. It has people of other
organisations as readers, so what is composed for it is what may be handed out.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from dateutil.relativedelta import relativedelta
from sqlalchemy import CursorResult, Select, and_, select, update
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.mail.written import written
from models.tables import Destination, MailAddress
from models.workspace import workspaces
from models.workspace.outgoing import MAIL

BEGINS = "epost-"
"""How every reference begins: no id of a chat does."""
KEPT = relativedelta(years=2)
"""How long an address is kept after the last message to it, if no colleague has chosen it and nobody has stopped it."""
STOPPED = "mottakeren vil ikke ha e-post fra oss"
NOT_KNOWN = "adressen er slettet"
LONGEST_REASON = 200


class MailState(NamedTuple):
    """An address and whether it is written to: `off_reason` says why it does not work; None if it does, as far as we know."""

    reference: str
    address: str
    stopped_at: datetime | None
    off_since: datetime | None
    off_reason: str | None

    @property
    def is_broken(self) -> bool:
        """Return True if messages do not arrive there, and its person has not stopped them."""
        return self.stopped_at is None and self.off_since is not None

    @property
    def is_open(self) -> bool:
        """Return True if it may be written to."""
        return self.stopped_at is None and self.off_since is None


def is_reference(address: str) -> bool:
    """Return True if the address of a destination is the reference of an e-mail address."""
    return address.startswith(BEGINS)


def mail_destination(session: Session, workspace_id: int, address: str, now: datetime) -> Destination:
    """Return the destination of an e-mail address, created if it is new. Raises `BadAddressError`."""
    reference = _row(session, workspace_id, written(address), now).reference
    place = {"workspace_id": workspace_id, "kind": MAIL, "address": reference, "is_external": True}
    insert_new(session, Destination, [place])
    mine = (Destination.workspace_id == workspace_id, Destination.address == reference)
    return session.scalars(select(Destination).where(*mine)).one()


def _row(session: Session, workspace_id: int, address: str, now: datetime) -> MailAddress:
    mine = select(MailAddress).where(MailAddress.workspace_id == workspace_id, MailAddress.address == address)
    if found := session.scalar(mine):
        return found
    new = {
        "workspace_id": workspace_id,
        "reference": BEGINS + secrets.token_hex(12),
        "address": address,
        "token": secrets.token_urlsafe(24),
        "created_at": now,
    }
    insert_new(session, MailAddress, [new])
    return session.scalars(mine).one()


def mail_address(session: Session, workspace_id: int, reference: str) -> MailAddress | None:
    """Return the address of a reference; None if it is deleted."""
    mine = (MailAddress.workspace_id == workspace_id, MailAddress.reference == reference)
    return session.scalar(select(MailAddress).where(*mine))


def by_token(session: Session, token: str) -> MailAddress | None:
    """Return the address whose person a link belongs to, in whatever workspace; None if it is nobody's."""
    return session.scalar(select(MailAddress).where(MailAddress.token == token))


def mail_states(session: Session, workspace_id: int, references: Collection[str]) -> dict[str, MailState]:
    """Return those of some references that are not deleted, by reference."""
    query = _states(workspace_id).where(in_list(MailAddress.reference, "references"))
    found = map(_state, session.execute(query, {"references": sorted(references)}))
    return {each.reference: each for each in found}


def mail_state(session: Session, workspace_id: int, address: str) -> MailState | None:
    """Return what is known of an e-mail address; None if nothing was sent there. Raises `BadAddressError`."""
    row = session.execute(_states(workspace_id).where(MailAddress.address == written(address))).first()
    return _state(row) if row else None


def closed_addresses(session: Session, workspace_id: int) -> Sequence[MailState]:
    """Return the addresses that do not work, or whose people want no more, by address."""
    closed = MailAddress.stopped_at.is_not(None) | Destination.off_since.is_not(None)
    rows = session.execute(_states(workspace_id).where(closed).order_by(MailAddress.address))
    return [_state(row) for row in rows]


def turn_off(session: Session, workspace_id: int, reference: str, reason: str, now: datetime) -> bool:
    """Write no more to an address that does not work; False if it was off before, or is not known."""
    return _close(session, workspace_id, reference, reason, now)


def work_again(session: Session, workspace_id: int, reference: str) -> bool:
    """Write to an address again: somebody says that it works. False if its person wants no more messages."""
    row = mail_address(session, workspace_id, reference)
    if row is None or row.stopped_at is not None:
        return False
    workspaces.turn_on(session, workspace_id, [reference])
    return True


def stop(session: Session, workspace_id: int, reference: str, now: datetime) -> None:
    """Write no more to an address whose person wants no more messages, the week's digest among them."""
    row = mail_address(session, workspace_id, reference)
    if row is not None:
        row.stopped_at = row.stopped_at or now
        _close(session, workspace_id, reference, STOPPED, now)


def _close(session: Session, workspace_id: int, reference: str, reason: str, now: datetime) -> bool:
    mine = (
        Destination.workspace_id == workspace_id,
        Destination.address == reference,
        Destination.off_since.is_(None),
    )
    values = {"off_since": now, "off_reason": reason[:LONGEST_REASON], "off_until": None}
    changed = session.execute(update(Destination).where(*mine).values(**values))
    return cast("CursorResult[Any]", changed).rowcount > 0


def _state(row: Any) -> MailState:
    return MailState(*row)


def _states(workspace_id: int) -> Select[str, str, datetime | None, datetime | None, str | None]:
    same = and_(Destination.workspace_id == MailAddress.workspace_id, Destination.address == MailAddress.reference)
    return (
        select(
            MailAddress.reference,
            MailAddress.address,
            MailAddress.stopped_at,
            Destination.off_since,
            Destination.off_reason,
        )
        .outerjoin(Destination, same)
        .where(MailAddress.workspace_id == workspace_id)
    )
