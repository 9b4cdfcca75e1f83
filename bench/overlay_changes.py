"""Twenty changes of the content in each workspace, for `bench/overlays.py`: texts of their own, of five or six files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, insert, literal, select, update

from content.load import DEFAULT, load_pack
from models.content.packs import changes_of, note_marks, pack_of
from models.db.database import Database
from models.occurrences.sync import sync
from models.tables import ContentEntry, Occurrence, Workspace

CHANGES = 20
TEXT = "Ingen andre sier akkurat det samme som arbeidsområde "
AT_ONCE = 200
WHEEL, RAILWAY, CAMPAIGN = "arshjul.yaml", "saker/jernbane.yaml", "kampanjer/2026.yaml"
TRACKS = ("rikstunnelen", "intercity-og-grenbaner", "grensekryssende-jernbane", "godstransport")
TEXTS = (
    *((RAILWAY, each, "budskap") for each in TRACKS),
    *((RAILWAY, each, "tekst") for each in ("okt-kapasitet", "punktlighet", "kronikker", "temamoter")),
    *((WHEEL, each, "tekst") for each in ("nhos-arskonferanse", "agenda-innlandet", "ostfoldkonferansen")),
    ("organisasjon.yaml", "osloregionen", "navn"),
    ("allianser.yaml", "ks", "om"),
)
"""The file, the entry and the field of thirteen changes; two new entries of the wheel come besides."""
IN_DIGEST = (
    *((CAMPAIGN, f"grep-{number}", "slagord") for number in (1, 2, 3, 4)),
    ("statsbudsjett.yaml", "nov-jan", "budskap"),
)
BESIDE = tuple(
    ("handverk.yaml", each, "tekst")
    for each in ("prosess-problemet", "prosess-beslutninger", "prosess-drivere", "timing-sykluser", "timing-oversikt")
)
"""Five more, of what the digest says or of what it does not."""


def change_all(database: Database, now: datetime, *, is_in_digest: bool) -> None:
    """Give each workspace its twenty changes; only with `is_in_digest` are some of them of what the digest says."""
    with database.reading() as session:
        ids = session.scalars(select(Workspace.id).order_by(Workspace.id)).all()
    for first in range(0, len(ids), AT_ONCE):
        few = ids[first : first + AT_ONCE]
        with database.session() as session:
            session.execute(
                insert(ContentEntry), [row for each in few for row in _rows(each, now, is_in_digest=is_in_digest)]
            )
            for workspace in session.scalars(select(Workspace).where(Workspace.id.in_(few))):
                workspace.content_version = f"{workspace.id:032x}"
                note_marks(workspace, changes_of(session, workspace.id))
    _sync_all(database, ids, now)
    with database.reading() as session:
        assert len(changes_of(session, ids[0])) == CHANGES


def _sync_all(database: Database, ids: Sequence[int], now: datetime) -> None:
    """Bring the calendars in line with the changes: one as the night does, and the others as it became.

    No two have the same texts in January. (A sync of each would take longer than everything else here.)
    """
    with database.session() as session:
        first = session.get_one(Workspace, ids[0])
        plan_after = first.plan_after
        sync(session, first, pack_of(session, first, load_pack(DEFAULT)), now)
        day, near, _ = (first.synced_with or "").split()
        for entry in (entry for file, entry, _ in TEXTS if file == WHEEL):
            changed = update(Occurrence).where(Occurrence.key.like(f"arshjul:%:{entry}"))
            session.execute(changed.values(title=literal(TEXT) + cast(Occurrence.workspace_id, String)))
        first.plan_after = plan_after
        session.execute(update(Workspace), [{"id": each, "synced_with": f"{day} {near} {each:032x}"} for each in ids])


def _rows(workspace_id: int, now: datetime, *, is_in_digest: bool) -> list[dict[str, Any]]:
    by = {"workspace_id": workspace_id, "version": 1, "changed_by": "U1", "changed_at": now, "is_removed": False}
    text = f"{TEXT}{workspace_id}"
    changed = [
        by | {"file": file, "entry": entry, "fields": {field: text}, "place": None, "after": None, "is_new": False}
        for file, entry, field in (*TEXTS, *(IN_DIGEST if is_in_digest else BESIDE))
    ]
    new = [
        by
        | {"file": WHEEL, "entry": f"vart-{month}", "fields": {"tekst": text, "kilde": "chatten"}}
        | {"place": ["måneder", month, "saker"], "after": None, "is_new": True}
        for month in range(2)
    ]
    return [*changed, *new]
