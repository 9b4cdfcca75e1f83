"""What was found of ours in recommendations and decisions, and what people said of it. Nothing is counted by itself."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.official.documents import SUMMARY
from models.official.items import ItemKind
from models.official.own_words import OwnWords
from models.official.press_finds import is_press
from models.official.records import by_number
from models.official.round_uses import is_use
from models.tables import OfficialFind, OfficialRecord
from models.workspace.workspaces import lock

MOST = 50


class AlreadyJudgedError(Exception):
    """Somebody has logged the find, or said that it is not relevant."""


def keep_finds(
    session: Session, workspace_id: int, record: OfficialRecord, found: Sequence[OwnWords], now: datetime
) -> int:
    """Store what was found in a document; return how much of it is new."""
    case = next(iter(record.cases), "")
    rows = [
        {
            "workspace_id": workspace_id,
            "kind": record.kind,
            "number": record.number,
            "case_number": str(case),
            "position": each.position,
            "author": author_of(each),
            "place": each.passage.place,
            "quote": each.quote,
            "theme": each.theme,
            "words": each.words,
            "found_at": now,
        }
        for each in found
    ]
    return insert_new(session, OfficialFind, rows)


def author_of(found: OwnWords) -> str:
    """Return who wrote it, in words: «merknad fra H og FrP», «vedtak i Stortinget»."""
    passage = found.passage
    if passage.kind == ItemKind.DECISION.value:
        return "vedtak i Stortinget"
    if passage.kind == SUMMARY:
        return "sammendraget av saken"
    return f"{passage.kind} fra {passage.author}" if passage.author else passage.kind


def find_by_id(session: Session, workspace_id: int, find_id: int) -> OfficialFind | None:
    """Return a find; None if it is not here."""
    mine = (OfficialFind.workspace_id == workspace_id, OfficialFind.id == find_id)
    return session.scalar(select(OfficialFind).where(*mine))


def of_document(session: Session, workspace_id: int, kind: str, number: str) -> list[OfficialFind]:
    """Return what was found in a document, in its order."""
    mine = (OfficialFind.workspace_id == workspace_id, OfficialFind.kind == kind, OfficialFind.number == number)
    return list(session.scalars(select(OfficialFind).where(*mine).order_by(OfficialFind.position).limit(MOST)))


def document_of(session: Session, find: OfficialFind) -> OfficialRecord | None:
    """Return the document that a find is in; None if it is of no document, or that is not here (any more)."""
    if is_use(find) or is_press(find):
        return None
    return by_number(session, ItemKind(find.kind), find.number)


def judge(
    session: Session, workspace_id: int, find_id: int, user_id: str, now: datetime, effect_id: int | None
) -> OfficialFind | None:
    """Mark a find as logged (with its entry in the effect log), or as not relevant (None); None if it is not here.

    Raises:
        AlreadyJudgedError: somebody has done so.
    """
    lock(session, workspace_id)
    row = find_by_id(session, workspace_id, find_id)
    if row is None:
        return None
    if row.judged_at is not None:
        raise AlreadyJudgedError
    row.judged_by, row.judged_at, row.effect_id = user_id, now, effect_id
    session.flush()
    return row


def is_open(find: OfficialFind) -> bool:
    """Return True if nobody has judged a find yet."""
    return find.judged_at is None


def is_dismissed(find: OfficialFind) -> bool:
    """Return True if people said that a find is not relevant."""
    return find.judged_at is not None and find.effect_id is None
