"""Rounds of invitations to the representatives of a county or a committee: a list that several people tick together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.occurrences.changes import GoneError
from models.official.groups import Group
from models.official.members import by_family_name, of_numbers
from models.tables import Invitation, InvitationRound, OfficialMember
from models.workspace.workspaces import lock

MOST_ROUNDS = 5


@dataclass(frozen=True)
class RoundProgress:
    """A round, with how many are invited, of how many."""

    round: InvitationRound
    done: int
    total: int


@dataclass(frozen=True)
class Invited:
    """A row of a round, with the representative as the public list has them; None if it has them no more."""

    invitation: Invitation
    member: OfficialMember | None


def begin(
    session: Session, workspace_id: int, group: Group, members: Sequence[OfficialMember], user_id: str, now: datetime
) -> tuple[InvitationRound, bool]:
    """Begin a round for the members of a group, or return the open one for the same group; with whether it is new."""
    lock(session, workspace_id)
    wanted = (InvitationRound.workspace_id == workspace_id, InvitationRound.scope == group.value)
    known = session.scalar(select(InvitationRound).where(*wanted, InvitationRound.closed_at.is_(None)))
    if known is not None:
        return known, False
    row = InvitationRound(
        workspace_id=workspace_id, scope=group.value, title=group.name, created_by=user_id, created_at=now
    )
    session.add(row)
    session.flush()
    session.add_all(
        Invitation(workspace_id=workspace_id, round_id=row.id, member=number)
        for number in dict.fromkeys(each.number for each in members)
    )
    session.flush()
    return row, True


def round_of(session: Session, workspace_id: int, round_id: int) -> InvitationRound | None:
    """Return a round; None if it is not here."""
    return session.scalar(
        select(InvitationRound).where(InvitationRound.workspace_id == workspace_id, InvitationRound.id == round_id)
    )


def open_rounds(session: Session, workspace_id: int, limit: int = MOST_ROUNDS) -> list[RoundProgress]:
    """Return the rounds that are not closed, the newest first."""
    query = (
        select(InvitationRound, func.count(Invitation.done_at), func.count(Invitation.id))
        .outerjoin(Invitation, Invitation.round_id == InvitationRound.id)
        .where(InvitationRound.workspace_id == workspace_id, InvitationRound.closed_at.is_(None))
        .group_by(*InvitationRound.__table__.columns)
        .order_by(InvitationRound.id.desc())
    )
    return [RoundProgress(row, done, total) for row, done, total in session.execute(query.limit(limit))]


def invited(session: Session, workspace_id: int, round_id: int) -> list[Invited]:
    """Return the rows of a round, by the representative's name; those who left the Storting and its list come last."""
    query = select(Invitation).where(Invitation.workspace_id == workspace_id, Invitation.round_id == round_id)
    rows = list(session.scalars(query.order_by(Invitation.id)))
    members = of_numbers(session, {each.member for each in rows})
    found = [Invited(each, members.get(each.member)) for each in rows]
    return sorted(found, key=lambda each: (each.member is None, by_family_name(each.member) if each.member else ()))


def tick(
    session: Session, workspace_id: int, invitation_id: int, user_id: str, now: datetime, *, done: bool
) -> Invitation:
    """Tick that somebody is invited, or open it again; one that is so already stays as it is.

    Raises:
        GoneError: there is no such row here, or its round is closed.
    """
    mine = (Invitation.workspace_id == workspace_id, Invitation.id == invitation_id)
    query = select(Invitation).where(*mine).with_for_update().execution_options(populate_existing=True)
    row = session.scalar(query)
    of_it = round_of(session, workspace_id, row.round_id) if row else None
    if row is None or of_it is None or of_it.closed_at is not None:
        raise GoneError
    if done != (row.done_at is not None):
        row.done_at, row.done_by = (now, user_id) if done else (None, None)
    session.flush()
    return row


def close(session: Session, workspace_id: int, round_id: int, now: datetime) -> InvitationRound:
    """Close a round.

    Raises:
        GoneError: there is no such round here.
    """
    row = round_of(session, workspace_id, round_id)
    if row is None:
        raise GoneError
    row.closed_at = row.closed_at or now
    session.flush()
    return row
