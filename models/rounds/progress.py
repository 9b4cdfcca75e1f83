"""Which rounds the digest and a report speak of. Moments are aware, days local to the workspace and included."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.calendar.quiet import moment
from models.db.in_list import in_list
from models.rounds.answers import USED
from models.tables import Carrier, MessageRound, Workspace

MOST = 200
"""More rounds than a secretariat sends in five years."""


def rounds_sent(session: Session, workspace: Workspace, first: date, last: date) -> list[MessageRound]:
    """Return the rounds that were sent on some days, the newest first."""
    begins = moment(first, time(0), workspace.zone)
    ends = moment(last + timedelta(days=1), time(0), workspace.zone)
    query = select(MessageRound).where(
        MessageRound.workspace_id == workspace.id, MessageRound.sent_at >= begins, MessageRound.sent_at < ends
    )
    return list(session.scalars(query.order_by(MessageRound.id.desc()).limit(MOST)))


def open_rounds(session: Session, workspace_id: int, at: datetime, day: date) -> list[MessageRound]:
    """Return the rounds that were sent before a moment, not ended then, and are to be used on a day or later."""
    query = select(MessageRound).where(
        MessageRound.workspace_id == workspace_id,
        MessageRound.sent_at <= at,
        MessageRound.until >= day,
        or_(MessageRound.closed_at.is_(None), MessageRound.closed_at > at),
    )
    return list(session.scalars(query.order_by(MessageRound.until, MessageRound.id).limit(MOST)))


def with_open_rounds(session: Session, workspaces: Collection[int], day: date) -> set[int]:
    """Return those of some workspaces, by id, that have a round to be used on a day or later, ended or not."""
    query = select(MessageRound.workspace_id).where(
        in_list(MessageRound.workspace_id, "workspaces"), MessageRound.sent_at.is_not(None), MessageRound.until >= day
    )
    return set(session.scalars(query.distinct(), {"workspaces": list(workspaces)}))


class SaidThere(NamedTuple):
    """A member's use of a message: the round's title, where it was (None if nobody said, or it is forgotten), and when."""

    title: str
    where: str | None
    at: datetime


def uses_of(session: Session, workspace_id: int, number: str, since: date) -> list[SaidThere]:
    """Return where a member (its number) used the messages of the rounds that end on a day or later, in that order."""
    query = (
        select(MessageRound.title, Carrier.used_where, Carrier.answered_at)
        .join(MessageRound, MessageRound.id == Carrier.round_id)
        .where(
            Carrier.workspace_id == workspace_id, Carrier.number == number, Carrier.answer == USED,
            MessageRound.until >= since,
        )
        .order_by(Carrier.answered_at, Carrier.id)
        .limit(MOST)
    )  # fmt: skip
    return [SaidThere(title, where, at) for title, where, at in session.execute(query) if at]
