"""The Storting's meetings: which cases are on an agenda, and how it voted in a case."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.official.items import ItemKind
from models.official.records import by_number
from models.tables import OfficialRecord

MOST_VOTES = 5


def agendas(session: Session, days: Collection[date]) -> dict[str, date]:
    """Return the cases on the agendas of some local days, by number, each with the first of its days."""
    meetings = select(OfficialRecord).where(
        OfficialRecord.kind == ItemKind.MEETING.value, OfficialRecord.published_on.in_(days)
    )
    found: dict[str, date] = {}
    for each in session.scalars(meetings.order_by(OfficialRecord.published_on.desc(), OfficialRecord.id)):
        if each.published_on is not None:
            found |= {str(number): each.published_on for number in each.cases}
    return found


def votes_in(session: Session, case_number: str) -> list[str]:
    """Return how the Storting voted in a case, the last votes, in their order: «Tilrådingen: vedtatt med 60 mot 40 stemmer»."""
    record = by_number(session, ItemKind.DECISION, case_number)
    return [each["name"] for each in record.events][-MOST_VOTES:] if record else []
