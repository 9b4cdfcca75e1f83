"""The register as a flat list, one entry for each person and organisation: the rows of a workbook."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.register.filters import RegisterFilter, conditions
from models.register.journal import journal_days
from models.tables import Organisation, Person, Role, Stance, Workspace

STANDING = ("tier", "interest", "influence", "owner", "municipality", "note", "source")
TOGETHER = 5_000


@dataclass(frozen=True)
class RegisterEntry:
    """A person (`P12`) with the first current role, or an organisation (`V3`); what is not known is None or empty."""

    ref: str
    name: str
    organisation: str
    kind: str
    """A name of `kinds.ROLES`, or of `kinds.ORGANISATIONS`."""
    tier: str
    source: str
    title: str | None = None
    body: str | None = None
    party: str | None = None
    municipality: str | None = None
    """A municipality number."""
    themes: tuple[str, ...] = ()
    interest: int | None = None
    influence: int | None = None
    owner: str | None = None
    last: date | None = None
    journal: tuple[date, ...] = ()
    """The days of dialogues that should perhaps be in the public record."""
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    purpose: str | None = None
    role_id: int | None = None


def entries(
    session: Session, workspace: Workspace, today: date, asked: RegisterFilter | None = None
) -> list[RegisterEntry]:
    """Return all, or those that match (the words are ignored), people first, by name; `today` is the local day."""
    wanted = asked or RegisterFilter()
    people = _rows(session, Person, workspace, wanted, today, ("email", "phone", "purpose"))
    others = _rows(session, Organisation, workspace, wanted, today, ("kind", "themes"))
    roles, themes = _roles(session, workspace.id, today), _themes(session, workspace.id)
    journal = journal_days(session, workspace.id)
    found = [
        *(_person(row, roles.get(row.id), themes["p", row.id]) for row in people),
        *(_organisation(row, themes["o", row.id]) for row in others),
    ]
    return [replace(each, journal=days) if (days := _marked(journal, each)) else each for each in found]


def _marked(journal: Mapping[tuple[str, int], tuple[date, ...]], each: RegisterEntry) -> tuple[date, ...]:
    return journal.get(("p" if each.ref.startswith("P") else "o", int(each.ref[1:])), ())


def _rows(
    session: Session,
    table: type[Person | Organisation],
    workspace: Workspace,
    asked: RegisterFilter,
    today: date,
    more: Sequence[str],
) -> Sequence[Row[Any]]:
    columns = [getattr(table, name) for name in ("id", "name", "last_dialogue_on", *STANDING, *more)]
    query = select(*columns).where(*conditions(table, workspace, asked, today))
    return session.execute(query.order_by(table.folded, table.id)).all()


def _roles(session: Session, workspace_id: int, today: date) -> Mapping[int, Row[Any]]:
    """Return the first current role of each person, with the name of the organisation it is in."""
    query = (
        select(Role.id, Role.person_id, Role.kind, Role.title, Role.body, Role.party, Organisation.name, Role.to_on)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.workspace_id == workspace_id)
        .order_by(Role.id.desc())
    )
    found: Any = session.execute(query).all()
    return {row.person_id: row for row in found if row.to_on is None or row.to_on >= today}


def _themes(session: Session, workspace_id: int) -> Mapping[tuple[str, int], tuple[str, ...]]:
    query = select(Stance.person_id, Stance.organisation_id, Stance.theme).where(Stance.workspace_id == workspace_id)
    found: dict[tuple[str, int], tuple[str, ...]] = defaultdict(tuple)
    for person_id, organisation_id, theme in session.execute(query.order_by(Stance.theme)):
        key = ("p", person_id) if person_id else ("o", organisation_id or 0)
        found[key] = (*found[key], theme)
    return found


def _standing(row: Row[Any]) -> Iterator[tuple[str, Any]]:
    yield from ((name, getattr(row, name)) for name in STANDING)


def _person(row: Row[Any], role: Row[Any] | None, themes: tuple[str, ...]) -> RegisterEntry:
    return RegisterEntry(
        f"P{row.id}",
        row.name,
        (role.name if role else None) or "",
        role.kind if role else "",
        title=role.title if role else None,
        body=role.body if role else None,
        party=role.party if role else None,
        themes=themes,
        last=row.last_dialogue_on,
        email=row.email,
        phone=row.phone,
        purpose=row.purpose,
        role_id=role.id if role else None,
        **dict(_standing(row)),
    )


def _organisation(row: Row[Any], themes: tuple[str, ...]) -> RegisterEntry:
    both = tuple(sorted({*themes, *row.themes}))
    return RegisterEntry(
        f"V{row.id}", "", row.name, row.kind, themes=both, last=row.last_dialogue_on, **dict(_standing(row))
    )
