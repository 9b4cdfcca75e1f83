"""What people and organisations have in common: storing changes of either."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from content.folding import clean
from models.register import edits, postings
from models.register.words import folded_name
from models.tables import Edit, Organisation, Person, Workspace

STANDING = frozenset(("name", "tier", "interest", "influence", "owner", "municipality", "note", "source", "rest_until"))
"""The columns of both that people edit."""
Known = TypeVar("Known", Person, Organisation)


def local_day(session: Session, workspace_id: int, moment: datetime) -> date:
    """Return the date at `moment` (aware) in the workspace's time zone."""
    return moment.astimezone(session.get_one(Workspace, workspace_id).zone).date()


def save_row(
    session: Session, row: Known, seen: int, wanted: Mapping[str, Any], changeable: AbstractSet[str], edit: Edit
) -> Known:
    """Store the changes somebody wants in a locked row that they saw at version `seen`; return the updated row.

    Raises:
        EditConflictError: others have changed the same columns since; nothing is written.
        ValueError: a column is not one that people edit.
    """
    if strange := set(wanted) - changeable:
        message = f"not written by people: {', '.join(sorted(strange))}"
        raise ValueError(message)
    values = dict(wanted)
    if "name" in values:
        values["name"] = clean(values["name"])
    if not edits.write(session, edit, row, seen, values):
        session.delete(edit)
        return row
    folded = folded_name(row.name)
    renamed = folded != row.folded
    row.folded = folded
    updated_columns(session, row, local_day(session, row.workspace_id, edit.at), renamed=renamed)
    return row


def updated_columns(session: Session, row: Person | Organisation, today: date, *, renamed: bool = True) -> None:
    """Write the words a person or organisation is found by; after a renaming, those of an organisation's people too."""
    if isinstance(row, Person):
        postings.write(session, row.workspace_id, [row.id], (), today)
        return
    people = postings.members(session, row.workspace_id, row.id) if renamed else ()
    postings.write(session, row.workspace_id, people, [row.id], today)
