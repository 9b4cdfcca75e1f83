"""The start of every request: its workspace, who asks and where, and that it was not received before."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Insert, bindparam, exists, select
from sqlalchemy.orm import Session

from models.db.bulk import insert_into
from models.tables import Contact, Destination, Inbound, Workspace


@dataclass(frozen=True)
class KnownWorkspace:
    """A workspace with the columns that every request needs, and what is stored about who asks and where."""

    session: Session
    id: int
    timezone: str
    role: str | None = None
    """A value of `models.workspace.contacts.ContactRole`: the stored role of who asks; None if there is none."""
    has_left: bool = False
    """Whether the platform says that the account was deactivated."""
    is_external: bool | None = None
    """Whether people of other organisations read the place; None if the platform has not said."""

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the workspace."""
        return ZoneInfo(self.timezone)

    def whole(self) -> Workspace:
        """Return the whole workspace. Only while the session is open."""
        return self.session.get_one(Workspace, self.id)


def first_received(
    session: Session, platform: str, external_id: str, key: str, now: datetime, person: str = "", place: str = ""
) -> KnownWorkspace | None:
    """Record that a workspace (by the platform's id) received a request, by its unique key; return the workspace.

    None if that was received before, or the workspace is not ours. `person` is who asks, and `place` where, by the
    platform's ids. One statement does it all, since every request begins with it; reading the whole workspace would
    take longer than most answers.
    """
    connection = session.connection()
    values = {"platform": platform, "external_id": external_id, "key": key, "at": now, "person": person, "place": place}
    found = connection.execute(_first_received(connection.dialect.name), values).first()
    return KnownWorkspace(session, *found) if found else None


@lru_cache
def _first_received(dialect: str) -> Insert:
    ours, inbound, contact, destination = (each.metadata.tables[each.__tablename__].columns for each in TABLES)
    items = (bindparam("key", type_=inbound["key"].type), bindparam("at", type_=inbound["received_at"].type))
    is_it = (ours["platform"] == bindparam("platform"), ours["external_id"] == bindparam("external_id"))
    rows = select(ours["id"], *items).where(*is_it)
    names = ["workspace_id", "key", "received_at"]
    table = Inbound.metadata.tables[Inbound.__tablename__]
    new = insert_into(dialect, table).from_select(names, rows, include_defaults=False).on_conflict_do_nothing()
    # One table in each: SQLAlchemy names columns without their tables in what SQLite returns.
    mine = select(ours["id"]).where(*is_it).scalar_subquery()
    asks = (contact["workspace_id"] == mine, contact["address"] == bindparam("person"))
    where = (destination["workspace_id"] == mine, destination["address"] == bindparam("place"))
    statement: Insert = new.returning(
        inbound["workspace_id"],
        select(ours["timezone"]).where(*is_it).scalar_subquery(),
        select(contact["role"]).where(*asks).scalar_subquery(),
        exists(select(contact["id"]).where(*asks, contact["left_at"].is_not(None))),
        select(destination["is_external"]).where(*where).scalar_subquery(),
    )
    return statement


TABLES = (Workspace, Inbound, Contact, Destination)
