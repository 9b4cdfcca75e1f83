"""A case in the press that names a member and a theme of a message, proposed for the effect log as a find.

All moments are aware. A find holds the member, the paper and the headline; the link is the alert's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.db.bulk import insert_new
from models.tables import Alert, OfficialFind

KIND = "oppslag"


@dataclass(frozen=True)
class MemberInPress:
    """A member that a case in the press names, with the theme that it is about."""

    alert: Alert
    number: str
    member: str
    theme: str


def propose(session: Session, workspace_id: int, found: Sequence[MemberInPress], now: datetime) -> int:
    """Propose cases for the effect log, once for each member; return how many are new."""
    rows = [
        {
            "workspace_id": workspace_id, "kind": KIND, "number": f"{each.alert.id}:{each.number}", "case_number": "",
            "position": 0, "author": each.member, "place": each.alert.source, "quote": each.alert.title,
            "theme": each.theme, "words": "", "found_at": now,
        }
        for each in found
    ]  # fmt: skip
    return insert_new(session, OfficialFind, rows) if rows else 0


def is_press(find: OfficialFind) -> bool:
    """Return True if a find is a case in the press."""
    return find.kind == KIND


def alert_of(find: OfficialFind) -> int:
    """Return the id of the alert that a find is of."""
    return int(find.number.partition(":")[0])


def alerts_of(session: Session, workspace_id: int, finds: Sequence[OfficialFind]) -> Mapping[str, Alert]:
    """Return the alerts of those finds that are cases in the press, by the finds' numbers."""
    numbers = {each.number: alert_of(each) for each in finds if is_press(each)}
    mine = (Alert.workspace_id == workspace_id, Alert.id.in_(set(numbers.values())))
    rows = {each.id: each for each in session.scalars(select(Alert).where(*mine))} if numbers else {}
    return {number: rows[alert] for number, alert in numbers.items() if alert in rows}
