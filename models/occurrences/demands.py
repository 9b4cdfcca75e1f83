"""Our demands on the day a document is presented: who reads what, what it says, and whether we got what we asked for.

A table has the demands of the content until somebody does something with it; then its rows are stored. Of two people at
once the second finds what the first did: the workspace is locked first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.demands import PackDemand, demands_of
from content.folding import storable
from content.schema.dated import Tone
from content.schema.pack import Pack
from models.db.bulk import insert_new
from models.occurrences.changes import GoneError
from models.occurrences.presentations import Presentation
from models.tables import Demand, Effect
from models.workspace.workspaces import lock

Verdict = Literal["oppfylt", "delvis", "nei"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
MET, PARTLY, NOT_MET = VERDICTS
OWN = "egen:"
"""How the origin begins of a demand that people added."""
MOST_DEMANDS = 20


class FilledMeanwhileError(Exception):
    """Somebody has filled in the same demand since the form was opened: `row` is what they wrote."""

    def __init__(self, row: Demand) -> None:
        super().__init__("filled in meanwhile")
        self.row = row


class FullTableError(Exception):
    """The table has no room for more demands."""


@dataclass(frozen=True)
class DayEdit:
    """Who changes what belongs to a day, and when (aware); the demands that are not stored yet are those of the pack."""

    shown: Presentation
    pack: Pack
    user_id: str
    now: datetime


@dataclass(frozen=True)
class Filled:
    """What a document says about a demand, on which page, and whether that is what we asked for."""

    verdict: Verdict
    says: str = ""
    page: str = ""


@dataclass(frozen=True)
class Count:
    """How many of a table's demands are filled in, and how many of those have each verdict."""

    of: int
    met: int
    partly: int
    not_met: int

    @property
    def filled(self) -> int:
        """Return how many are filled in."""
        return self.met + self.partly + self.not_met

    @property
    def tone(self) -> Tone | None:
        """Return the reaction that the answers suggest: content if at least half is met, partly counting as half.

        None until something is filled in.
        """
        if not self.filled:
            return None
        return "fornøyd" if 2 * self.met + self.partly >= self.filled else "skuffet"


def demands(session: Session, shown: Presentation, pack: Pack) -> list[Demand]:
    """Return the rows of a table, in order; those that are not stored yet have no id.

    They follow the content until something is filled in; then the table is what people have made of it.
    """
    stored = {each.origin: each for each in _stored(session, shown)}
    of_pack = demands_of(pack, shown.document, shown.about)
    texts = {each.origin: each for each in of_pack}
    rows = [*stored.values()]
    if not any(each.verdict for each in rows):
        rows += [_row(shown, each, at) for at, each in enumerate(of_pack) if each.origin not in stored]
        rows = [each for each in rows if each.origin in texts or each.origin.startswith(OWN) or each.reader]
    return sorted((each for each in rows if each.removed_at is None), key=lambda each: (each.position, each.id or 0))


def count(rows: Sequence[Demand]) -> Count:
    """Return how many of some rows are filled in, and how."""
    found = [each.verdict for each in rows]
    return Count(len(rows), found.count(MET), found.count(PARTLY), found.count(NOT_MET))


def let_read(session: Session, day_edit: DayEdit, origin: str, reader: str | None, reads: str | None = None) -> Demand:
    """Store who reads about a demand (None: nobody), and which document; None for that leaves it as it is.

    Raises:
        GoneError: the demand is not in the table (any more).
    """
    row = _locked(session, day_edit, origin)
    row.reader = reader
    if reads is not None:
        row.reads = storable(reads) or None
    session.flush()
    return row


