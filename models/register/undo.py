"""Undoing an edit: all of it or nothing, and only if nobody has built on it since."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, aliased

from models.db.base import Base
from models.occurrences import undoing
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.undoing import AlreadyUndoneError
from models.register import edits, postings
from models.register.last_contact import recount
from models.register.plain import plain, restored
from models.register.saving import local_day
from models.register.words import folded_name
from models.tables import Change, Counterpart, Dialogue, Edit, EditedRow, Organisation, Person

BY_ITSELF = frozenset({"version", "changed_by", "changed_at"})
"""Columns that every edit of a row sets."""
TOGETHER = 500


def undo(session: Session, workspace_id: int, edit_id: int, user_id: str, now: datetime) -> Edit:
    """Restore everything that an edit changed, and return the edit.

    Raises:
        GoneError: there is no such edit here, it is too old, or nothing is left of what it changed.
        AlreadyUndoneError: it has been undone before.
        ChangedError: somebody has built on it or changed the same since; nothing is restored.
    """
    mine = (Edit.workspace_id == workspace_id, Edit.id == edit_id)
    edit = session.scalar(select(Edit).where(*mine).with_for_update().execution_options(populate_existing=True))
    if edit is None or edit.at < now - edits.REMEMBERED:  # what it changed is deleted a few rows at a time
        raise GoneError
    if edit.undone_at is not None:
        raise AlreadyUndoneError
    if session.scalar(_of(edit).limit(1)) is None:  # the person it was about was deleted, with its rows
        raise GoneError
    if _built_upon(session, edit):
        raise ChangedError
    with session.begin_nested():  # all of it or nothing, even if the caller catches the error
        _undo(session, edit, user_id, now)
    return edit


def _undo(session: Session, edit: Edit, user_id: str, now: datetime) -> None:
    rows = session.scalars(_of(edit).order_by(EditedRow.id.desc())).all()
    people, organisations = _concerned(session, edit, rows)
    # The undo is an edit too, so that people who have the row open get a conflict; nothing is built on it.
    back = edits.begin(session, edit.workspace_id, user_id, "angret", now)
    back.undone_at, back.undone_by = now, user_id
    for each in rows:
        if each.before is not None:
            _put_back(session, back, each)
    _take_away(session, edit.workspace_id, [each for each in rows if each.before is None], user_id, now)
    edit.undone_at, edit.undone_by = now, user_id
    _settle(session, edit, people, organisations)


def _concerned(session: Session, edit: Edit, rows: Sequence[EditedRow]) -> tuple[set[int], set[int]]:
    """Return the people and organisations that the rows refer to, and those of the dialogues among them."""
    items = [(each.person_id, each.organisation_id) for each in rows]
    dialogues = select(EditedRow.row_id).where(EditedRow.edit_id == edit.id, EditedRow.table == Dialogue.__tablename__)
    query = select(Counterpart.person_id, Counterpart.organisation_id).where(
        Counterpart.workspace_id == edit.workspace_id, Counterpart.dialogue_id.in_(dialogues)
    )
    items += [(person_id, organisation_id) for person_id, organisation_id in session.execute(query)]
    return {one for one, _ in items if one is not None}, {other for _, other in items if other is not None}


def _of(edit: Edit) -> Any:
    return select(EditedRow).where(EditedRow.workspace_id == edit.workspace_id, EditedRow.edit_id == edit.id)


def _built_upon(session: Session, edit: Edit) -> bool:
    """Return True if a later edit, not undone, is of somebody this edit added, or of a row it added."""
    later, mine, act = aliased(EditedRow), aliased(EditedRow), aliased(Edit)
    added = (mine.edit_id == edit.id, mine.before.is_(None))
    people = select(mine.row_id).where(*added, mine.table == Person.__tablename__)
    organisations = select(mine.row_id).where(*added, mine.table == Organisation.__tablename__)
    same = exists().where(*added, mine.table == later.table, mine.row_id == later.row_id)
    query = (
        select(later.id)
        .join(act, act.id == later.edit_id)
        .where(later.workspace_id == edit.workspace_id, later.edit_id > edit.id, act.undone_at.is_(None))
        .where(later.person_id.in_(people) | later.organisation_id.in_(organisations) | same)
    )
    return session.scalar(query.limit(1)) is not None


def _put_back(session: Session, back: Edit, edited: EditedRow) -> None:
    """Set a row's columns to their earlier values, or restore one that was deleted, with its id."""
    table = _table(edited.table)
    if edited.after is None:
        session.add(table(**restored(table, edited.before or {})))
        session.flush()
        return
    row: Any = session.get(table, edited.row_id, with_for_update=True, populate_existing=True)
    if row is None or row.workspace_id != edited.workspace_id:
        raise ChangedError
    before = {
        name: _earlier(plain(getattr(row, name)), before, edited.after[name])
        for name, before in (edited.before or {}).items()
        if name not in BY_ITSELF
    }
    edits.changed(session, back, row, restored(table, before))
    if isinstance(row, Person | Organisation):
        row.folded = folded_name(row.name)
    session.flush()


def _earlier(now: Any, before: Any, after: Any) -> Any:
    """Return a column's value without the edit; where it holds fields by name, others' later changes of them are kept.

    Raises `ChangedError` if somebody has changed the same since.
    """
    if isinstance(now, dict) and isinstance(before, dict) and isinstance(after, dict):
        names = {name for name in before.keys() | after.keys() if before.get(name, ...) != after.get(name, ...)}
        if any(now.get(name, ...) != after.get(name, ...) for name in names):
            raise ChangedError
        return {name: value for name, value in now.items() if name not in names} | {
            name: value for name, value in before.items() if name in names
        }
    if now != after:
        raise ChangedError
    return before


def _take_away(session: Session, workspace_id: int, new: Sequence[EditedRow], user_id: str, now: datetime) -> None:
    """Delete the rows an edit added, the last first; a next step is undone like other deadlines."""
    ids: dict[str, list[int]] = defaultdict(list)
    for each in new:
        ids[each.table].append(each.row_id)
    for change_id in ids.pop(Change.__tablename__, []):
        with suppress(AlreadyUndoneError, GoneError):
            undoing.undo(session, workspace_id, change_id, user_id, now)
    for name, some in ids.items():
        table: Any = _table(name)
        for few in _few(some):
            gone = delete(table).where(table.workspace_id == workspace_id, table.id.in_(few))
            session.execute(gone.execution_options(synchronize_session="fetch"))


def _settle(session: Session, edit: Edit, people: set[int], organisations: set[int]) -> None:
    session.flush()
    day = local_day(session, edit.workspace_id, edit.undone_at or edit.at)
    renamed = {member for each in organisations for member in postings.members(session, edit.workspace_id, each)}
    recount(session, edit.workspace_id, people, organisations)
    postings.write(session, edit.workspace_id, people | renamed, organisations, day)


def _table(name: str) -> type[Base]:
    return next(each.class_ for each in Base.registry.mappers if each.class_.__tablename__ == name)


def _few(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), TOGETHER):
        yield ids[start : start + TOGETHER]
