"""Telling an administrator, once, that a destination was turned off."""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import outgoing
from models.administrators import named_administrators
from models.nudges.notice import KIND, key_of
from models.tables import Destination, Workspace
from models.workspaces import destination

log = structlog.get_logger(__name__)


def plan_notice(session: Session, workspace: Workspace, off: Destination, now: datetime) -> bool:
    """Plan a message to the first administrator who can be reached; False where there is none, or one was told."""
    place = _reachable(session, workspace, off)
    if place is None:
        log.warning("nobody_to_notify", workspace=workspace.id, destination=off.id)
        return False
    since = (off.off_since or now).astimezone(workspace.zone).date()
    key = key_of(off.address, since)
    return outgoing.plan(session, workspace.id, place.kind, place.address, KIND, key, now)


def _reachable(session: Session, workspace: Workspace, off: Destination) -> Destination | None:
    closed = select(Destination.address).where(
        Destination.workspace_id == workspace.id, Destination.off_since.is_not(None)
    )
    unreachable = {off.address, *session.scalars(closed)}
    user = next((each for each in named_administrators(session, workspace) if each not in unreachable), None)
    return destination(session, workspace.id, "person", user) if user else None
