"""The member municipalities of a workspace: those of the content pack, and what people have entered, by their numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from content.municipalities import municipalities, municipality
from content.schema.pack import Pack
from models.db.in_list import in_list
from models.members.functions import FUNCTIONS, MAYOR
from models.register.kinds import WITH_PARTY
from models.tables import Member, MemberContact, Person


@dataclass(frozen=True)
class MemberRow:
    """A member municipality. `region` is the name of its sub-region; empty texts and None are what nobody knows."""

    number: str
    name: str
    county: str = ""
    region: str = ""
    has_board_seat: bool = False
    """Whether the content pack says that the municipality holds its sub-region's seat."""
    joined: str | None = None
    language: str = "nb"
    recipient: str = MAYOR
    is_entered: bool = False
    """Whether people have entered it, so that it is not only the content pack's."""

    @property
    def label(self) -> str:
        """Return its name, with the county if two municipalities have that name."""
        return self.name if len(municipalities(self.name)) <= 1 else f"{self.name} ({self.county})"


@dataclass(frozen=True)
class MemberPerson:
    """A person of the register with a function for a member."""

    id: int
    """Of the `MemberContact`."""
    number: str
    function: str
    person_id: int
    name: str
    email: str | None
    phone: str | None
    from_on: date | None
    to_on: date | None
    known_since: date | None = None
    """Since when they have had it, or the day that somebody entered them."""
    reviewed_on: date | None = None
    """The local day that somebody last said that they are still needed."""

    def is_from_before(self, election: date | None) -> bool:
        """Return True if an elected person was known before an election, and nobody has said since that it is still them."""
        if election is None or FUNCTIONS[self.function].role not in WITH_PARTY:
            return False
        newest = max((each for each in (self.known_since, self.reviewed_on) if each), default=None)
        return newest is not None and newest <= election


class EnteredMember(NamedTuple):
    """The columns of a `Member` that a member is made of, by the same names."""

    number: str
    name: str
    region: str
    joined: str | None
    language: str
    recipient: str
    removed_at: datetime | None


def _columns() -> Select[Any]:
    """Return the query for the columns alone: whole rows took a page of a round, which reads all members, 1 ms more."""
    return select(*(getattr(Member, name) for name in EnteredMember._fields))


def members(session: Session, workspace_id: int, pack: Pack) -> Sequence[MemberRow]:
    """Return the members, in the order of their names."""
    rows = session.execute(_columns().where(Member.workspace_id == workspace_id))
    return _joined(pack, [EnteredMember(*row) for row in rows])


def members_of_each(session: Session, packs: Mapping[int, Pack]) -> Mapping[int, Sequence[MemberRow]]:
    """Return the members of several workspaces, given by their ids with the pack of each."""
    query = select(Member).where(in_list(Member.workspace_id, "workspaces"))
    entered: dict[int, list[Member]] = {}
    for row in session.scalars(query, {"workspaces": list(packs)}):
        entered.setdefault(row.workspace_id, []).append(row)
    return {each: _joined(pack, entered.get(each, ())) for each, pack in packs.items()}


def _joined(pack: Pack, entered: Sequence[Member] | Sequence[EnteredMember]) -> Sequence[MemberRow]:
    rows = {row.number: row for row in entered}
    regions = {each.id: each for each in pack.organisation.subregions}
    seats = {each.number for each in pack.organisation.subregions if each.number}
    found: dict[str, MemberRow] = {}
    for each in pack.organisation.members:
        region = regions.get(each.subregion or "")
        found[each.number] = MemberRow(
            each.number, each.name, _county(each.number), region.name if region else "", each.number in seats
        )
    for number, row in rows.items():
        if row.removed_at is not None:
            found.pop(number, None)
            continue
        found[number] = MemberRow(
            number,
            row.name,
            _county(number),
            row.region,
            number in seats,
            row.joined,
            row.language,
            row.recipient,
            True,
        )
    return sorted(found.values(), key=lambda each: (each.name, each.number))


def people_of(
    session: Session, workspace_id: int, today: date, numbers: Collection[str] | None = None
) -> Mapping[str, Sequence[MemberPerson]]:
    """Return who has a function for each member on a local day, by the member's number; of all members if none are given."""
    query = (
        select(MemberContact, Person)
        .join(Person, Person.id == MemberContact.person_id)
        .where(
            MemberContact.workspace_id == workspace_id,
            Person.workspace_id == workspace_id,
            Person.removed_at.is_(None),
            or_(MemberContact.from_on.is_(None), MemberContact.from_on <= today),
            or_(MemberContact.to_on.is_(None), MemberContact.to_on >= today),
            *([in_list(MemberContact.number, "numbers")] if numbers is not None else []),
        )
        .order_by(MemberContact.number, MemberContact.id)
    )
    found: dict[str, list[MemberPerson]] = {}
    for contact, person in session.execute(query, {"numbers": list(numbers)} if numbers is not None else {}):
        found.setdefault(contact.number, []).append(
            MemberPerson(
                contact.id, contact.number, contact.function, person.id, person.name, person.email, person.phone,
                contact.from_on, contact.to_on, contact.from_on or contact.created_at.date(), person.reviewed_on,
            )
        )  # fmt: skip
    return found


def recipient_of(member: MemberRow, people: Sequence[MemberPerson]) -> MemberPerson | None:
    """Return who gets what a member's mayor is asked: the function that the municipality chose, else the mayor."""
    for function in dict.fromkeys((member.recipient, MAYOR)):
        chosen = next((each for each in people if each.function == function), None)
        if chosen is not None:
            return chosen
    return None


def _county(number: str) -> str:
    known = municipality(number)
    return known.county if known else ""
