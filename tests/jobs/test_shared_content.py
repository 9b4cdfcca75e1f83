"""What people change of the content separates a digest from the shared one only if the digest reads it.

Each field of each entry of every file is changed, one at a time, and so are the lists: what is worked out from the shared
pack for such a workspace is what is worked out from its own.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.text import render_text
from content.changed import ChangedPack
from content.clearing import nothing_is_cleared
from content.emphasis import resting
from content.load import DEFAULT, load_pack, pack_of
from content.overlay import FILE, FIRST, EntryChange, entries_of, overlay, place_of
from content.reads import marks_of, reads_of
from content.schema.base import Strict
from content.schema.messages import Issue
from content.schema.pack import Pack, times
from jobs.nudges.context import NudgeContext
from jobs.sending.compose import compose, compose_in_context
from jobs.tick import tick
from models.calendar.planned import planned
from models.calendar.spans import Span
from models.content.content_edits import CALENDAR, WantedEdit, change, undo
from models.content.packs import pack_of as pack_of_workspace
from models.content.packs import packs_of
from models.db.database import Database
from models.occurrences.sync import sync
from models.register.mentions import SOMEBODY, Marks, strike
from models.tables import Workspace
from tests.jobs.test_rest_and_lodestar import railway
from tests.jobs.test_shared_cards import KeepingSender
from tests.support.nudges import Packs, at, office
from tests.support.pack import small_issue, small_pack

MONDAY = at("2026-12-07 08:00")
"""The first Monday of a month, in which there is something to say about the budget, the plan and the campaign."""
BEFORE = at("2026-11-20 12:00")
TODAY = MONDAY.date()
KIND, KEY = "ukesoversikt", "2026-W50"
VALUES: dict[str, Any] = {
    "ledestjerne": "jernbane-b",
    "ledestjerne_til": "2026-12-24",
    "hviler_til": "2026-12-24",
    "klarering": {"status": "ute av bruk"},
    "gjelder_til": "2026-12-20",
}
"""Values that matter on that day."""


def fuller_pack() -> Pack:
    """Return the small pack with a lodestar and a fact, and a lodestar that is not used any more."""
    fact = {"id": "fakta-a", "kilde": "notatet", "tekst": "Toget går.", "gjelder_til": "2027-03-01"}
    issues = (
        railway(ledestjerne="jernbane-a", ledestjerne_til="2026-12-20", fakta=[fact]),
        small_issue("energi", "Energi"),
    )
    data = issues[1].model_dump(mode="json", by_alias=True, exclude_defaults=True)
    retired = data["spor"][0] | {"klarering": {"status": "ute av bruk"}}
    data |= {"spor": [retired], "ledestjerne": "energi-a", "ledestjerne_til": "2026-12-31"}
    pack = small_pack(issues=(issues[0], Issue.model_validate(data)))
    return pack_of(pack.files, pack.documents)  # in the order of its files


def entries(pack: Pack) -> Iterator[tuple[str, str, Strict]]:
    """Yield each entry with its file, once."""

    def below(file: str, value: Any) -> Iterator[tuple[str, str, Strict]]:
        if isinstance(value, Strict):
            if hasattr(value, "id"):
                yield file, value.id, value
            for name in type(value).model_fields:
                yield from below(file, getattr(value, name))
        elif isinstance(value, tuple):
            for each in value:
                yield from below(file, each)

    for name, file in pack.files.items():
        yield from [] if hasattr(file, "id") else [(name, FILE, file)]
        yield from below(name, file)


def given(pack: Pack) -> dict[str, list[Any]]:
    """Return the values that each field has somewhere in a pack's files."""
    found: dict[str, list[Any]] = {}
    for document in pack.documents.values():
        for _, fields in entries_of(document.data):
            for name, value in fields.items():
                found.setdefault(name, []).append(value)
    return found


def other(name: str, value: Any, known: list[Any]) -> Any:
    """Return another value that a field may have: one that matters, if there is one."""
    if name in VALUES:
        return VALUES[name]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    found = next((each for each in known if each != value), None)
    return f"{value} (?)" if isinstance(value, str) and " " in value else found


