"""Writing many people and organisations down at once, as one act that is undone as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ScalarResult, select
from sqlalchemy.orm import Session

from content.folding import clean
from models.base import Base
from models.bulk import bulk_insert
from models.ids import reserve
from models.register import edits, postings
from models.register.contact import recount
from models.register.kinds import WITH_PARTY
from models.register.standing import local_day
from models.register.words import folded_name
from models.tables import (
    Counterpart,
    Dialogue,
    Edit,
    EditedRow,
    Organisation,
    Participant,
    Person,
    Role,
    Stance,
)

TOGETHER = 500
ROLE = ("kind", "title", "body", "party")
UNTOLD = "samtale"
"""The channel of a last contact that was read from a workbook."""


@dataclass(frozen=True)
class Wanted:
    """What is to be written of one: `id` is 0 for somebody new. `values` are columns of the person or organisation.

    `role` holds `kind`, `title`, `body`, `party` and `organisation` (a name), as far as they are told; `role_id` is the
    one to mend. `themes` are ids of the pack's issues that are new to them; `last` is a newer day of contact.
    """

    is_person: bool
    id: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)
    role: Mapping[str, Any] = field(default_factory=dict)
    role_id: int | None = None
    themes: tuple[str, ...] = ()
    last: date | None = None


Side = tuple[int | None, int | None, Wanted]
"""Whom something is written of: a person's id or an organisation's, and what is wanted."""


def unheard(done: int, of: int) -> None:
    """Hear nothing of how far the writing has come."""
    del done, of


def write_all(
    session: Session,
    workspace_id: int,
    wanted: Sequence[Wanted],
    edit: Edit,
    progress: Callable[[int, int], None] = unheard,
) -> None:
    """Write all that is wanted as part of an act; an organisation that is only named in a role is written down too.

    `progress` hears how many are done, of how many.
    """
    day = local_day(session, workspace_id, edit.at)
    others = [each for each in wanted if not each.is_person]
    people = [each for each in wanted if each.is_person]
    organisations = _written(session, workspace_id, Organisation, others, edit, day)
    where = _organisations(session, workspace_id, people, edit, day)
    ids = _written(session, workspace_id, Person, people, edit, day)
    _roles(session, workspace_id, [*zip(ids, people, strict=True)], where, edit)
    sides: list[Side] = [(id_, None, each) for id_, each in zip(ids, people, strict=True)]
    sides += [(None, id_, each) for id_, each in zip(organisations, others, strict=True)]
    _stances(session, workspace_id, sides, edit, day)
    _contacts(session, workspace_id, sides, edit)
    talked = [(person_id, organisation_id) for person_id, organisation_id, each in sides if each.id and each.last]
    recount(session, workspace_id, [one for one, _ in talked if one], [other for _, other in talked if other])
    _found_by(session, workspace_id, ids, sorted({*organisations, *where.values()}), day, progress)


def _found_by(
    session: Session,
    workspace_id: int,
    people: Sequence[int],
    organisations: Sequence[int],
    day: date,
    progress: Callable[[int, int], None],
) -> None:
    """Write the words they are found by, which takes longest: of this it is told how far it has come."""
    done, total = 0, len(people) + len(organisations)
    for few, others in (*((some, ()) for some in _some(people)), *(((), some) for some in _some(organisations))):
        progress(done, total)
        postings.write(session, workspace_id, few, others, day)
        done += len(few) + len(others)


def _written(
    session: Session,
    workspace_id: int,
    table: type[Person | Organisation],
    wanted: Sequence[Wanted],
    edit: Edit,
    day: date,
) -> list[int]:
    """Return the ids of those that are wanted, in their order."""
    new = [_new(table, workspace_id, each.values, edit, day, each.last) for each in wanted if not each.id]
    fresh = iter(_inserted(session, table, new, edit))
    known = {each.id: each for each in wanted if each.id}
    for some in _some(sorted(known)):
        rows = select(table).where(table.workspace_id == workspace_id, table.id.in_(some)).with_for_update()
        found: ScalarResult[Person | Organisation] = session.scalars(rows)
        for row in found:
            edits.changed(session, edit, row, known[row.id].values)
            row.folded = folded_name(row.name)
    return [each.id or next(fresh) for each in wanted]


def _new(
    table: type[Person | Organisation],
    workspace_id: int,
    values: Mapping[str, Any],
    edit: Edit,
    day: date,
    last: date | None = None,
) -> dict[str, Any]:
    name = clean(values["name"])
    row = {
        "workspace_id": workspace_id,
        "folded": folded_name(name),
        "quiet_since": last or day,
        "last_dialogue_on": last,
        "created_by": edit.user_id,
        "created_at": edit.at,
    }
    usual: dict[str, Any] = {"tier": "C", "interest": None, "influence": None, "owner": None, "municipality": None}
    usual |= {"note": None, **({"email": None, "phone": None} if table is Person else {"kind": "annet", "themes": []})}
    return row | usual | dict(values) | {"name": name}


def _inserted(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]], edit: Edit) -> list[int]:
    """Insert rows that all name the same columns, and take down that they belong to the act; return their ids in order."""
    if not rows:
        return []
    # Tables, not entities: of fifty thousand, the ORM's own reckoning would take longer than the database.
    ids, name = list(reserve(session, table, len(rows))), table.__tablename__
    _put(session, table, [{"id": row_id, **row} for row_id, row in zip(ids, rows, strict=True)])
    _put(
        session,
        EditedRow,
        [
            {
                "workspace_id": edit.workspace_id,
                "edit_id": edit.id,
                "person_id": row_id if table is Person else row.get("person_id"),
                "organisation_id": row_id if table is Organisation else row.get("organisation_id"),
                "table": name,
                "row_id": row_id,
                "before": None,
                "after": {},
            }
            for row_id, row in zip(ids, rows, strict=True)
        ],
    )
    return ids


def _organisations(
    session: Session, workspace_id: int, people: Sequence[Wanted], edit: Edit, day: date
) -> dict[str, int]:
    """Return the ids of the organisations that roles are in, by folded name; who is not known is written down."""
    names = {folded_name(name): name for each in people if (name := each.role.get("organisation"))}
    found: dict[str, int] = {}
    for some in _some(sorted(names)):
        mine = (Organisation.workspace_id == workspace_id, Organisation.folded.in_(some))
        query = select(Organisation.folded, Organisation.id).where(*mine, Organisation.removed_at.is_(None))
        ordered = query.order_by(Organisation.id.desc())
        found |= {folded: organisation_id for folded, organisation_id in session.execute(ordered)}  # noqa: C416 - a row is no pair to the type checker
    kinds = {
        folded_name(each.role["organisation"]): each.role.get("organisation_kind", "annet")
        for each in people
        if each.role.get("organisation")
    }
    source = {
        folded_name(each.role["organisation"]): each.values.get("source", "")
        for each in people
        if each.role.get("organisation")
    }
    missing = [folded for folded in names if folded not in found]
    new = [
        _new(Organisation, workspace_id, {"name": names[each], "kind": kinds[each], "source": source[each]}, edit, day)
        for each in missing
    ]
    return found | dict(zip(missing, _inserted(session, Organisation, new, edit), strict=True))


def _roles(
    session: Session, workspace_id: int, people: Sequence[tuple[int, Wanted]], where: Mapping[str, int], edit: Edit
) -> None:
    new: list[dict[str, Any]] = []
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
        usual: dict[str, Any] = dict.fromkeys((*ROLE, "organisation_id")) | {"kind": "annet"}
        new.append({"workspace_id": workspace_id, "person_id": person_id, **(usual | held)})
    for row_wanted in new:
        row_wanted["party"] = row_wanted["party"] if row_wanted["kind"] in WITH_PARTY else None
    _inserted(session, Role, new, edit)


def _stances(session: Session, workspace_id: int, sides: Iterable[Side], edit: Edit, day: date) -> None:
    rows = [
        {
            "workspace_id": workspace_id,
            "person_id": person_id,
            "organisation_id": organisation_id,
            "theme": theme,
            "stance": "",
            "on": day,
        }
        for person_id, organisation_id, each in sides
        for theme in each.themes
    ]
    _inserted(session, Stance, rows, edit)


def _contacts(session: Session, workspace_id: int, sides: Iterable[Side], edit: Edit) -> None:
    """Write down the last contact of each as a dialogue that tells no more than its day."""
    told = [(person_id, organisation_id, each) for person_id, organisation_id, each in sides if each.last]
    dialogues = [
        {
            "workspace_id": workspace_id,
            "day": each.last,
            "channel": UNTOLD,
            "created_by": edit.user_id,
            "created_at": edit.at,
        }
        for _, _, each in told
    ]
    ids = _inserted(session, Dialogue, dialogues, edit)
    counterparts = [
        {
            "workspace_id": workspace_id,
            "dialogue_id": dialogue_id,
            "person_id": person_id,
            "organisation_id": organisation_id,
            "day": each.last,
        }
        for dialogue_id, (person_id, organisation_id, each) in zip(ids, told, strict=True)
    ]
    _inserted(session, Counterpart, counterparts, edit)
    ours = [
        {"workspace_id": workspace_id, "dialogue_id": dialogue_id, "user_id": each.values.get("owner") or edit.user_id}
        for dialogue_id, (_, _, each) in zip(ids, told, strict=True)
    ]
    if ours:
        _put(session, Participant, ours)


def _put(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    bulk_insert(session, table.metadata.tables[table.__tablename__], rows)


def _some(wanted: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(wanted), TOGETHER):
        yield wanted[start : start + TOGETHER]
