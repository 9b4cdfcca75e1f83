"""Changing the content: what people change wins over the files, is checked, and can be undone."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from models.content.content_edits import FieldConflictError, RefusedChangeError, WantedEdit, change, fingerprint, undo
from models.content.history import history
from models.content.packs import pack_of
from models.db.database import Database
from models.occurrences.changes import ChangedError
from models.occurrences.undoing import AlreadyUndoneError
from models.register.mentions import SOMEBODY, Marks, strike
from models.tables import Occurrence, Workspace
from models.workspace.workspaces import get_or_create
from tests.support.pack import small_pack

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
RAILWAY = "saker/jernbane.yaml"


@pytest.fixture
def shared() -> Pack:
    """Return a pack of the test's own: what was read of it before is not known."""
    return replace(small_pack())


@pytest.fixture
def workspace(session: Session) -> Workspace:
    return get_or_create(session, "slack", "T1", "Prøveregionen")


def message(session: Session, workspace: Workspace, shared: Pack) -> str:
    issue = pack_of(session, workspace, shared).issue("jernbane")
    assert issue is not None
    return issue.tracks[0].budskap


def write(session: Session, workspace: Workspace, shared: Pack, **wanted: Any) -> int:
    each = WantedEdit(**({"file": RAILWAY, "entry": "jernbane-a"} | wanted))
    return change(session, workspace, shared, "U1", [each], NOW).id


def test_a_changed_field_wins_and_the_others_follow_the_file(
    session: Session, workspace: Workspace, shared: Pack
) -> None:
    write(session, workspace, shared, fields={"budskap": "Toget er viktigst."})

    issue = pack_of(session, workspace, shared).issue("jernbane")

    assert issue is not None
    assert issue.tracks[0].budskap == "Toget er viktigst."
    assert issue.tracks[0].krav == "Jernbane må planlegges nå."
    assert shared.issues[0].tracks[0].budskap == "Jernbane er viktigst."


def test_other_workspaces_keep_the_files(session: Session, workspace: Workspace, shared: Pack) -> None:
    other = get_or_create(session, "slack", "T2", "Naboregionen")

    write(session, workspace, shared, fields={"budskap": "Toget er viktigst."})

    assert pack_of(session, other, shared) is shared


def test_undo_puts_everything_back(session: Session, workspace: Workspace, shared: Pack) -> None:
    first = write(session, workspace, shared, fields={"budskap": "Toget er viktigst."})
    second = write(session, workspace, shared, fields={"budskap": "Toget er aller viktigst.", "krav": "Mer tog."})

    undo(session, workspace, shared, second, "U2", NOW)
    assert message(session, workspace, shared) == "Toget er viktigst."
    with pytest.raises(AlreadyUndoneError):
        undo(session, workspace, shared, second, "U2", NOW)

    undo(session, workspace, shared, first, "U2", NOW)
    assert message(session, workspace, shared) == "Jernbane er viktigst."


def test_undo_is_refused_if_somebody_has_built_on_it(session: Session, workspace: Workspace, shared: Pack) -> None:
    first = write(session, workspace, shared, fields={"budskap": "Toget er viktigst."})
    write(session, workspace, shared, fields={"budskap": "Toget er aller viktigst."})

    with pytest.raises(ChangedError):
        undo(session, workspace, shared, first, "U2", NOW)

    assert message(session, workspace, shared) == "Toget er aller viktigst."


def test_two_who_edit_different_fields_both_keep_theirs(session: Session, workspace: Workspace, shared: Pack) -> None:
    seen = {
        "budskap": fingerprint("Jernbane er viktigst."),
        "krav": fingerprint("Jernbane må planlegges nå."),
    }
    write(session, workspace, shared, fields={"budskap": "Fra Kari.", "krav": "Jernbane må planlegges nå."}, seen=seen)
    write(session, workspace, shared, fields={"budskap": "Jernbane er viktigst.", "krav": "Fra Ola."}, seen=seen)

    issue = pack_of(session, workspace, shared).issue("jernbane")

    assert issue is not None
    assert (issue.tracks[0].budskap, issue.tracks[0].krav) == ("Fra Kari.", "Fra Ola.")


