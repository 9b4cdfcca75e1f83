"""Installing, removing and reinstalling the bot in a workspace. Tokens here are sealed (`models.workspace.keyring`)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from models.db.base import tables_of_workspaces
from models.db.database import Database
from models.db.in_list import one_of
from models.tables import Delivery, Destination, Workspace
from models.workspace import outgoing
from models.workspace.administrators import (
    name_from_setting,
    name_installer,
    named_administrators,
    platform_administrators,
)
from models.workspace.audit import note
from models.workspace.contacts import SeenContact, record_contacts
from models.workspace.nudge_kinds import LEADER
from models.workspace.workspaces import TEMPLATE, by_external, get_or_create, lock

KEPT = timedelta(days=30)
"""How long a workspace's data is kept after the bot was removed from it."""
AT_ONCE = 500
"""How many rows of a removed workspace are deleted in one transaction at most."""
MOST_BATCHES = 200
"""How many such transactions there are in one round at most."""
NOBODY = ""
"""Slack does not say who removed it."""
REMOVED = "appen er fjernet fra arbeidsområdet"
"""Why a nudge was skipped."""


@dataclass(frozen=True)
class Granted:
    """What an installation was granted."""

    platform: str
    external_id: str
    name: str
    token: str = field(repr=False)
    """The bot's token, sealed."""
    bot_user: str
    bot_id: str
    scopes: str
    installed_by: str


@dataclass(frozen=True)
class Installed:
    """The result of an installation."""

    workspace: Workspace
    is_new: bool
    """Whether the workspace was not known before."""
    is_administrator: bool
    """Whether the person who installed the bot is one of its named administrators."""
    has_administrator: bool
    """Whether the workspace has a named administrator."""


def install(
    session: Session, granted: Granted, now: datetime, met: Iterable[SeenContact] = (), in_setting: Collection[str] = ()
) -> Installed:
    """Add a workspace, or restore one: its data is unchanged, and what is still due is sent.

    A new one starts from the neutral template: what is in `PADRIVER_CONTENT` is another organisation's.

    `met` are people as the platform describes them now, `in_setting` those named there in `PADRIVER_ADMINS`. The
    administrators do not change. If there is none, the person who installs becomes one: in a new workspace in any
    case, in a known one only as the workspace's own administrator, since anybody may install again what others filled.
    """
    is_new = by_external(session, granted.platform, granted.external_id) is None
    found = get_or_create(session, granted.platform, granted.external_id, granted.name, TEMPLATE)
    workspace = _locked(session, found.id)
    workspace.name, workspace.token = granted.name or workspace.name, granted.token
    workspace.bot_user, workspace.bot_id, workspace.scopes = granted.bot_user, granted.bot_id, granted.scopes
    workspace.installed_at = now
    come_back(session, workspace, now)
    record_contacts(session, workspace.id, met, now)
    name_from_setting(session, workspace, in_setting)
    note(session, workspace.id, granted.installed_by, now, "installert", {}, {})
    user_id = granted.installed_by
    if is_new or user_id in platform_administrators(session, workspace):
        take_installer(session, workspace, user_id, now, is_first=is_new)
    named = named_administrators(session, workspace)
    return Installed(workspace, is_new, user_id in named, bool(named))


def take_installer(session: Session, workspace: Workspace, user_id: str, now: datetime, *, is_first: bool) -> bool:
    """Make the installer the administrator if nobody is one, and ask them once who leads the work."""
    is_named = name_installer(session, workspace, user_id, is_first=is_first)
    return is_named and ask_who_leads(session, workspace, user_id, now)


def ask_who_leads(session: Session, workspace: Workspace, user_id: str, now: datetime) -> bool:
    """Plan the question to one person now (aware); False if they were asked before."""
    return outgoing.plan(session, workspace.id, "person", user_id, LEADER, user_id, now)


def come_back(session: Session, workspace: Workspace, now: datetime) -> None:
    """Undo a removal: channels that failed are tried again, and what waited when the bot was removed waits again.

    The calendar must be synced before anything is answered from it.
    """
    workspace.removed_at = workspace.send_after = workspace.plan_after = None
    workspace.synced_on = workspace.synced_with = None
    session.execute(
        update(Destination)
        .where(Destination.workspace_id == workspace.id, Destination.kind != outgoing.MAIL)
        .values(off_since=None, off_reason=None, off_until=None, next_at=None)
    )
    session.execute(
        update(Delivery)
        .where(Delivery.workspace_id == workspace.id, Delivery.state == "skipped", Delivery.reason == REMOVED)
        .values(state="planned", reason=None, next_try_at=now)
    )
    session.flush()


def remove(session: Session, workspace_id: int, now: datetime) -> bool:
    """Delete the token and send nothing more; False if it was removed before.

    The workspace's data is deleted `KEPT` later (`delete_removed`).
    """
    workspace = _locked(session, workspace_id)
    workspace.token = None
    if workspace.removed_at is not None:
        return False
    workspace.removed_at = now
    session.execute(
        update(Delivery)
        .where(Delivery.workspace_id == workspace_id, Delivery.state == "planned")
        .values(state="skipped", reason=REMOVED)
    )
    note(session, workspace_id, NOBODY, now, "fjernet", {}, {})
    return True


def scopes_granted(database: Database) -> dict[str, frozenset[str]]:
    """Return what each installation was granted, by the platform's id of the workspace."""
    query = select(Workspace.external_id, Workspace.scopes).where(Workspace.token.is_not(None)).order_by(Workspace.id)
    with database.reading() as session:
        return {team: frozenset((scopes or "").split(",")) for team, scopes in session.execute(query)}


def delete_removed(database: Database, now: datetime, most: int = MOST_BATCHES) -> int:
    """Delete every workspace that was removed `KEPT` ago, with all its data; return how many.

    A few rows in each transaction, and `most` (at least 1) of them at a time: the rest follows in the next round. If
    there is none, it costs one index lookup.
    """
    gone = Workspace.removed_at <= now - KEPT
    with database.reading() as session:
        due = session.scalars(select(Workspace.id).where(gone)).all()
    deleted = 0
    for workspace_id in due:
        with database.session() as session:
            # Checked again: it may be back since. From here on it comes back as a new one, never with half its rows.
            mine = update(Workspace).where(Workspace.id == workspace_id, gone).returning(Workspace.id)
            if session.scalar(mine.values(external_id=f"slettes:{workspace_id}")) is None:
                continue
        most = _empty(database, workspace_id, most)
        if not most:
            return deleted
        with database.session() as session:
            session.execute(delete(Workspace).where(Workspace.id == workspace_id))
        deleted += 1
    return deleted


def _empty(database: Database, workspace_id: int, most: int) -> int:
    """Delete a workspace's data, in at most so many transactions; return how many of them are left."""
    for table in reversed(tables_of_workspaces()):
        if "workspace_id" not in table.c:
            continue
        theirs = table.c.workspace_id == workspace_id
        while ids := _some(database, select(table.c.id).where(theirs).limit(AT_ONCE)):
            if not most:
                return 0
            with database.session() as session:
                session.execute(delete(table).where(theirs, one_of(table.c.id, ids)))
            most -= 1
    return most


def _some(database: Database, query: Select[int]) -> Sequence[int]:
    with database.reading() as session:
        return session.scalars(query).all()


def _locked(session: Session, workspace_id: int) -> Workspace:
    lock(session, workspace_id)
    return session.get_one(Workspace, workspace_id)
