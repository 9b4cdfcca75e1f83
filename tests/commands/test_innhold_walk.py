"""Every entry of the pack that comes with the product, in its form: saved as it is, changed, and changed back."""

from datetime import UTC, datetime

import pytest

from bot.cards.content_edit import EDIT, entry_value
from bot.cards.form import CheckInput, DateInput, Form, FormErrors, TextInput
from bot.cards.text import render_text
from bot.commands.ask import Ask, Reply, Submitted
from bot.commands.innhold.contents import Contents, FoundEntry
from bot.commands.innhold.entry_form import read_edit, unpack_form
from bot.commands.innhold.form_tips import AGAIN
from bot.commands.innhold.kind_fields import GROUPS
from bot.commands.innhold.kinds import KINDS
from bot.commands.innhold.rules import NOT_READ
from bot.commands.innhold.word_trial import KEEP, TRY
from content.load import ASKED_AS, model_of
from content.national import ASKED_AS_NATIONAL
from content.overlay import EntryChange, changed_data, data_of
from content.schema.rules import Window
from models.db.database import Database
from models.tables import Workspace
from tests.support.content import PACK
from tests.support.people import KARI, Room, empty_room

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
EVERY = [each for kind in KINDS for each in Contents(PACK, ()).entries(kind)]


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    room = empty_room(sqlite_database)
    room.pack, room.now = PACK, NOW
    return room


def is_changed(room: Room) -> bool:
    with room.database.reading() as session:
        return session.get_one(Workspace, room.workspace.id).content_version is not None


def kept(room: Room, form: Form, values: dict[str, str], user: str = KARI) -> Submitted:
    """Send a form, and once more if it comes back with advice on the text."""
    answer = room.send(form.action, user=user, state=form.state, **values)
    if isinstance(answer, Form) and AGAIN in answer.intro:
        return room.send(answer.action, user=user, state=answer.state, **values)
    return answer


def values_of(form: Form) -> dict[str, str]:
    found = {}
    for each in form.inputs:
        match each:
            case CheckInput(initial=chosen):
                found[each.name] = ",".join(chosen)
            case DateInput(initial=day):
                found[each.name] = day.isoformat() if day else ""
            case _:
                found[each.name] = each.initial or ""
    if TRY in found:
        found[TRY] = KEEP
    return {name: text for name, text in found.items() if text}


def opened(room: Room, entry: FoundEntry) -> Form:
    form = room.press(EDIT, entry_value(entry.file, entry.id))
    assert isinstance(form, Form), entry
    return form


def test_every_entry_with_an_id_has_a_form() -> None:
    """The questions that entries answer have none: nobody is shown them, and they are changed in the files."""
    with_id = {
        (name, fields["id"])
        for name, document in PACK.documents.items()
        if name not in {ASKED_AS, ASKED_AS_NATIONAL}  # how people ask for the entries of the others, by their ids
        for _, fields in document.mappings
        if "id" in fields and not name.startswith("sporres_om")
    }
    assert {(each.file, each.id) for each in EVERY} == with_id
    assert len(EVERY) == len(with_id) > 400


def test_an_entry_saved_as_it_is_changes_nothing(room: Room) -> None:
    for each in EVERY:
        form = opened(room, each)
        saved = kept(room, form, values_of(form))
        assert isinstance(saved, Reply), (each, saved)
        assert saved.card is not None
        assert "Ingenting er endret." in render_text(saved.card), each.id
    assert room.pack_now() is PACK


def changed(form: Form) -> dict[str, str]:
    """Return the values of a form with one text changed: what is said if it has that, else the source."""
    texts = [each for each in form.inputs if isinstance(each, TextInput)]
    field = next((each for each in texts if each.name in {"tekst", "budskap"}), texts[-1])
    assert len(field.initial) < field.max_length
    return values_of(form) | {field.name: f"{field.initial}."}


def test_a_change_of_any_entry_is_one_field_that_the_schema_takes(room: Room) -> None:
    with room.database.reading() as session:
        ask = Ask(room.workspace, PACK, KARI, "C1", NOW)
        for each in EVERY:
            form = opened(room, each)
            form_of = unpack_form(form.state)
            assert form_of is not None
            sent = read_edit(ask, session, each, form_of, changed(form))
            assert (len(sent.fields), dict(sent.errors), sent.place) == (1, {}, None), each
            model = model_of(each.file)
            change = EntryChange(each.file, each.id, sent.fields)
            assert model is not None
            assert model.model_validate(changed_data(data_of(PACK, each.file), [change])) != PACK.files[each.file]


@pytest.mark.parametrize(
    ("entry", "shown", "written", "first", "last"),
    [
        ("statsbudsjett.yaml#nov-jan", "november 2 år før – januar året før", "desember 2 år før – 15. februar året før", (-2, 12, None), (-1, 2, 15)),
        ("statsbudsjett.yaml#feb-mars", "februar–mars året før", "februar–april året før", (-1, 2, None), (-1, 4, None)),
        ("ntp.yaml#faglige-leveranser", "mars 2 år før – mars året før", "mars–oktober 2 år før", (-2, 3, None), (-2, 10, None)),
        ("ntp.yaml#stortinget", "mars–juni", "april året før – juni", (-1, 4, None), (0, 6, None)),
    ],
)  # fmt: skip
def test_when_a_phase_is_open_is_changed_in_its_form(
    room: Room, entry: str, shown: str, written: str, first: object, last: object
) -> None:
    """Before, the rules inside phases had no form."""
    form = room.press(EDIT, entry)
    assert isinstance(form, Form)
    assert values_of(form)["når"] == shown
    assert kept(room, form, values_of(form) | {"når": "tull"}) == FormErrors({"når": NOT_READ})

    assert isinstance(kept(room, form, values_of(form) | {"når": written}), Reply)

    pack, (file, _, name) = room.pack_now(), entry.partition("#")
    phases = pack.ntp.phases if file == "ntp.yaml" else pack.budget.phases
    (window,) = [each.when for each in phases if each.id == name]
    assert isinstance(window, Window)
    assert [(window.year + end.year, end.month, end.day) for end in (window.first, window.last)] == [first, last]


ENDS = [
    one
    for kind in KINDS
    if (found := Contents(PACK, ()).entries(kind))
    for one in dict.fromkeys((found[0].id, found[-1].id))
]
"""The first and the last entry of each kind."""


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_changed_and_undone_is_as_before(room: Room, group: str) -> None:
    for each in (each for each in EVERY if each.kind.group == group and each.id in ENDS):
        form = opened(room, each)
        saved = kept(room, form, changed(form))
        assert isinstance(saved, Reply), (each, saved)
        assert saved.card is not None
        assert room.pack_now() is not PACK, each
        room.push(saved.card, "Angre")
        assert room.pack_now() is PACK, each