def changes(pack: Pack) -> Iterator[EntryChange]:
    """Yield changes of each field, and of where each entry is."""
    known = given(load_pack(DEFAULT))
    lists: set[tuple[str, Any]] = set()
    for file, entry, model in entries(pack):
        data = next(fields for _, fields in entries_of(pack.documents[file].data) if fields.get("id", FILE) == entry)
        for name, of in type(model).model_fields.items():
            called = of.alias or name
            if called != "id":
                yield EntryChange(file, entry, {called: other(called, data.get(called), known.get(called, []))})
        place = place_of(pack.documents[file].data, entry)
        if place:
            yield EntryChange(file, entry, {}, is_removed=True)
            yield EntryChange(file, entry, {}, after=FIRST)
            if (file, place) not in lists:
                lists.add((file, place))
                yield EntryChange(
                    file, "helt-ny", {key: each for key, each in data.items() if key != "id"}, place, is_new=True
                )
                yield EntryChange(
                    file,
                    "ny-som-hviler",
                    {**data, "hviler_til": "2026-12-24"} | {"id": "ny-som-hviler"},
                    place,
                    is_new=True,
                )
        elif entry:
            yield EntryChange(file, entry, {}, is_removed=True)
            folder = file.rpartition("/")[0]
            fields = {key: each for key, each in data.items() if key != "id"}
            yield EntryChange(
                f"{folder}/helt-ny.yaml",
                "helt-ny",
                fields | {"år": 2025} if "år" in fields else fields,
                (),
                is_new=True,
            )


def said(card: Any) -> str:
    assert isinstance(card, Card)
    return f"{card}\n{render_text(card)}"


def test_what_is_shared_is_what_would_be_worked_out_alone(sqlite_database: Database) -> None:
    shared = fuller_pack()
    here = office(sqlite_database, "T1", "C1", pack=shared)
    with sqlite_database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        sync(session, workspace, shared, MONDAY)

        def digest(pack: Pack) -> str:
            card = compose_in_context(KIND, NudgeContext.of(session, workspace, pack, KEY, "C1", MONDAY))
            assert isinstance(card, Card)
            return f"{card}\n{render_text(card)}"

        functions: dict[str, Callable[[Pack], object]] = {
            "digest": digest,
            "times": times,
            "nothing_is_cleared": nothing_is_cleared,
            "resting": lambda pack: resting(pack, TODAY),
            "planned": lambda pack: list(planned(pack, Span(TODAY, TODAY))),
        }
        usual = {name: function(shared.in_use) for name, function in functions.items()}
        reads = {name: reads_of(shared, function) for name, function in functions.items()}
        alike: Counter[str] = Counter()
        apart: dict[str, set[str]] = {name: set() for name in functions}
        for each in changes(shared):
            own = overlay(shared, [each])
            if {name: own.files.get(name) for name in (*own.files, each.file)} == dict(shared.files):
                continue  # it did not fit
            changed = ChangedPack(shared, marks_of([each]), lambda own=own: own)  # type: ignore[misc]
            for name, function in functions.items():
                if changed.is_apart(reads[name]):
                    apart[name].add(each.file)
                elif name != "planned" or each.file.startswith(CALENDAR):
                    alike[name] += 1
                    assert function(own.in_use) == usual[name], (name, each)
    assert min(alike.values()) > 20, alike
    assert apart["digest"] >= {"saker/jernbane.yaml", "statsbudsjett.yaml", "kampanjer/2026.yaml", "ntp.yaml"}
    assert not apart["digest"] & {"organisasjon.yaml", "allianser.yaml", "medier.yaml"}
    assert apart["resting"] == {"arshjul.yaml", "saker/jernbane.yaml", "saker/energi.yaml"}


def edit(session: Session, workspace: Workspace, shared: Pack, *wanted: WantedEdit) -> int:
    return change(session, workspace, shared, "U1", wanted, BEFORE).id


def of_track(text: str) -> WantedEdit:
    """Return a change of what the digest quotes."""
    return WantedEdit("saker/jernbane.yaml", "jernbane-a", {"budskap": text})


