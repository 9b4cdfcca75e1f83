"""Council cases of municipalities that are members and that name a workspace's themes. All moments are aware.

They are kept as finds (`models.official.finds`): proposed as proof that a case is anchored at home, and counted only when
people log them.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from content.municipalities import municipalities, municipality
from models.db.bulk import insert_new
from models.db.in_list import in_list
from models.members.members import MemberRow
from models.official import press_finds, round_uses
from models.official.items import ItemKind
from models.official.relevance import Relevance
from models.tables import OfficialFind, OfficialRecord

KIND = ItemKind.COUNCIL_CASE.value
AT_HOME = (KIND, round_uses.KIND, press_finds.KIND)
"""What is proposed once a week: council cases, uses of a message in a round, and members in the press."""
MOST = 500
SHOWN = 20
KEPT = timedelta(days=90)
"""How long a council case is kept, whoever has logged it: its title may name people."""
SUFFIXES = (" kommune", " kommunen", " herad")


def pending(session: Session, now: datetime, limit: int = MOST) -> list[OfficialRecord]:
    """Return the council cases that are to be compared with the workspaces' members and words, oldest first."""
    query = select(OfficialRecord).where(OfficialRecord.match_due_at <= now, OfficialRecord.kind == KIND)
    return list(session.scalars(query.order_by(OfficialRecord.match_due_at, OfficialRecord.id).limit(limit)))


def municipality_name(publisher: str) -> str:
    """Return the name of a municipality as it is compared: «Lillestrøm kommune» and «LILLESTRØM» are the same."""
    name = publisher.strip().casefold()
    return next((name.removesuffix(each).strip() for each in SUFFIXES if name.endswith(each)), name)


def names_of(members: Sequence[MemberRow]) -> frozenset[str]:
    """Return the names of members as they are compared. Where two municipalities have the name, a find would be a guess."""
    known = (municipality(each.number) for each in members)
    return frozenset(municipality_name(each.name) for each in known if each and len(municipalities(each.name)) == 1)


def keep(session: Session, workspace_id: int, found: Sequence[tuple[OfficialRecord, Relevance]], now: datetime) -> int:
    """Store the council cases that concern a workspace, each once; return how many are new."""
    rows = [
        {
            "workspace_id": workspace_id,
            "kind": KIND,
            "number": record.number,
            "case_number": "",
            "position": 0,
            "author": record.body,
            "place": _committee(record),
            "quote": record.title,
            "theme": next(iter(why.themes), None),
            "words": next((each.words for each in why.reasons), ""),
            "found_at": now,
        }
        for record, why in found
    ]
    return insert_new(session, OfficialFind, rows) if rows else 0


def found_between(session: Session, workspace_id: int, first: datetime, last: datetime) -> list[OfficialFind]:
    """Return what was found at the members from the first moment until before the last, in their order."""
    query = select(OfficialFind).where(
        OfficialFind.workspace_id == workspace_id,
        OfficialFind.kind.in_(AT_HOME),
        OfficialFind.found_at >= first,
        OfficialFind.found_at < last,
    )
    return list(session.scalars(query.order_by(OfficialFind.author, OfficialFind.id)))


def records_of(session: Session, finds: Sequence[OfficialFind]) -> Mapping[str, OfficialRecord]:
    """Return the official items of council cases by their numbers, those that are kept still."""
    query = select(OfficialRecord).where(OfficialRecord.kind == KIND, in_list(OfficialRecord.number, "numbers"))
    return {each.number: each for each in session.scalars(query, {"numbers": [each.number for each in finds]})}


def with_found(session: Session, workspace_ids: Collection[int], first: datetime, last: datetime) -> set[int]:
    """Return in which of some workspaces something was found at the members between two moments that nobody has judged."""
    query = select(OfficialFind.workspace_id).where(
        in_list(OfficialFind.workspace_id, "workspaces"),
        OfficialFind.kind.in_(AT_HOME),
        OfficialFind.found_at >= first,
        OfficialFind.found_at < last,
        OfficialFind.judged_at.is_(None),
    )
    return set(session.scalars(query.distinct(), {"workspaces": list(workspace_ids)}))


def expired(now: datetime) -> ColumnElement[bool]:
    """Return the condition for official items that are no longer kept at that moment: old council cases."""
    return and_(OfficialRecord.kind == KIND, OfficialRecord.first_seen_at < now - KEPT)


def _committee(record: OfficialRecord) -> str:
    return next((each["name"] for each in record.events if each.get("name")), "")
