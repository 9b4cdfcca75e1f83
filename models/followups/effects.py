"""The effect log: what was done, what it led to, and how it counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from models.db.in_list import in_list
from models.tables import Demand, Effect, HearingPlan, OfficialFind

MOST = 5_000


@dataclass(frozen=True)
class NewEffect:
    """What is known of an effect. `kind` is an id of the pack's `effekter`; `reach` counts people."""

    kind: str
    title: str
    day: date
    theme: str | None = None
    stakeholder: str | None = None
    reach: int | None = None
    link: str | None = None
    result: str | None = None
    followup_id: int | None = None


class ListedEffect(NamedTuple):
    """The columns of an `Effect` that an export or a report needs, by the same names."""

    id: int
    day: date
    kind: str
    title: str
    theme: str | None
    stakeholder: str | None
    reach: int | None
    result: str | None
    link: str | None


@dataclass(frozen=True)
class Counted:
    """How many effects there are of a kind, and how many people they reached in total."""

    kind: str
    number: int
    reach: int


@dataclass(frozen=True)
class EffectFilter:
    """Which effects to find; None matches all. Days are included."""

    first: date | None = None
    last: date | None = None
    theme: str | None = None


def add(session: Session, workspace_id: int, user_id: str, effect: NewEffect, now: datetime) -> Effect:
    """Add an effect to the log."""
    row = Effect(
        workspace_id=workspace_id,
        user_id=user_id,
        created_at=now,
        day=effect.day,
        kind=effect.kind,
        title=effect.title,
        theme=effect.theme,
        stakeholder=effect.stakeholder,
        reach=effect.reach,
        link=effect.link,
        result=effect.result,
        followup_id=effect.followup_id,
    )
    session.add(row)
    session.flush()
    return row


def undo(session: Session, workspace_id: int, effect_id: int, now: datetime) -> Effect | None:
    """Remove an effect from the log; None if it is not here (any more). A demand it was of can be logged again."""
    query = select(Effect).where(
        Effect.workspace_id == workspace_id, Effect.id == effect_id, Effect.removed_at.is_(None)
    )
    row = session.scalar(query.with_for_update())
    if row is not None:
        row.removed_at = now
        mine = (Demand.workspace_id == workspace_id, Demand.effect_id == effect_id)
        session.execute(update(Demand).where(*mine).values(effect_id=None))
        session.flush()
    return row


def find(session: Session, workspace_id: int, asked: EffectFilter, limit: int = MOST, offset: int = 0) -> list[Effect]:
    """Return the effects that match, the newest first."""
    query = select(Effect).where(*_conditions(workspace_id, asked)).order_by(Effect.day.desc(), Effect.id.desc())
    return list(session.scalars(query.limit(limit).offset(offset)))


def with_words_of_others(session: Session, workspace_id: int, ids: Collection[int]) -> set[int]:
    """Return those of a workspace's effects, by their ids, whose title or result may quote others.

    They have a link, or were logged from a message, an official find, a hearing or a demand: their form is filled in
    with what those say.
    """
    logged_from = (
        Effect.id.in_(select(each.effect_id).where(each.workspace_id == workspace_id, each.effect_id.is_not(None)))
        for each in (OfficialFind, HearingPlan, Demand)
    )
    query = select(Effect.id).where(
        Effect.workspace_id == workspace_id,
        in_list(Effect.id, "ids"),
        or_(func.coalesce(Effect.link, "") != "", Effect.followup_id.is_not(None), *logged_from),
    )
    return set(session.scalars(query, {"ids": list(ids)}))


def exported(session: Session, workspace_id: int, asked: EffectFilter, limit: int) -> Sequence[ListedEffect]:
    """Return the columns for an export of the effects that match, the newest first: much faster than whole rows."""
    columns = (getattr(Effect, name) for name in ListedEffect._fields)
    query = select(*columns).where(*_conditions(workspace_id, asked)).order_by(Effect.day.desc(), Effect.id.desc())
    return [ListedEffect(*row) for row in session.execute(query.limit(limit))]


def counted(session: Session, workspace_id: int, asked: EffectFilter) -> Sequence[Counted]:
    """Return how many of each kind there are."""
    query = select(Effect.kind, func.count(), func.coalesce(func.sum(Effect.reach), 0))
    found = session.execute(query.where(*_conditions(workspace_id, asked)).group_by(Effect.kind))
    return [Counted(kind, number, int(reach or 0)) for kind, number, reach in found]


def _conditions(workspace_id: int, asked: EffectFilter) -> list[ColumnElement[bool]]:
    conditions = [Effect.workspace_id == workspace_id, Effect.removed_at.is_(None)]
    if asked.first is not None:
        conditions.append(Effect.day >= asked.first)
    if asked.last is not None:
        conditions.append(Effect.day <= asked.last)
    if asked.theme is not None:
        conditions.append(Effect.theme == asked.theme)
    return conditions
