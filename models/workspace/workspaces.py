"""Finding workspaces and destinations."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, exists, not_, select, union, update
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.tables import Destination, Preference, Workspace

BY_EXTERNAL = select(Workspace).where(
    Workspace.platform == bindparam("platform"), Workspace.external_id == bindparam("external_id")
)
"""Built once: every request begins with it."""


def by_external(session: Session, platform: str, external_id: str) -> Workspace | None:
    """Return the workspace by the platform's id."""
    return session.scalar(BY_EXTERNAL, {"platform": platform, "external_id": external_id})


TEMPLATE = "mal"
"""`Workspace.pack` of a workspace that starts from the neutral template."""


def get_or_create(session: Session, platform: str, external_id: str, name: str, pack: str | None = None) -> Workspace:
    """Return the workspace by the platform's id, created with that name if it is new; a new one starts from `pack`."""
    found = by_external(session, platform, external_id)
    if found:
        return found
    insert_new(session, Workspace, [{"platform": platform, "external_id": external_id, "name": name, "pack": pack}])
    return session.scalars(BY_EXTERNAL, {"platform": platform, "external_id": external_id}).one()


def lock(session: Session, workspace_id: int) -> Workspace | None:
    """Return a workspace as it is stored now, locked against changes; None if it does not exist any more.

    Locked with NO KEY UPDATE: every request begins with a row that refers to the workspace, which locks its key, so
    that two requests of one workspace that each wanted the key for themselves would wait for each other.
    """
    query = select(Workspace).where(Workspace.id == workspace_id).with_for_update(key_share=True)
    return session.scalar(query.execution_options(populate_existing=True))


def destination(session: Session, workspace_id: int, kind: str, address: str) -> Destination:
    """Return the workspace's destination at that address (`kind`: `kanal` or `person`), created if it is new."""
    wanted = {"workspace": workspace_id, "address": address}
    found = session.scalar(DESTINATION, wanted)
    if found:
        return found
    insert_new(session, Destination, [{"workspace_id": workspace_id, "kind": kind, "address": address}])
    return session.scalars(DESTINATION, wanted).one()


def note_external(session: Session, workspace_id: int, address: str, is_external: bool) -> None:
    """Store whether people of other organisations read the channel at that address."""
    destination(session, workspace_id, "kanal", address).is_external = is_external


def said_of(session: Session, workspace_id: int, address: str) -> bool | None:
    """Return whether people of other organisations read the channel at that address; None if nobody has said."""
    mine = (Destination.workspace_id == workspace_id, Destination.address == address)
    return session.scalar(select(Destination.is_external).where(*mine))


def is_read_outside(session: Session, workspace_id: int, address: str) -> bool:
    """Return True if people of other organisations read the channel at that address, as far as anybody has said."""
    return said_of(session, workspace_id, address) is True


def unasked_channels(session: Session, platform: str) -> list[tuple[str, str]]:
    """Return the chosen channels on a platform of which nobody has said whether outsiders read them.

    Each as the platform's ids of its workspace and of itself.
    """
    here = (Workspace.platform == platform, Workspace.removed_at.is_(None))
    chosen = union(
        select(Workspace.id, Workspace.external_id, Workspace.shared_channel.label("channel")).where(*here),
        select(Workspace.id, Workspace.external_id, Workspace.media_channel).where(*here),
        select(Workspace.id, Workspace.external_id, Preference.channel)
        .join(Preference, Preference.workspace_id == Workspace.id)
        .where(*here),
    ).subquery()
    asked = exists().where(
        Destination.workspace_id == chosen.c.id,
        Destination.address == chosen.c.channel,
        Destination.is_external.is_not(None),
    )
    query = select(chosen.c.external_id, chosen.c.channel).where(chosen.c.channel.is_not(None), not_(asked))
    return [(team, channel) for team, channel in session.execute(query.order_by(chosen.c.id, chosen.c.channel))]


def look_soon(session: Session, workspace_id: int, now: datetime) -> None:
    """Have the next round plan what is due in a workspace, which might not be looked at for hours otherwise."""
    later = (Workspace.id == workspace_id, Workspace.plan_after > now)
    session.execute(update(Workspace).where(*later).values(plan_after=now))


def turn_on(session: Session, workspace_id: int, addresses: Collection[str]) -> None:
    """Turn on the destinations at some addresses that were turned off, so that they are tried again at once."""
    these = (Destination.workspace_id == workspace_id, Destination.address.in_(addresses))
    session.execute(update(Destination).where(*these).values(off_since=None, off_reason=None, off_until=None))


DESTINATION = select(Destination).where(
    Destination.workspace_id == bindparam("workspace"), Destination.address == bindparam("address")
)