def test_two_who_edit_the_same_field_lose_nothing(session: Session, workspace: Workspace, shared: Pack) -> None:
    seen = {"budskap": fingerprint("Jernbane er viktigst.")}
    write(session, workspace, shared, fields={"budskap": "Fra Kari."}, seen=seen)

    with pytest.raises(FieldConflictError) as conflict:
        write(session, workspace, shared, fields={"budskap": "Fra Ola."}, seen=seen)

    assert conflict.value.theirs == {"budskap": "Fra Kari."}
    assert conflict.value.by == "U1"
    assert message(session, workspace, shared) == "Fra Kari."


def test_what_does_not_fit_is_refused_and_nothing_is_kept(session: Session, workspace: Workspace, shared: Pack) -> None:
    with pytest.raises(RefusedChangeError) as refused:
        write(session, workspace, shared, fields={"budskap": ""})

    assert [(each.field, each.expected) for each in refused.value.faults] == [
        ("budskap", "ventet tekst på 1 til 2000 tegn, fikk ingenting")
    ]
    assert pack_of(session, workspace, shared) is shared


def test_a_wheel_entry_is_added_moved_renamed_removed_and_brought_back(
    session: Session, workspace: Workspace, shared: Pack
) -> None:
    def titles() -> list[tuple[str, str]]:
        query = select(Occurrence.key, Occurrence.title).where(
            Occurrence.workspace_id == workspace.id,
            Occurrence.source == "arshjul",
            Occurrence.archived_at.is_(None),
            Occurrence.key.like("arshjul:2027-%temadag"),
        )
        return [(key, title) for key, title in session.execute(query.order_by(Occurrence.key))]

    here: dict[str, Any] = {"file": "arshjul.yaml", "entry": "temadag"}
    march, april = ("måneder", 2, "arrangementer"), ("måneder", 3, "arrangementer")
    new = {"tekst": "Temadag", "slag": "arrangement", "kilde": "lagt inn i chatten"}

    write(session, workspace, shared, **here, fields=new, place=march, is_new=True)
    assert titles() == [("arshjul:2027-03:temadag", "Temadag")]

    moved = write(session, workspace, shared, **here, fields={"tekst": "Temadagen"}, place=april)
    assert titles() == [("arshjul:2027-04:temadag", "Temadagen")]

    removed = write(session, workspace, shared, **here, is_removed=True)
    assert titles() == []

    undo(session, workspace, shared, removed, "U1", NOW)
    undo(session, workspace, shared, moved, "U1", NOW)
    assert titles() == [("arshjul:2027-03:temadag", "Temadag")]


def test_an_entry_of_the_file_is_removed_and_brought_back(session: Session, workspace: Workspace, shared: Pack) -> None:
    here: dict[str, Any] = {"file": "arshjul.yaml", "entry": "julelunsj"}

    write(session, workspace, shared, **here, is_removed=True)
    assert pack_of(session, workspace, shared).wheel.months[11].nettverksbygging == ()

    write(session, workspace, shared, **here, is_removed=False)
    assert [each.id for each in pack_of(session, workspace, shared).wheel.months[11].nettverksbygging] == ["julelunsj"]


def test_a_campaign_of_its_own_is_a_new_file(session: Session, workspace: Workspace, shared: Pack) -> None:
    data = dict(shared.documents["kampanjer/2026.yaml"].data)
    del data["id"]
    new = WantedEdit("kampanjer/2027.yaml", "kampanje-2027", data | {"år": 2027, "navn": "2027"}, place=(), is_new=True)

    edit = change(session, workspace, shared, "U1", [new], NOW)

    assert [each.year for each in pack_of(session, workspace, shared).campaigns] == [2026, 2027]
    undo(session, workspace, shared, edit.id, "U1", NOW)
    assert [each.year for each in pack_of(session, workspace, shared).campaigns] == [2026]