def fill_in(session: Session, day_edit: DayEdit, origin: str, filled: Filled, seen: int) -> Demand:
    """Store what a document says about a demand; `seen` is the row's `version` when the form was opened.

    Raises:
        GoneError: the demand is not in the table (any more).
        FilledMeanwhileError: somebody has filled in something else since then.
    """
    row = _locked(session, day_edit, origin)
    new = (filled.verdict, storable(filled.says) or None, storable(filled.page) or None)
    if (row.verdict, row.says, row.page) == new:
        return row
    if row.version != seen:
        raise FilledMeanwhileError(row)
    row.verdict, row.says, row.page = new
    row.filled_by, row.filled_at, row.version = day_edit.user_id, day_edit.now, row.version + 1
    session.flush()
    return row


def add_demand(session: Session, day_edit: DayEdit, text: str) -> Demand:
    """Add a demand of one's own at the end.

    Raises:
        FullTableError: there is no room for more.
    """
    rows = _all_stored(session, day_edit)
    if sum(each.removed_at is None for each in rows) >= MOST_DEMANDS:
        raise FullTableError
    last = max((each.position for each in rows), default=0)
    row = Demand(
        workspace_id=day_edit.shown.row.workspace_id,
        occurrence_id=day_edit.shown.row.id,
        origin=f"{OWN}{uuid4().hex}",
        position=last + 1,
        text=storable(text),
        version=0,
        created_by=day_edit.user_id,
        created_at=day_edit.now,
    )
    session.add(row)
    session.flush()
    return row


def set_removed(session: Session, day_edit: DayEdit, origin: str, *, removed: bool) -> bool:
    """Take a demand out of the table, or put it back; False if it was so already.

    Raises:
        GoneError: there is no such demand.
    """
    row = _locked(session, day_edit, origin, is_here=False)
    if removed is (row.removed_at is not None):
        return False
    row.removed_at = day_edit.now if removed else None
    session.flush()
    return True


def log_effect(session: Session, shown: Presentation, origin: str, effect_id: int) -> bool:
    """Store that a demand is in the effect log; False if it was already, or is not in the table."""
    lock(session, shown.row.workspace_id)
    row = next((each for each in _stored(session, shown) if each.origin == origin), None)
    mine = (Effect.workspace_id == shown.row.workspace_id, Effect.id == effect_id)
    if row is None or row.effect_id is not None or session.scalar(select(Effect.id).where(*mine)) is None:
        return False
    row.effect_id = effect_id
    session.flush()
    return True


def _stored(session: Session, shown: Presentation) -> list[Demand]:
    session.flush()
    query = select(Demand).where(Demand.workspace_id == shown.row.workspace_id, Demand.occurrence_id == shown.row.id)
    return list(session.scalars(query.order_by(Demand.position, Demand.id).execution_options(populate_existing=True)))


def _all_stored(session: Session, day_edit: DayEdit) -> list[Demand]:
    """Store the rows of a table that are not stored yet, and return all, removed ones too."""
    shown = day_edit.shown
    lock(session, shown.row.workspace_id)
    new = [
        {
            "workspace_id": shown.row.workspace_id,
            "occurrence_id": shown.row.id,
            "origin": each.origin,
            "position": each.position,
            "text": each.text,
            "theme": each.theme,
            "version": 0,
            "created_by": day_edit.user_id,
            "created_at": day_edit.now,
        }
        for each in demands(session, shown, day_edit.pack)
        if each.id is None
    ]
    insert_new(session, Demand, new)
    return _stored(session, shown)


def _locked(session: Session, day_edit: DayEdit, origin: str, *, is_here: bool = True) -> Demand:
    rows = _all_stored(session, day_edit)
    row = next((each for each in rows if each.origin == origin), None)
    if row is None or (is_here and row.removed_at is not None):
        raise GoneError
    return row


def _row(shown: Presentation, of_pack: PackDemand, position: int) -> Demand:
    return Demand(
        workspace_id=shown.row.workspace_id,
        occurrence_id=shown.row.id,
        origin=of_pack.origin,
        position=position,
        text=of_pack.text,
        theme=of_pack.theme,
        version=0,
    )
