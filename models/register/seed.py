"""The first entries of the register: partners, sub-regions, ministries, committees and target groups of the pack.

A workspace gets them the first time somebody there opens the register, and changes of the pack once a day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.schema.base import outward
from content.schema.pack import Pack
from models.db.bulk import insert_rows
from models.register import postings
from models.register.words import folded_name
from models.tables import Organisation, Workspace
from models.workspace.workspaces import lock


@dataclass(frozen=True)
class Seed:
    """An organisation in the content pack. Its fields are columns of `Organisation`."""

    pack_id: str
    name: str
    kind: str
    source: str
    themes: tuple[str, ...] = ()
    cooperation: tuple[str, ...] = ()
    note: str | None = None
    link: str | None = None
    municipality: str | None = None


def ensure(session: Session, workspace: Workspace, pack: Pack, now: datetime) -> int:
    """Sync the register with the pack, once a local day; return how many entries were new.

    What people have changed or removed is left alone, and an entry they made themselves under the same name becomes the
    pack's with everything they wrote. Two that run at once do it once.
    """
    today = now.astimezone(workspace.zone).date()
    if workspace.register_synced_on == today:
        return 0
    lock(session, workspace.id)
    rows = _rows(session, workspace.id)
    wanted = {each.pack_id: each for each in seeds(pack)}
    mended = [row.id for pack_id, each in wanted.items() if (row := rows.get(pack_id)) and _mend(row, each)]
    adopted = _adopted(session, workspace.id, [each for key, each in wanted.items() if key not in rows])
    new = [each for key, each in wanted.items() if key not in rows and key not in adopted]
    values = [_values(each) | _born(workspace.id, each, now, today) for each in new]
    added = [row.id for row in insert_rows(session, Organisation, values, (Organisation.__table__.c.id,))]
    for key, row in rows.items():
        if key not in wanted and not row.kept and row.owner is None and row.last_dialogue_on is None:
            row.removed_at = row.removed_at or now
            mended.append(row.id)
    postings.write(session, workspace.id, (), [*added, *mended, *adopted.values()], today)
    workspace.register_synced_on = today
    session.flush()
    return len(added)


def seeds(pack: Pack) -> Iterator[Seed]:
    """Yield all organisations in a pack."""
    for each in pack.stakeholders:
        yield Seed(
            f"interessent:{each.id}", each.name, each.kind, each.kilde, each.themes, note=each.about, link=each.link
        )
    for partner in pack.alliances.alliances:
        forms = tuple(form.text for form in outward(partner.cooperation))
        key = f"allianse:{partner.id}"
        yield Seed(key, partner.name, "samarbeid", partner.kilde, (), forms, note=partner.about, link=partner.link)
    for region in pack.organisation.subregions:
        seat = f"Styreplass: {region.municipality or 'ikke kjent'} ({region.confirmed})."
        yield Seed(
            f"delregion:{region.id}", region.name, "delregion", region.kilde, note=seat, municipality=region.number
        )
    yield from _audiences(pack)


def _audiences(pack: Pack) -> Iterator[Seed]:
    """Yield the target groups of all issues, each once with all its themes."""
    named = {each.id for each in pack.stakeholders}
    found: dict[str, Seed] = {}
    for issue in pack.issues:
        for each in issue.audiences:
            before = found.get(each.id)
            themes = (*(before.themes if before else ()), issue.id)
            if each.id not in named:
                key = f"målgruppe:{each.id}"
                found[each.id] = Seed(key, each.name, "målgruppe", each.kilde, themes, note=each.advice)
    yield from found.values()


def _rows(session: Session, workspace_id: int) -> Mapping[str, Organisation]:
    mine = (Organisation.workspace_id == workspace_id, Organisation.pack_id.is_not(None))
    query = select(Organisation).where(*mine).execution_options(populate_existing=True)
    return {row.pack_id or "": row for row in session.scalars(query)}


def _values(each: Seed) -> dict[str, Any]:
    return {
        "name": each.name,
        "folded": folded_name(each.name),
        "kind": each.kind,
        "source": each.source,
        "themes": list(each.themes),
        "cooperation": list(each.cooperation),
        "note": each.note,
        "link": each.link,
        "municipality": each.municipality,
    }


def _born(workspace_id: int, each: Seed, now: datetime, today: Any) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "pack_id": each.pack_id,
        "tier": "C",
        "kept": [],
        "version": 1,
        "quiet_since": today,
        "created_by": "",
        "created_at": now,
    }


def _mend(row: Organisation, each: Seed) -> bool:
    if row.removed_at is not None:
        return False
    kept = {*row.kept, *(["folded"] if "name" in row.kept else [])}
    differing = {name: value for name, value in _values(each).items() if name not in kept}
    changed = {name: value for name, value in differing.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += bool(changed)
    return bool(changed)


def _adopted(session: Session, workspace_id: int, new: list[Seed]) -> Mapping[str, int]:
    """Make what people added under the same name the pack's; return the ids by the pack's."""
    names = {folded_name(each.name): each for each in new}
    query = select(Organisation).where(
        Organisation.workspace_id == workspace_id,
        Organisation.pack_id.is_(None),
        Organisation.removed_at.is_(None),
        Organisation.folded.in_(names),
    )
    adopted: dict[str, int] = {}
    for row in session.scalars(query.order_by(Organisation.id)).all():
        each = names.pop(row.folded, None)
        if each is not None:
            row.pack_id = each.pack_id
            row.kept = [name for name in _values(each) if name != "folded" and getattr(row, name) not in (None, [])]
            _mend(row, each)
            adopted[each.pack_id] = row.id
    return adopted
