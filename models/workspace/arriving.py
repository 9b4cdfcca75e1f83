"""The first step of every request: its workspace, person and place, and whether the platform has sent it before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from models.db.upsert import insert_new
from models.tables import Contact, Destination, Inbound, Workspace


@dataclass(frozen=True)
class Caller:
    """The workspace of a request, and what is stored about its person and place."""

    workspace: Workspace
    role: str | None = None
    """A value of `models.workspace.contacts.ContactRole`; None if nothing is stored."""
    has_left: bool = False
    """Whether the platform says that the account was deactivated."""
    is_external: bool | None = None
    """Whether people of other organisations read the place; None if the platform has not said."""


CALLER = (
    select(Workspace, Contact.role, Contact.left_at, Destination.is_external)
    .outerjoin(Contact, and_(Contact.workspace_id == Workspace.id, Contact.address == bindparam("person")))
    .outerjoin(Destination, and_(Destination.workspace_id == Workspace.id, Destination.address == bindparam("place")))
    .where(Workspace.platform == bindparam("platform"), Workspace.external_id == bindparam("external_id"))
)


def first_received(
    session: Session, platform: str, external_id: str, key: str, now: datetime, person: str = "", place: str = ""
) -> Caller | None:
    """Store the key of a request, and return its caller; None if it came before, or the workspace is unknown.

    `external_id`, `person` and `place` are the platform's ids of the workspace, the asker and the conversation.
    """
    ids = {"platform": platform, "external_id": external_id, "person": person, "place": place}
    found = session.execute(CALLER, ids).first()
    if found is None:
        return None
    workspace, role, left_at, is_external = found
    if not insert_new(session, Inbound, [{"workspace_id": workspace.id, "key": key, "received_at": now}]):
        return None
    return Caller(workspace, role, left_at is not None, is_external)