def unread(session: Session, workspace: Workspace, shared: Pack) -> None:
    """Change a text of every kind of file, and add to the wheel: none of it is said on that day."""
    text = f"Det sier {workspace.external_id}, og ingen andre."
    new = {"tekst": text, "kilde": "chatten", "slag": "arrangement"}
    edit(
        session,
        workspace,
        shared,
        WantedEdit("saker/jernbane.yaml", "jernbane-b", {"hvorfor": text}),
        WantedEdit("saker/energi.yaml", "energi-a", {"navn": text, "stikkord": [text]}),
        WantedEdit("organisasjon.yaml", "proveregionen", {"navn": text}),
        WantedEdit("kampanjer/2026.yaml", "grep-1", {"slagord": text}),
        WantedEdit("arshjul.yaml", "nho-arskonferanse", {"tekst": text}),
        WantedEdit("arshjul.yaml", "vart", new, ("måneder", 1, "arrangementer"), is_new=True),
    )


def read(session: Session, workspace: Workspace, shared: Pack) -> None:
    edit(session, workspace, shared, of_track("Her sier vi noe annet."))


def undone(session: Session, workspace: Workspace, shared: Pack) -> None:
    undo(session, workspace, shared, edit(session, workspace, shared, of_track("Angret.")), "U1", BEFORE)


def by_an_older_process(session: Session, workspace: Workspace, shared: Pack) -> None:
    """Change what is said as a process does that knows nothing of `content_marks`."""
    unread(session, workspace, shared)
    marks = workspace.content_marks
    edit(session, workspace, shared, of_track("Skrevet av en eldre versjon."))
    workspace.content_marks = marks


def struck(session: Session, workspace: Workspace, shared: Pack) -> None:
    edit(session, workspace, shared, of_track("Kari Nordmann sier det."))
    strike(session, workspace.id, Marks(("Kari Nordmann",)))
    session.expire_all()


def kept(session: Session, workspace: Workspace, shared: Pack) -> None:
    """Add to the wheel, and undo it when somebody is responsible: the row is kept."""
    new = {"tekst": "Vårt eget", "kilde": "chatten", "slag": "arrangement", "ansvarlig": "U1"}
    when = {"når": {"regel": "dato", "måned": 12, "dag": 9}, "sikkerhet": "fast"}
    wanted = WantedEdit("arshjul.yaml", "vart", new | when, ("måneder", 11, "arrangementer"), is_new=True)
    undo(session, workspace, shared, edit(session, workspace, shared, wanted), "U1", BEFORE)


def nothing(_session: Session, _workspace: Workspace, _shared: Pack) -> None:
    """Leave the content as it is."""


CHANGES = (nothing, unread, read, undone, by_an_older_process, struck, kept)


async def test_only_those_whose_digest_reads_what_they_changed_have_their_own(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = fuller_pack()
    here = {each.__name__: office(database, f"T-{each.__name__}", each.__name__).workspace_id for each in CHANGES}
    more = {f"C{number}": office(database, f"T{number}", f"C{number}").workspace_id for number in range(3)}
    with database.session() as session:
        for each in CHANGES:
            each(session, session.get_one(Workspace, here[each.__name__]), shared)
        for workspace_id in more.values():
            unread(session, session.get_one(Workspace, workspace_id), shared)
    overlaid: list[int] = []
    monkeypatch.setattr("models.content.packs.MOST_KEPT", 0)
    monkeypatch.setattr(
        "models.content.packs.overlay", lambda pack, changes: overlaid.append(1) or overlay(pack, changes)
    )
    with database.session() as session:
        for workspace in session.query(Workspace):  # the night's sync
            sync(session, workspace, packs_of(session, [workspace], shared)[workspace.id], MONDAY)
    overlaid.clear()

    sender = KeepingSender()
    await tick(MONDAY, database, Packs(shared), lambda *_: sender)

    own = ["read", "by_an_older_process", "struck"]
    assert len(overlaid) == len(own), "nobody else's changes are read"
    with database.session() as session:
        for channel, workspace_id in (here | more).items():
            workspace = session.get_one(Workspace, workspace_id)
            alone = compose(
                session, workspace, pack_of_workspace(session, workspace, shared), KIND, KEY, channel, MONDAY
            )
            assert sender.cards[channel] == alone, channel
    usual = sender.cards["nothing"]
    assert {name for name, card in sender.cards.items() if card != usual} == {*own, "kept"}
    for name, text in zip(own, ("Her sier vi noe annet.", "Skrevet av en eldre versjon.", SOMEBODY), strict=True):
        assert text in render_text(sender.cards[name])
    assert "Vårt eget" in render_text(sender.cards["kept"])
