"""Inserts and updates many people and organisations at once, as one edit that is undone as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ScalarResult, select
from sqlalchemy.orm import Session

from content.folding import clean
from models.db.base import Base
from models.db.bulk import bulk_insert_columns, reserve, room_for_much
from models.register import edits, postings
from models.register.inserting import insert_many
from models.register.kinds import PURPOSE, WITH_PARTY
from models.register.last_contact import recount
from models.register.saving import local_day
from models.register.words import folded_name
from models.tables import (
    Counterpart,
    Dialogue,
    Edit,
    Organisation,
    Participant,
    Person,
    Role,
    Stance,
)

TOGETHER = 500
ROLE = ("kind", "title", "body", "party")
_BOTH = {"tier": "C", "interest": None, "influence": None, "owner": None, "municipality": None, "note": None}
USUAL: Mapping[type[Person | Organisation], Mapping[str, Any]] = {
    Person: {**_BOTH, "source": "", "purpose": PURPOSE, "email": None, "phone": None},
    Organisation: {**_BOTH, "source": "", "kind": "annet", "themes": []},
}
"""The values of somebody new, if nothing is given."""
UNTOLD = "samtale"
"""The channel of a last contact that was read from a workbook."""


@dataclass(frozen=True)
class WantedImport:
    """What to store of one: `id` is 0 for somebody new. `values` are columns of the person or organisation.

    `role` has `kind`, `title`, `body`, `party` and `organisation` (a name), as far as they are known; `role_id` is the
    one to update. `themes` are ids of the pack's issues that are new to them; `last` is a newer day of contact.
    """

    is_person: bool
    id: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    role: Mapping[str, Any] = field(default_factory=dict)
    role_id: int | None = None
    themes: tuple[str, ...] = ()
    last: date | None = None


Side = tuple[int | None, int | None, WantedImport]
"""A person's id or an organisation's, and what to store of them."""


def unheard(done: int, of: int) -> None:
    """Ignore the progress."""
    del done, of


def write_all(
    session: Session,
    workspace_id: int,
    wanted: Sequence[WantedImport],
    edit: Edit,
    progress: Callable[[int, int], None] = unheard,
) -> None:
    """Store everything wanted as part of an edit; an organisation that is only named in a role is added too.

    `progress` is called with how many are done, of how many.
    """
    with room_for_much(session.connection()):
        _write(session, workspace_id, wanted, edit, progress)


def _write(
    session: Session,
    workspace_id: int,
    wanted: Sequence[WantedImport],
    edit: Edit,
    progress: Callable[[int, int], None],
) -> None:
    day = local_day(session, workspace_id, edit.at)
    others = [each for each in wanted if not each.is_person]
    people = [each for each in wanted if each.is_person]
    organisations = _written(session, workspace_id, Organisation, others, edit, day)
    where, fresh = _organisations(session, workspace_id, people, edit, day)
    ids = _written(session, workspace_id, Person, people, edit, day)
    who = [*zip(ids, people, strict=True)]
    _roles(session, workspace_id, who, where, edit)
    sides: list[Side] = [(id_, None, each) for id_, each in who]
    sides += [(None, id_, each) for id_, each in zip(organisations, others, strict=True)]
    _stances(session, workspace_id, sides, edit, day)
    _contacts(session, workspace_id, sides, edit)
    talked = [(person_id, organisation_id) for person_id, organisation_id, each in sides if each.id and each.last]
    recount(session, workspace_id, [one for one, _ in talked if one], [other for _, other in talked if other])
    found_by = [*zip(organisations, others, strict=True), *fresh]
    _found_by(session, workspace_id, who, found_by, day, progress)


def _found_by(
    session: Session,
    workspace_id: int,
    people: Sequence[tuple[int, WantedImport]],
    organisations: Sequence[tuple[int, WantedImport]],
    day: date,
    progress: Callable[[int, int], None],
) -> None:
    """Write the words they are found by, which takes longest: `progress` reports this part."""
    sides = (people, organisations)
    known, others = ([row_id for row_id, each in side if each.id] for side in sides)
    new, new_others = ([row_id for row_id, each in side if not each.id] for side in sides)
    known += sorted(_members_of_renamed(session, workspace_id, organisations) - {row_id for row_id, _ in people})
    steps: list[tuple[Callable[..., None], Sequence[int], Sequence[int]]] = [
        *((postings.write, some, ()) for some in _some(known)),
        *((postings.write, (), some) for some in _some(others)),
        *((postings.write_new, some, ()) for some in _some(new)),
        *((postings.write_new, (), some) for some in _some(new_others)),
    ]
    done, total = 0, len(known) + len(others) + len(new) + len(new_others)
    for write, some, more in steps:
        progress(done, total)
        write(session, workspace_id, some, more, day)
        done += len(some) + len(more)


def _members_of_renamed(
    session: Session, workspace_id: int, organisations: Sequence[tuple[int, WantedImport]]
) -> set[int]:
    """Return the people who are found by the name of an organisation that has been renamed."""
    renamed = [row_id for row_id, each in organisations if each.id and "name" in each.values]
    return {member for each in renamed for member in postings.members(session, workspace_id, each)}


def _written(
    session: Session,
    workspace_id: int,
    table: type[Person | Organisation],
    wanted: Sequence[WantedImport],
    edit: Edit,
    day: date,
) -> list[int]:
    """Insert the new ones and update the others; return the ids of all, in their order."""
    new = [each for each in wanted if not each.id]
    fresh = iter(_inserted(session, table, _columns(table, workspace_id, new, edit, day), edit))
    known = {each.id: each for each in wanted if each.id}
    for some in _some(sorted(known)):
        # `+ 0` makes SQLite use the index of ids, and not read all of the workspace.
        rows = select(table).where(table.workspace_id + 0 == workspace_id, table.id.in_(some)).with_for_update()
        found: ScalarResult[Person | Organisation] = session.scalars(rows)
        for row in found:
            edits.changed(session, edit, row, known[row.id].values)
            row.folded = folded_name(row.name)
    return [each.id or next(fresh) for each in wanted]


def _columns(
    table: type[Person | Organisation], workspace_id: int, new: Sequence[WantedImport], edit: Edit, day: date
) -> Mapping[str, Sequence[Any]]:
    names = [clean(each.values["name"]) for each in new]
    values = {name: [each.values.get(name, usual) for each in new] for name, usual in USUAL[table].items()}
    return values | {
        "workspace_id": [workspace_id] * len(new),
        "name": names,
        "folded": list(map(folded_name, names)),
        "quiet_since": [each.last or day for each in new],
        "last_dialogue_on": [each.last for each in new],
        "created_by": [edit.user_id] * len(new),
        "created_at": [edit.at] * len(new),
    }


def _inserted(session: Session, table: type[Base], columns: Mapping[str, Sequence[Any]], edit: Edit) -> Sequence[int]:
    """Insert rows given as columns as part of the edit; return their ids, in order."""
    number = len(columns["workspace_id"])
    ids = reserve(session, table, number) if number else ()
    insert_many(session, table, ids, columns, edit)
    return ids


def _organisations(
    session: Session, workspace_id: int, people: Sequence[WantedImport], edit: Edit, day: date
) -> tuple[Mapping[str, int], Sequence[tuple[int, WantedImport]]]:
    """Return the ids of the organisations that roles are in, by folded name, and those of them that are new.

    Unknown organisations are added.
    """
    named: dict[str, WantedImport] = {}
    for each in people:
        if name := each.role.get("organisation"):
            kind = each.role.get("organisation_kind", "annet")
            values = {"name": name, "kind": kind, "source": each.values.get("source", "")}
            named[folded_name(name)] = WantedImport(is_person=False, values=values)
    found: dict[str, int] = {}
    for some in _some(sorted(named)):
        mine = (Organisation.workspace_id == workspace_id, Organisation.folded.in_(some))
        query = select(Organisation.folded, Organisation.id).where(*mine, Organisation.removed_at.is_(None))
        ordered = query.order_by(Organisation.id.desc())
        found |= {folded: organisation_id for folded, organisation_id in session.execute(ordered)}  # noqa: C416 - a row is not a pair to the type checker
    missing = {folded: each for folded, each in named.items() if folded not in found}
    ids = _written(session, workspace_id, Organisation, [*missing.values()], edit, day)
    return found | dict(zip(missing, ids, strict=True)), [*zip(ids, missing.values(), strict=True)]


def _roles(
    session: Session,
    workspace_id: int,
    people: Sequence[tuple[int, WantedImport]],
    where: Mapping[str, int],
    edit: Edit,
) -> None:
    new: list[tuple[int, Mapping[str, Any]]] = []
    for person_id, each in people:
        if not each.role:
            continue
        held = {name: each.role[name] for name in ROLE if name in each.role}
        if "organisation" in each.role:
            held["organisation_id"] = where.get(folded_name(each.role["organisation"]))
        if each.role_id:
            mine = (Role.workspace_id == workspace_id, Role.id == each.role_id)
            row = session.scalar(select(Role).where(*mine).with_for_update())
            if row is not None:
                edits.changed(session, edit, row, held)
            continue
        new.append((person_id, held))
    kinds = [held.get("kind", "annet") for _, held in new]
    columns = {name: [held.get(name) for _, held in new] for name in ("title", "body", "party", "organisation_id")}
    parties = zip(columns["party"], kinds, strict=True)
    ours = {"workspace_id": [workspace_id] * len(new), "person_id": [person_id for person_id, _ in new], "kind": kinds}
    with_party = {"party": [party if kind in WITH_PARTY else None for party, kind in parties]}
    _inserted(session, Role, ours | columns | with_party, edit)


def _stances(session: Session, workspace_id: int, sides: Iterable[Side], edit: Edit, day: date) -> None:
    rows = [(one, other, theme) for one, other, each in sides for theme in each.themes]
    columns: dict[str, Sequence[Any]] = {
        "workspace_id": [workspace_id] * len(rows),
        "person_id": [one for one, _, _ in rows],
        "organisation_id": [other for _, other, _ in rows],
        "theme": [theme for _, _, theme in rows],
        "stance": [""] * len(rows),
        "on": [day] * len(rows),
    }
    _inserted(session, Stance, columns, edit)


def _contacts(session: Session, workspace_id: int, sides: Iterable[Side], edit: Edit) -> None:
    """Add the last contact of each as a dialogue with nothing but its day."""
    rows = [(one, other, each) for one, other, each in sides if each.last]
    ours: dict[str, Sequence[Any]] = {"workspace_id": [workspace_id] * len(rows)}
    days: dict[str, Sequence[Any]] = {"day": [each.last for _, _, each in rows]}
    by: dict[str, Sequence[Any]] = {"created_by": [edit.user_id] * len(rows), "created_at": [edit.at] * len(rows)}
    ids = _inserted(session, Dialogue, ours | days | by | {"channel": [UNTOLD] * len(rows)}, edit)
    where = {"person_id": [one for one, _, _ in rows], "organisation_id": [other for _, other, _ in rows]}
    _inserted(session, Counterpart, ours | days | where | {"dialogue_id": ids}, edit)
    who = [each.values.get("owner") or edit.user_id for _, _, each in rows]
    participants = Participant.metadata.tables[Participant.__tablename__]
    bulk_insert_columns(session, participants, ours | {"dialogue_id": ids, "user_id": who})


def _some(wanted: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(wanted), TOGETHER):
        yield wanted[start : start + TOGETHER]
