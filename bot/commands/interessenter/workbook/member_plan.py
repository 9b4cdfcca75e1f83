"""Planning the import of a list of members: what it would add and change, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.cards.words import listing
from bot.commands.ask import Ask
from bot.commands.interessenter.workbook.member_rows import MemberLine
from content.municipalities import Municipality
from models.members.changing import EDIT, WantedHolder, lock_members, save_member, set_holder
from models.members.holders import holders_elsewhere, named_people, person_named
from models.members.members import MemberPerson, MemberRow, members, people_of
from models.register import edits
from models.register.roles import HeldRole, roles
from models.register.words import folded_name, same_name_key
from models.tables import Edit, Person

TWICE = "Den samme kommunen står lenger opp i arket."


@dataclass(frozen=True)
class PlannedHolder:
    """Somebody who gets a function, or whose details change. `before` are the names of those whose function ends."""

    wanted: WantedHolder
    before: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """The details that change, in words; empty if they get the function."""


@dataclass(frozen=True)
class PlannedMember:
    """A member that is added or changed: `values` are the columns that change."""

    known: MemberRow
    is_new: bool
    values: Mapping[str, str]
    holders: tuple[PlannedHolder, ...] = ()


@dataclass(frozen=True)
class MemberPlan:
    """The plan of a list: members to add and to change, how many are unchanged, and the rows with errors."""

    added: tuple[PlannedMember, ...]
    changed: tuple[PlannedMember, ...]
    same: int
    unclear: tuple[MemberLine, ...]
    after: int = 0
    """How many members there are afterwards."""

    @property
    def wanted(self) -> tuple[PlannedMember, ...]:
        """Return all that would be written."""
        return (*self.changed, *self.added)


@dataclass(frozen=True)
class _Known:
    """What is known of the members and the people that a list names."""

    members: Mapping[str, MemberRow]
    people: Mapping[str, Sequence[MemberPerson]]
    named: Mapping[str, Sequence[Person]]
    elsewhere: Mapping[int, frozenset[str]]
    roles: Mapping[int, Sequence[HeldRole]]


def plan_members(ask: Ask, session: Session, lines: Sequence[MemberLine]) -> MemberPlan:
    """Return the plan of the rows of a list."""
    known = _known(ask, session, lines)
    added: list[PlannedMember] = []
    changed: list[PlannedMember] = []
    unclear: list[MemberLine] = []
    seen = set[str]()
    same = 0
    for line in lines:
        faults = _faults(line, known, seen)
        if faults or line.place is None:
            unclear.append(replace(line, wrong=faults))
            continue
        seen.add(line.place.number)
        planned = _planned(line, line.place, known)
        if planned.is_new:
            added.append(planned)
        elif planned.values or planned.holders:
            changed.append(planned)
        else:
            same += 1
    return MemberPlan(tuple(added), tuple(changed), same, tuple(unclear), len(known.members) + len(added))


def apply_members(ask: Ask, session: Session, planned: MemberPlan, source: str) -> Edit:
    """Write a plan as one edit, which is returned; new people get `source`. `ask.progress` is called for each member."""
    lock_members(session, ask.workspace.id)
    edit = edits.begin(session, ask.workspace.id, ask.user_id, EDIT, ask.now)
    for done, each in enumerate(planned.wanted):
        ask.progress(done, len(planned.wanted))
        if each.is_new or each.values:
            save_member(session, ask.workspace.id, each.known, each.values, edit)
        new: dict[str, int] = {}
        for holder in each.holders:
            # One person may have several functions: the mayor is often on the board.
            key = same_name_key(holder.wanted.name)
            wanted = replace(holder.wanted, person_id=holder.wanted.person_id or new.get(key, 0))
            new[key] = set_holder(session, ask.workspace.id, each.known, wanted, edit, source)
    return edit


def _known(ask: Ask, session: Session, lines: Sequence[MemberLine]) -> _Known:
    rows = members(session, ask.workspace.id, ask.pack)
    people = people_of(session, ask.workspace.id, ask.today)
    named = named_people(session, ask.workspace.id, [each.name for line in lines for each in line.holders])
    ids = [each.id for found in named.values() for each in found]
    holding = [each.person_id for found in people.values() for each in found]
    return _Known(
        {each.number: each for each in rows},
        people,
        named,
        holders_elsewhere(session, ask.workspace.id, ask.today, ids),
        roles(session, ask.workspace.id, [*{*ids, *holding}], ask.today),
    )


def _faults(line: MemberLine, known: _Known, seen: set[str]) -> tuple[str, ...]:
    """Return what is wrong with a row, also that a name may mean several people of the register."""
    if line.wrong or line.place is None:
        return line.wrong
    if line.place.number in seen:
        return (TWICE,)
    found = [(each, _person(each, line.place.number, known)) for each in line.holders]
    return tuple(
        f"Flere i registeret heter {each.name} ({listing([f'P{one.id}' for one in who], 'eller')}). Slå dem sammen først, eller legg inn personen på kortet til kommunen."
        for each, who in found
        if not isinstance(who, int)
    )


def _person(wanted: WantedHolder, number: str, known: _Known) -> int | Sequence[Person]:
    same = known.named.get(folded_name(wanted.name), ())
    return person_named(wanted.name, number, known.people.get(number, ()), same, known.elsewhere)


def _planned(line: MemberLine, place: Municipality, known: _Known) -> PlannedMember:
    number, name = place.number, place.name
    row = known.members.get(number)
    values = {**line.values, **({} if row and row.name == name else {"name": name})}
    if row is not None:
        values = {column: value for column, value in values.items() if getattr(row, column) != value}
    holders = tuple(filter(None, (_holder(each, number, known) for each in line.holders)))
    return PlannedMember(row or MemberRow(number, name, place.county), row is None, values, holders)


def _holder(wanted: WantedHolder, number: str, known: _Known) -> PlannedHolder | None:
    """Return what changes of who has a function; None if nothing does."""
    who = _person(wanted, number, known)
    person_id = who if isinstance(who, int) else 0
    wanted = replace(wanted, person_id=person_id)
    current = [each for each in known.people.get(number, ()) if each.function == wanted.function]
    mine = next((each for each in current if each.person_id == person_id), None)
    before = tuple(each.name for each in current if each.person_id != person_id)
    if mine is None or before:
        return PlannedHolder(wanted, before)
    changed = [
        *(["e-post"] if wanted.email and wanted.email != mine.email else []),
        *(["telefon"] if wanted.phone and wanted.phone != mine.phone else []),
        *(["parti"] if wanted.party and wanted.party not in _parties(known.roles.get(person_id, ())) else []),
    ]
    return PlannedHolder(wanted, (), tuple(changed)) if changed else None


def _parties(held: Sequence[HeldRole]) -> set[str | None]:
    return {each.role.party for each in held if each.role.to_on is None}
