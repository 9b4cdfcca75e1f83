"""The bot comes to a workspace, leaves it, and comes back. Tokens here are sealed (`models.keyring`)."""

from dataclasses import field
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from content.frozen import frozen
from models.audit import note
from models.database import Database
from models.tables import Delivery, Destination, Workspace
from models.workspaces import get_or_create

KEPT = timedelta(days=30)
"""How long what a workspace holds is kept after the bot was removed from it."""
NOBODY = ""
"""Slack does not tell who removed it."""
REMOVED = "appen er fjernet fra arbeidsområdet"
"""Why a nudge was skipped."""


@frozen
class Granted:
    """What an installation was given."""

    platform: str
    external_id: str
    name: str
    token: str = field(repr=False)
    """The bot's token, sealed."""
    bot_user: str
    bot_id: str
    scopes: str
    installed_by: str


def install(session: Session, granted: Granted, now: datetime) -> Workspace:
    """Make the workspace known or known again: what it held is as it was, and what is still due is sent."""
    found = get_or_create(session, granted.platform, granted.external_id, granted.name)
    workspace = _locked(session, found.id)
    workspace.name, workspace.token = granted.name or workspace.name, granted.token
    workspace.bot_user, workspace.bot_id, workspace.scopes = granted.bot_user, granted.bot_id, granted.scopes
    workspace.installed_by, workspace.installed_at = granted.installed_by, now
    come_back(session, workspace, now)
    note(session, workspace.id, granted.installed_by, now, "installert", {}, {})
    return workspace


def come_back(session: Session, workspace: Workspace, now: datetime) -> None:
    """Undo a removal: channels that failed are tried again, and what waited when the bot left waits again.

    The calendar is to be synced before anything is answered from it.
    """
    workspace.removed_at = workspace.send_after = workspace.plan_after = None
    workspace.synced_on = workspace.synced_with = None
    session.execute(
        update(Destination)
        .where(Destination.workspace_id == workspace.id)
        .values(off_since=None, off_reason=None, off_until=None, next_at=None)
    )
    session.execute(
        update(Delivery)
        .where(Delivery.workspace_id == workspace.id, Delivery.state == "skipped", Delivery.reason == REMOVED)
        .values(state="planned", reason=None, next_try_at=now)
    )
    session.flush()


def remove(session: Session, workspace_id: int, now: datetime) -> bool:
    """Delete the token and let nothing more be sent; False where it was removed before.

    What the workspace holds is deleted `KEPT` later (`delete_removed`).
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


def delete_removed(database: Database, now: datetime) -> int:
    """Delete every workspace that was removed `KEPT` ago, with all it holds; return how many.

    One transaction each. Costs one look at an index where there is none, and nobody waits for it.
    """
    gone = Workspace.removed_at <= now - KEPT
    with database.reading() as session:
        due = session.scalars(select(Workspace.id).where(gone)).all()
    deleted = 0
    for workspace_id in due:
        with database.session() as session:
            # Asked again: it may have come back since.
            done = session.execute(delete(Workspace).where(Workspace.id == workspace_id, gone).returning(Workspace.id))
            deleted += len(done.all())
    return deleted


def _locked(session: Session, workspace_id: int) -> Workspace:
    query = select(Workspace).where(Workspace.id == workspace_id)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
