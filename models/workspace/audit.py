"""The log of changes in the settings: what, when and by which person. No secret is ever stored here."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.tables import Audit

OWN = "egen"
"""The prefix of what concerns only the person who did it."""


def note(
    session: Session,
    workspace_id: int,
    user_id: str,
    now: datetime,
    what: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
) -> Audit:
    """Record that a person changed something now (aware); `before` and `after` have the same names, as texts. Return the row, with its id."""
    row = Audit(workspace_id=workspace_id, user_id=user_id, at=now, what=what, before=dict(before), after=dict(after))
    session.add(row)
    session.flush()
    return row


def noted_as(session: Session, workspace_id: int, audit_id: int) -> Audit | None:
    """Return what was recorded with that id; None if it is no longer kept."""
    return session.scalar(select(Audit).where(Audit.workspace_id == workspace_id, Audit.id == audit_id))


def latest(session: Session, workspace_id: int, what: str) -> Audit | None:
    """Return the newest change of one kind; None if none is kept."""
    query = select(Audit).where(Audit.workspace_id == workspace_id, Audit.what == what)
    return session.scalars(query.order_by(Audit.at.desc(), Audit.id.desc()).limit(1)).first()


def noted(session: Session, workspace_id: int, user_id: str, limit: int, *, all_of_it: bool) -> list[Audit]:
    """Return the newest first: what that person did, and with `all_of_it` everything that concerns everybody."""
    theirs = Audit.user_id == user_id
    common = ~Audit.what.startswith(OWN, autoescape=True)
    query = select(Audit).where(Audit.workspace_id == workspace_id, or_(common, theirs) if all_of_it else theirs)
    return list(session.scalars(query.order_by(Audit.at.desc(), Audit.id.desc()).limit(limit)))
