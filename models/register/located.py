"""People of the register by the municipality they are from."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Person


def people_in(session: Session, workspace_id: int, municipality: str, limit: int = 20) -> Sequence[Person]:
    """Return people from a municipality (its number), the most important first."""
    mine = (Person.workspace_id == workspace_id, Person.municipality == municipality, Person.removed_at.is_(None))
    return session.scalars(
        select(Person).where(*mine).order_by(Person.tier, Person.folded, Person.id).limit(limit)
    ).all()
