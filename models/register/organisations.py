"""The organisations of the register: adding, finding by name, and changing without losing anybody's edits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.folding import clean
from models.occurrences.changes import GoneError
from models.register import edits
from models.register.saving import STANDING, local_day, save_row, updated_columns
from models.register.words import folded_name
from models.tables import Edit, Organisation

CHANGEABLE = STANDING | {"kind", "themes", "cooperation", "link"}
"""The columns of an organisation that people edit."""


@dataclass(frozen=True)
class NewOrganisation:
    """A new organisation. `kind` is a name of `kinds.ORGANISATIONS`."""

    name: str
    source: str
    kind: str = "annet"
    tier: str = "C"
    interest: int | None = None
    influence: int | None = None
    owner: str | None = None
    municipality: str | None = None
    note: str | None = None
    link: str | None = None
    themes: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()


def add(session: Session, workspace_id: int, new: NewOrganisation, edit: Edit) -> Organisation:
    """Add an organisation as part of an edit. The caller has checked for the same name with `named`."""
    day = local_day(session, workspace_id, edit.at)
    row = Organisation(
        workspace_id=workspace_id,
        name=clean(new.name),
        folded=folded_name(new.name),
        kind=new.kind,
        tier=new.tier,
        interest=new.interest,
        influence=new.influence,
        owner=new.owner,
        municipality=new.municipality,
        note=new.note,
        link=new.link,
        themes=list(new.themes),
        cooperation=list(new.cooperation),
        source=new.source,
        quiet_since=day,
        created_by=edit.user_id,
        created_at=edit.at,
    )
    edits.added(session, edit, row)
    updated_columns(session, row, day, renamed=False)
    return row


def organisation(session: Session, workspace_id: int, organisation_id: int) -> Organisation | None:
    """Return an organisation; None if it is not here (any more)."""
    mine = (Organisation.workspace_id == workspace_id, Organisation.id == organisation_id)
    return session.scalar(select(Organisation).where(*mine, Organisation.removed_at.is_(None)))


def named(session: Session, workspace_id: int, name: str, limit: int = 10) -> Sequence[Organisation]:
    """Return those that have that name, ignoring accents: usually one or none."""
    mine = (Organisation.workspace_id == workspace_id, Organisation.folded == folded_name(name))
    query = select(Organisation).where(*mine, Organisation.removed_at.is_(None))
    return session.scalars(query.order_by(Organisation.tier, Organisation.id).limit(limit)).all()


def save(
    session: Session,
    workspace_id: int,
    organisation_id: int,
    seen: int,
    wanted: Mapping[str, Any],
    user_id: str,
    now: datetime,
) -> Organisation:
    """Store the changes somebody wants in an organisation they saw at version `seen`; return the updated row.

    `wanted` has columns of `CHANGEABLE`. Columns they did not change keep what others have written since, and
    a later sync with the content leaves alone what people have changed.

    Raises:
        GoneError: it is not here (any more).
        EditConflictError: others have changed the same columns since; nothing is written.
        ValueError: a column is not one that people edit.
    """
    row = edits.locked(session, Organisation, workspace_id, organisation_id)
    if row is None:
        raise GoneError
    before = {name: getattr(row, name) for name in wanted if name in CHANGEABLE}
    edit = edits.begin(session, workspace_id, user_id, "endret", now)
    save_row(session, row, seen, wanted, CHANGEABLE, edit)
    new = [name for name, value in before.items() if getattr(row, name) != value and name not in row.kept]
    row.kept = [*row.kept, *new] if row.pack_id else row.kept
    session.flush()
    return row