def test_a_change_may_refer_to_what_was_added_before(session: Session, workspace: Workspace, shared: Pack) -> None:
    fields = {"navn": "Vei", "stikkord": ["vei"], "spor": [], "kilde": "chatten"}
    new = WantedEdit("saker/vei.yaml", "vei", fields, (), is_new=True)
    change(session, workspace, shared, "U1", [new], NOW)
    place = ("prioriteringer",)
    priority = WantedEdit(
        "organisasjon.yaml", "vei", {"navn": "Vei", "tema": "vei", "kilde": "chatten"}, place, is_new=True
    )
    change(session, workspace, shared, "U1", [priority], NOW)

    change(
        session, workspace, shared, "U1", [WantedEdit("organisasjon.yaml", "proveregionen", {"navn": "Prøven"})], NOW
    )

    with pytest.raises(RefusedChangeError):
        change(session, workspace, shared, "U1", [WantedEdit("saker/vei.yaml", "vei", is_removed=True)], NOW)
    assert [each.theme for each in pack_of(session, workspace, shared).organisation.priorities][-1] == "vei"


def test_content_changed_while_it_is_read_is_not_taken_for_the_version_before(database: Database, shared: Pack) -> None:
    with database.session() as session:
        before = get_or_create(session, "slack", "T1", "Prøveregionen")
        write(session, before, shared, fields={"budskap": "Toget er viktigst."})
    with database.session() as session:
        now = session.get_one(Workspace, before.id)
        edit = write(session, now, shared, fields={"budskap": "Toget er aller viktigst."})
    with database.session() as session:
        assert message(session, before, shared) == "Toget er aller viktigst."
        undo(session, session.get_one(Workspace, before.id), shared, edit, "U2", NOW)
    with database.session() as session:
        assert message(session, session.get_one(Workspace, before.id), shared) == "Toget er viktigst."


def test_a_name_that_is_struck_is_gone_from_the_content_at_once(
    session: Session, workspace: Workspace, shared: Pack
) -> None:
    write(session, workspace, shared, fields={"budskap": "Kari Nordmann tar toget."})
    assert message(session, workspace, shared) == "Kari Nordmann tar toget."

    strike(session, workspace.id, Marks(("Kari Nordmann",)))
    session.expire_all()

    assert message(session, workspace, shared) == f"{SOMEBODY} tar toget."


def test_undo_keeps_what_others_changed_in_other_fields(session: Session, workspace: Workspace, shared: Pack) -> None:
    first = write(session, workspace, shared, fields={"budskap": "Toget er viktigst."})
    second = write(session, workspace, shared, fields={"krav": "Mer tog."})

    undo(session, workspace, shared, first, "U2", NOW)
    issue = pack_of(session, workspace, shared).issue("jernbane")
    assert issue is not None
    assert (issue.tracks[0].budskap, issue.tracks[0].krav) == ("Jernbane er viktigst.", "Mer tog.")

    undo(session, workspace, shared, second, "U2", NOW)
    assert pack_of(session, workspace, shared) is shared


def test_an_entry_that_was_renamed_removed_and_brought_back_gets_its_first_name(
    session: Session, workspace: Workspace, shared: Pack
) -> None:
    renamed = write(session, workspace, shared, fields={"budskap": "Toget er viktigst."})
    write(session, workspace, shared, is_removed=True)
    write(session, workspace, shared, is_removed=False)

    undo(session, workspace, shared, renamed, "U2", NOW)

    assert message(session, workspace, shared) == "Jernbane er viktigst."
    found = history(session, workspace.id, RAILWAY, "jernbane-a", 9)
    assert [(each.changed, each.was_removed, each.is_removed, each.is_undone) for each in found] == [
        (("budskap",), False, False, True),
        ((), True, False, False),
        ((), False, True, False),
        (("budskap",), False, False, True),
    ]


CLEARED = {"status": "klarert", "av": "Styret", "den": "2026-03-12"}


def test_undo_never_makes_other_words_cleared(session: Session, workspace: Workspace, shared: Pack) -> None:
    """Whether the wording was cleared since, or another part of it was written since."""
    draft = write(session, workspace, shared, fields={"budskap": "Toget er viktigst."})
    write(session, workspace, shared, fields={"klarering": CLEARED})
    with pytest.raises(ChangedError):
        undo(session, workspace, shared, draft, "U2", NOW)

    rewritten = write(session, workspace, shared, fields={"budskap": "Toget er aller viktigst."})
    write(session, workspace, shared, fields={"krav": "Mer tog."})
    with pytest.raises(ChangedError):
        undo(session, workspace, shared, rewritten, "U2", NOW)
    assert message(session, workspace, shared) == "Toget er aller viktigst."
