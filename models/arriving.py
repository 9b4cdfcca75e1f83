"""What every request begins with: whose it is, and that it was not told before."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Insert, bindparam, select
from sqlalchemy.orm import Session

from content.frozen import frozen
from models.bulk import insert_into
from models.tables import Inbound, Workspace


@frozen
class Known:
    """A workspace, as far as every request needs to know it."""

    session: Session
    id: int
    timezone: str

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone the people of the workspace live in."""
        return ZoneInfo(self.timezone)

    def whole(self) -> Workspace:
        """Return all of it. Only as long as the session lasts."""
        return self.session.get_one(Workspace, self.id)


def first_told(session: Session, platform: str, external_id: str, key: str, now: datetime) -> Known | None:
    """Remember that the platform told the workspace it knows by that id this, under its key; return the workspace.

    None where that was told before, or the workspace is not ours. One statement does it all, since every request
    begins with it; reading the whole workspace would take longer than most answers.
    """
    connection = session.connection()
    told = {"platform": platform, "external_id": external_id, "key": key, "at": now}
    found = connection.execute(_first_told(connection.dialect.name), told).first()
    return Known(session, *found) if found else None


@lru_cache
def _first_told(dialect: str) -> Insert:
    ours, inbound = Workspace.metadata.tables["workspace"].columns, Inbound.metadata.tables["inbound"]
    columns = inbound.columns
    told = (bindparam("key", type_=columns["key"].type), bindparam("at", type_=columns["received_at"].type))
    is_it = (ours["platform"] == bindparam("platform"), ours["external_id"] == bindparam("external_id"))
    rows = select(ours["id"], *told).where(*is_it)
    zone = select(ours["timezone"]).where(*is_it).scalar_subquery()
    names = ["workspace_id", "key", "received_at"]
    new = insert_into(dialect, inbound).from_select(names, rows, include_defaults=False).on_conflict_do_nothing()
    told_first: Insert = new.returning(columns["workspace_id"], zone)
    return told_first
