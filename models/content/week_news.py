"""What people did since the previous week digest, and when that digest was sent. Moments are aware."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, or_, select, union
from sqlalchemy.orm import Session

from models.calendar.certainty import NO_DAY
from models.content.content_edits import CLEARING, WHAT
from models.db.in_list import in_list
from models.followups.queries import CANCELLED, DONE
from models.occurrences.filtering import not_of_register
from models.tables import (
    Change,
    Contact,
    ContentEntry,
    Delivery,
    Dialogue,
    Edit,
    EditedRow,
    Effect,
    FollowUp,
    Occurrence,
)

What = Literal["gjort", "falt bort", "ny", "dato", "ansvarlig"]


class Deed(NamedTuple):
    """The weightiest thing that somebody did with a row: one for each row."""

    what: What
    row: Occurrence
    user_id: str


class ContentDeed(NamedTuple):
    """The weightiest change of an entry of the content, one for each; `is_clearing` is True if it cleared the texts."""

    user_id: str
    file: str
    entry: str
    is_clearing: bool


@dataclass(frozen=True)
class WeekNews:
    """What happened in a period. Of the register it has nothing."""

    deeds: Sequence[Deed] = ()
    content: Sequence[ContentDeed] = ()
    taken: Sequence[str | None] = ()
    """The themes of the cases in the media that were taken."""
    finished: int = 0
    """How many cases were finished."""
    effects: Sequence[str] = ()
    """The titles of the effects that were logged."""


class PreviousDigest(NamedTuple):
    """The last digest that was sent before one: its key (`2026-W41`), and when it was sent."""

    period_key: str
    sent_at: datetime


def previous_digests(
    session: Session, workspaces: Collection[int], kind: str, before: str
) -> dict[int, PreviousDigest]:
    """Return the previous digest of each of some workspaces, by its id; those that never had one are left out."""
    asked = {"workspaces": list(workspaces), "kind": kind, "before": before}
    return {each: PreviousDigest(key, sent_at) for each, key, sent_at in session.execute(PREVIOUS, asked) if sent_at}


PREVIOUS = (
    select(Delivery.workspace_id, func.max(Delivery.period_key), func.max(Delivery.sent_at))
    .where(
        in_list(Delivery.workspace_id, "workspaces"),
        Delivery.kind == bindparam("kind"),
        Delivery.period_key < bindparam("before"),
        Delivery.state == "sent",
        Delivery.sent_at.is_not(None),
    )
    .group_by(Delivery.workspace_id)
)


def busy_since(session: Session, workspaces: Collection[int], since: datetime) -> set[int]:
    """Return those of some workspaces whose digest depends on what people did: their digest is like no other's.

    They have done something since, have talks planned, or have something that is owned by somebody who has left.
    """
    return set(session.scalars(_busy(), {"workspaces": list(workspaces), "since": since}))


@lru_cache
def _busy() -> Any:
    since: Any = bindparam("since", type_=Change.at.type)
    is_open = (Occurrence.done_at.is_(None), Occurrence.archived_at.is_(None))
    edits = (
        select(Edit.workspace_id)
        .join(EditedRow, EditedRow.edit_id == Edit.id)
        .join(ContentEntry, ContentEntry.id == EditedRow.row_id)
        .where(Edit.at > since, Edit.what == WHAT, EditedRow.table == ContentEntry.__tablename__)
        .where(in_list(Edit.workspace_id, "workspaces"))
    )
    talks = select(Dialogue.workspace_id).join(Occurrence, Occurrence.id == Dialogue.occurrence_id).where(*is_open)
    of_departed = (
        select(Contact.workspace_id)
        .join(Occurrence, and_(Occurrence.workspace_id == Contact.workspace_id, Occurrence.owner == Contact.address))
        .where(Contact.left_at.is_not(None), *is_open)
    )
    done = (FollowUp.created_at > since, FollowUp.closed_at > since)
    return union(
        edits,
        talks.where(in_list(Dialogue.workspace_id, "workspaces")),
        of_departed.where(in_list(Contact.workspace_id, "workspaces")),
        select(Change.workspace_id).where(in_list(Change.workspace_id, "workspaces"), Change.at > since),
        select(FollowUp.workspace_id).where(in_list(FollowUp.workspace_id, "workspaces"), or_(*done)),
        select(Effect.workspace_id).where(in_list(Effect.workspace_id, "workspaces"), Effect.created_at > since),
    )


def week_news(session: Session, workspace_id: int, after: datetime, until: datetime) -> WeekNews:
    """Return what people did after one moment, until another; what was undone is left out."""
    period = {"workspace": workspace_id, "after": after, "until": until}
    taken = session.scalars(_followups(FollowUp.created_at, FollowUp.state != CANCELLED), period).all()
    finished = session.scalars(_followups(FollowUp.closed_at, FollowUp.state == DONE), period).all()
    effects = select(Effect.title).where(
        Effect.workspace_id == workspace_id,
        Effect.created_at > after,
        Effect.created_at <= until,
        Effect.removed_at.is_(None),
    )
    return WeekNews(
        _deeds(session, workspace_id, after, until),
        _content(session, workspace_id, after, until),
        taken,
        len(finished),
        list(session.scalars(effects.order_by(Effect.id))),
    )


def _followups(moment: Any, condition: Any) -> Select[str | None]:
    return (
        select(FollowUp.theme)
        .where(
            FollowUp.workspace_id == bindparam("workspace"),
            moment > bindparam("after", type_=FollowUp.created_at.type),
            moment <= bindparam("until", type_=FollowUp.created_at.type),
            condition,
        )
        .order_by(FollowUp.id)
    )


def _deeds(session: Session, workspace_id: int, after: datetime, until: datetime) -> list[Deed]:
    query = (
        select(Change, Occurrence)
        .join(Occurrence, Occurrence.id == Change.occurrence_id)
        .where(
            Change.workspace_id == workspace_id,
            Occurrence.workspace_id == workspace_id,
            Change.at > after,
            Change.at <= until,
            Change.undone_at.is_(None),
            not_of_register(""),
        )
        .order_by(Change.id)
    )
    found: dict[int, Deed] = {}
    for change, row in session.execute(query):
        what = _what(change, row)
        earlier = found.get(row.id)
        if what is not None and (earlier is None or WEIGHTS.index(what) <= WEIGHTS.index(earlier.what)):
            found[row.id] = Deed(what, row, change.user_id)
    return list(found.values())


WEIGHTS: Sequence[What] = ("gjort", "falt bort", "ny", "dato", "ansvarlig")
"""The weightiest first: of a row that was added and done, only the latter is said."""


def _what(change: Change, row: Occurrence) -> What | None:
    """Return what a change was, if it still holds."""
    after, before = change.after, change.before
    if row.archived_at is not None:
        return "falt bort" if after.get("archived_at") else None
    if row.done_at is not None:
        return "gjort" if after.get("done_at") else None
    if before.get("archived_at") and "archived_at" in after:
        return "ny"
    if ("ends_on" in after or "certainty" in after) and row.certainty not in NO_DAY:
        return "dato"
    return "ansvarlig" if after.get("owner") and row.owner == after["owner"] else None


def _content(session: Session, workspace_id: int, after: datetime, until: datetime) -> list[ContentDeed]:
    query = (
        select(Edit.user_id, EditedRow.before, ContentEntry)
        .join(EditedRow, EditedRow.edit_id == Edit.id)
        .join(ContentEntry, ContentEntry.id == EditedRow.row_id)
        .where(
            Edit.workspace_id == workspace_id,
            Edit.what == WHAT,
            Edit.undone_at.is_(None),
            Edit.at > after,
            Edit.at <= until,
            EditedRow.workspace_id == workspace_id,
            EditedRow.table == ContentEntry.__tablename__,
            ContentEntry.workspace_id == workspace_id,
        )
        .order_by(EditedRow.id)
    )
    found: dict[tuple[str, str], ContentDeed] = {}
    for user_id, before, entry in session.execute(query):
        was_cleared = _is_cleared((before or {}).get("fields") or {})
        is_clearing = _is_cleared(entry.fields) and not was_cleared
        key = (entry.file, entry.entry)
        if is_clearing or key not in found or not found[key].is_clearing:
            found[key] = ContentDeed(user_id, *key, is_clearing)
    return list(found.values())


def _is_cleared(fields: Any) -> bool:
    clearing = fields.get(CLEARING)
    return isinstance(clearing, dict) and clearing.get("status") == "klarert"
