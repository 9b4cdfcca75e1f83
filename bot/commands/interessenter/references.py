"""References to people and organisations of the register (`p12`, `o3`), and their names in a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Line, line
from bot.cards.words import in_days, short_day
from models.register import organisations, people
from models.register.roles import HeldRole
from models.tables import Organisation, Person

_WRITTEN = re.compile(r"([po])([0-9]{1,18})")
Stakeholder = Person | Organisation


@dataclass(frozen=True)
class StakeholderRef:
    """A reference to a person or an organisation by its id."""

    is_person: bool
    id: int

    def __str__(self) -> str:
        """Return the reference as text, as in a control's value."""
        return f"{'p' if self.is_person else 'o'}{self.id}"

    @property
    def person_id(self) -> int | None:
        """Return the id if it is a person's."""
        return self.id if self.is_person else None

    @property
    def organisation_id(self) -> int | None:
        """Return the id if it is an organisation's."""
        return None if self.is_person else self.id


def ref_of(row: Stakeholder) -> StakeholderRef:
    """Return the reference of a row."""
    return StakeholderRef(isinstance(row, Person), row.id)


def read_ref(text: str) -> StakeholderRef | None:
    """Parse a reference; return None if the text is not one."""
    written = _WRITTEN.fullmatch(text)
    return StakeholderRef(written[1] == "p", int(written[2])) if written else None


def load(session: Session, workspace_id: int, ref: StakeholderRef | None) -> Stakeholder | None:
    """Return the person or organisation; None if it is not in the register (any more)."""
    if ref is None:
        return None
    if ref.is_person:
        return people.person(session, workspace_id, ref.id)
    return organisations.organisation(session, workspace_id, ref.id)


def display_name(row: Person | Organisation, roles: Sequence[HeldRole] = ()) -> str:
    """Return the name, with the party of a current role if there is one: «Kari Nordmann (Ap)»."""
    party = next((each.role.party for each in roles if each.role.party and each.role.to_on is None), None)
    return f"{row.name} ({party})" if party else row.name


def role_text(role: HeldRole) -> str:
    """Return a role in words: «leder, transport- og kommunikasjonskomiteen, Stortinget»."""
    where = role.organisation.name if role.organisation else ""
    rows = [each for each in (role.role.title, role.role.body, where) if each]
    return ", ".join(dict.fromkeys(rows))


def last_contact(row: Person | Organisation, today: date) -> str:
    """Return when a colleague last spoke with them."""
    if row.last_dialogue_on is None:
        return "ingen samtaler ennå"
    return f"sist {short_day(row.last_dialogue_on, today)}, {in_days(row.last_dialogue_on, today)}"


def summary_line(row: Person | Organisation, roles: Sequence[HeldRole], today: date) -> Line:
    """Return what follows the name in a list: role, tier and last contact."""
    role = next((role_text(each) for each in roles if each.role.to_on is None or each.role.to_on >= today), "")
    parts = [each for each in (role, f"nivå {row.tier}", last_contact(row, today)) if each]
    return line(" · ".join(parts))
