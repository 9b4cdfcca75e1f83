"""Deadlines that people's own assistants propose: kept until the person answers, and never added by themselves."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables import DeadlineProposal
from models.workspace import outgoing
from models.workspace.nudge_kinds import PROPOSED
from models.workspace.workspaces import lock

MOST_A_DAY = 10
"""How many proposals a person's assistant may make in 24 hours."""
GOOD_FOR = timedelta(days=7)
"""How long a proposal can be added."""
KEPT = timedelta(days=30)


class TooManyProposalsError(Exception):
    """The person's assistant has proposed as many deadlines as it may in a day."""


class Proposed(NamedTuple):
    """A deadline to propose: the entry as the forms keep it, its title, and when it is in Norwegian."""

    entry: str
    title: str
    said: str


def propose(session: Session, workspace_id: int, user_id: str, wanted: Proposed, now: datetime) -> DeadlineProposal:
    """Keep a proposal and plan the question to the person; the same one that waits for an answer is not kept twice.

    Raises:
        TooManyError: there were `MOST_A_DAY` in the last 24 hours.
    """
    lock(session, workspace_id)
    mine = (DeadlineProposal.workspace_id == workspace_id, DeadlineProposal.user_id == user_id)
    same = select(DeadlineProposal).where(
        *mine,
        DeadlineProposal.entry == wanted.entry,
        DeadlineProposal.settled_at.is_(None),
        DeadlineProposal.proposed_at > now - GOOD_FOR,
    )
    if known := session.scalars(same).first():
        return known
    recent = (*mine, DeadlineProposal.proposed_at > now - timedelta(days=1))
    if (session.scalar(select(func.count()).select_from(DeadlineProposal).where(*recent)) or 0) >= MOST_A_DAY:
        raise TooManyProposalsError
    row = DeadlineProposal(workspace_id=workspace_id, user_id=user_id, **wanted._asdict(), proposed_at=now)
    session.add(row)
    session.flush()
    outgoing.plan(session, workspace_id, "person", user_id, PROPOSED, str(row.id), now)
    return row


def proposal(session: Session, workspace_id: int, user_id: str, proposal_id: int) -> DeadlineProposal | None:
    """Return a person's proposal; None if it is not there, or is another's."""
    return session.scalars(
        select(DeadlineProposal).where(
            DeadlineProposal.workspace_id == workspace_id,
            DeadlineProposal.user_id == user_id,
            DeadlineProposal.id == proposal_id,
        )
    ).first()


def is_open(row: DeadlineProposal, now: datetime) -> bool:
    """Return True if it has no answer yet, and can still be added."""
    return row.settled_at is None and now < row.proposed_at + GOOD_FOR
