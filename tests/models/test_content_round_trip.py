"""Export → import → export is identity, whatever people have changed, and whatever the receiver had changed before."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cli.content import write_pack
from content.difference import difference
from content.load import load_pack
from content.overlay import FILE, overlay, plain_files
from content.schema.pack import Pack
from models.content.content_edits import FieldConflictError, RefusedChangeError, WantedEdit, change, replace, undo
from models.content.packs import changes_of, pack_of
from models.db.database import Database
from models.occurrences.changes import ChangedError, GoneError
from models.tables import ContentEntry, Workspace
from models.workspace.workspaces import get_or_create
from tests.support.pack import small_issue, small_pack

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
SHARED = small_pack(issues=(small_issue("energi", "Energi"), small_issue("jernbane", "Jernbane")))
"""In the order of the files, as a pack is read."""
NUMBERS = count()
WHEEL = "arshjul.yaml"
TEXTS = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        ["#jernbane: «æøå» 🚆", "- 12.3", "ja", "null", "2026-01-01", "0301", "a: b", " x\n\n  y", "\u2028é"]
    ),
)
PLACES = st.tuples(
    st.just("måneder"),
    st.integers(0, 11),
    st.sampled_from(("arrangementer", "statsbudsjett", "ntp", "nettverksbygging", "saker")),
)
ENTRIES = st.sampled_from(("julelunsj", "arendalsuka", "energidagene", "ny-a", "ny-b", "ny-c", "oktobersaker"))


def new_entry(entry: str, text: str, place: Any) -> WantedEdit:
    return WantedEdit(WHEEL, entry, {"tekst": text, "kilde": "chatten"}, place, is_new=True)


def new_issue(number: int, text: str) -> WantedEdit:
    fields = {"kilde": "chatten", "navn": text, "stikkord": [text], "spor": []}
    return WantedEdit(f"saker/ny-{number}.yaml", f"ny-{number}", fields, (), is_new=True)


EDITS = st.one_of(
    st.builds(lambda text: WantedEdit("saker/jernbane.yaml", "jernbane-a", {"budskap": text}), TEXTS),
    st.builds(lambda text: WantedEdit("saker/jernbane.yaml", "jernbane-a", {"krav": text}), st.none() | TEXTS),
    st.builds(lambda text: WantedEdit("saker/energi.yaml", "energi", {"stikkord": text}), st.lists(TEXTS, max_size=3)),
    st.builds(lambda text: WantedEdit("organisasjon.yaml", "proveregionen", {"navn": text}), TEXTS),
    st.builds(lambda year: WantedEdit("ntp.yaml", FILE, {"fremlegges": year}), st.integers(2028, 2040)),
    st.builds(lambda entry, text: WantedEdit(WHEEL, entry, {"tekst": text}), ENTRIES, TEXTS),
    st.builds(lambda entry, link: WantedEdit(WHEEL, entry, {"merknad": link}), ENTRIES, st.none() | TEXTS),
    st.builds(lambda entry, place: WantedEdit(WHEEL, entry, place=place), ENTRIES, PLACES),
    st.builds(lambda entry, gone: WantedEdit(WHEEL, entry, is_removed=gone), ENTRIES, st.booleans()),
    st.builds(new_entry, st.sampled_from(("ny-a", "ny-b", "ny-c")), TEXTS, PLACES),
    st.builds(new_issue, st.integers(1, 3), TEXTS),
)


def edit(session: Session, workspace: Workspace, wanted: Sequence[WantedEdit]) -> None:
    """Make the changes that the content allows, one after the other; undo every fourth."""
    for number, each in enumerate(wanted):
        try:
            with session.begin_nested():
                done = change(session, workspace, SHARED, "U1", [each], NOW)
        except (RefusedChangeError, FieldConflictError):
            continue
        if number % 4 == 3:
            with suppress(GoneError):  # it changed nothing
                undo(session, workspace, SHARED, done.id, "U1", NOW)


def exported(session: Session, workspace: Workspace, folder: Path) -> dict[str, str]:
    """Export what a workspace has; return the texts of the files by their names."""
    write_pack(folder, plain_files(overlay(SHARED, changes_of(session, workspace.id))))
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.yaml"))}


def taken(session: Session, workspace: Workspace, folder: Path) -> None:
    """Import a folder."""
    changes = difference(plain_files(SHARED), plain_files(load_pack(folder)))
    replace(session, workspace, SHARED, "", changes, NOW)


def shown(pack: Pack) -> list[Any]:
    """Return everything a pack says."""
    return [pack.organisation, pack.wheel, pack.budget, pack.ntp, pack.issues, pack.campaigns, pack.media, pack.crafts]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(EDITS, min_size=1, max_size=12), st.lists(EDITS, max_size=8))
def test_export_import_export_is_identity(
    sqlite_database: Database, wanted: list[WantedEdit], before: list[WantedEdit]
) -> None:
    with sqlite_database.session() as session, TemporaryDirectory() as name:
        one, empty, other = (get_or_create(session, "slack", f"T{next(NUMBERS)}", "") for _ in range(3))
        edit(session, one, wanted)
        edit(session, other, before)
        first = exported(session, one, Path(name) / "first")

        for number, receiver in enumerate((empty, other, one)):
            taken(session, receiver, Path(name) / "first")

            assert exported(session, receiver, Path(name) / f"again-{number}") == first
            assert shown(pack_of(session, receiver, SHARED)) == shown(pack_of(session, one, SHARED))


def test_what_is_equal_to_the_file_leaves_no_row(session: Session, tmp_path: Path) -> None:
    one, other = (get_or_create(session, "slack", team, "") for team in ("T1", "T2"))
    edit(session, one, [WantedEdit("saker/jernbane.yaml", "jernbane-a", {"krav": "Bygg nå."})])
    edit(session, other, [WantedEdit("saker/energi.yaml", "energi", {"navn": "Strøm"})])
    exported(session, one, tmp_path)

    taken(session, other, tmp_path)

    query = select(ContentEntry.file, ContentEntry.entry, ContentEntry.fields)
    rows = [tuple(row) for row in session.execute(query.where(ContentEntry.workspace_id == other.id))]
    assert rows == [("saker/jernbane.yaml", "jernbane-a", {"krav": "Bygg nå."})]


def test_an_import_is_one_edit_and_undone_as_one(session: Session, tmp_path: Path) -> None:
    one, other = (get_or_create(session, "slack", team, "") for team in ("T1", "T2"))
    place = ("måneder", 3, "saker")
    edit(session, one, [new_entry("ny-b", "B", place), new_entry("ny-a", "A", place), new_issue(1, "Vei")])
    edit(session, other, [new_entry("ny-a", "Vår A", place), new_entry("ny-c", "Vår C", place)])
    exported(session, one, tmp_path / "en")
    before = exported(session, other, tmp_path / "foer")
    start, wanted = plain_files(SHARED), plain_files(load_pack(tmp_path / "en"))

    done = replace(session, other, SHARED, "U1", difference(start, wanted), NOW)

    assert done is not None
    assert [each.id for each in pack_of(session, other, SHARED).wheel.months[3].saker] == ["ny-b", "ny-a"]
    assert replace(session, other, SHARED, "U1", difference(start, wanted), NOW) is None
    undo(session, other, SHARED, done.id, "U1", NOW)
    assert exported(session, other, tmp_path / "etter") == before
    assert session.scalar(select(func.count()).where(ContentEntry.workspace_id == other.id)) == 2


def test_an_import_is_not_undone_over_what_somebody_has_changed_since(session: Session, tmp_path: Path) -> None:
    one, other = (get_or_create(session, "slack", team, "") for team in ("T1", "T2"))
    wanted = WantedEdit("saker/jernbane.yaml", "jernbane-a", {"krav": "Bygg nå."})
    exported(session, one, tmp_path)
    edit(session, other, [wanted])
    start = plain_files(SHARED)
    done = replace(session, other, SHARED, "U1", difference(start, start), NOW)
    assert done is not None
    edit(session, other, [WantedEdit("saker/energi.yaml", "energi", {"navn": "Strøm"}), wanted])

    with pytest.raises(ChangedError):
        undo(session, other, SHARED, done.id, "U1", NOW)

    assert len(changes_of(session, other.id)) == 2
