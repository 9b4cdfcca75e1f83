"""Who a control is about: `p12` is a person, `o3` an organisation."""

import re

from sqlalchemy.orm import Session

from content.frozen import frozen
from models.register import organisations, people
from models.tables import Organisation, Person

_WRITTEN = re.compile(r"([po])([0-9]{1,18})")
Known = Person | Organisation


@frozen
class Ref:
    """A person or an organisation by its number."""

    is_person: bool
    id: int

    def __str__(self) -> str:
        """Return it as a control carries it."""
        return f"{'p' if self.is_person else 'o'}{self.id}"

    @property
    def person_id(self) -> int | None:
        """Return the number where it is a person's."""
        return self.id if self.is_person else None

    @property
    def organisation_id(self) -> int | None:
        """Return the number where it is an organisation's."""
        return None if self.is_person else self.id


def ref_of(row: Known) -> Ref:
    """Return what a row is known by."""
    return Ref(isinstance(row, Person), row.id)


def read_ref(text: str) -> Ref | None:
    """Return what a control carries; None where it is something else."""
    written = _WRITTEN.fullmatch(text)
    return Ref(written[1] == "p", int(written[2])) if written else None


def load(session: Session, workspace_id: int, ref: Ref | None) -> Known | None:
    """Return the person or organisation; None where it is not here (any more)."""
    if ref is None:
        return None
    if ref.is_person:
        return people.person(session, workspace_id, ref.id)
    return organisations.organisation(session, workspace_id, ref.id)
