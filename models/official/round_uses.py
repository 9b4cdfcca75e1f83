"""A member's use of a round's message, proposed for the effect log as a find. It is counted only when people log it.

All moments are aware. A find holds the member, the round and where it was used; the link stays with the carrier.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.tables import OfficialFind

KIND = "runde"


@dataclass(frozen=True)
class RoundUse:
    """A carrier's use of a message: the carrier's id, the member, the round's title and theme, and where it was used."""

    carrier_id: int
    member: str
    title: str
    theme: str | None
    where: str = ""


def propose_use(session: Session, workspace_id: int, use: RoundUse, now: datetime) -> None:
    """Propose a use for the effect log, once; a later report of the same use changes it until somebody has judged it."""
    number = number_of(use.carrier_id)
    mine = (OfficialFind.workspace_id == workspace_id, OfficialFind.kind == KIND, OfficialFind.number == number)
    find = session.scalar(select(OfficialFind).where(*mine))
    if find is not None:
        if find.judged_at is None:
            find.place = use.where
        return
    row = {
        "workspace_id": workspace_id, "kind": KIND, "number": number, "case_number": "", "position": 0,
        "author": use.member, "place": use.where, "quote": use.title, "theme": use.theme, "words": "", "found_at": now,
    }  # fmt: skip
    insert_new(session, OfficialFind, [row])


def number_of(carrier_id: int) -> str:
    """Return how the find of a carrier's use is found again: `runde:12`."""
    return f"{KIND}:{carrier_id}"


def is_use(find: OfficialFind) -> bool:
    """Return True if a find is a use in a round."""
    return find.kind == KIND


def carrier_of(find: OfficialFind) -> int:
    """Return the id of the carrier that a find is of."""
    return int(find.number.rpartition(":")[2])
