"""«Hvem er dere?»: the name and the three most important cases, in a workspace that starts from the template."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.form import Form
from bot.cards.welcome import OPEN
from bot.commands.innhold.welcome import SAVE
from content.schema.pack import Pack
from models.content.packs import is_unnamed, pack_of
from models.db.database import Database
from models.tables import Workspace
from tests.support.content import template
from tests.support.people import PER, Room, card_of, empty_room, find, text_of

PACK = template()
FILLED = {
    "navn": "Norsk Friluftsforum",
    "kortnavn": "Friluftsforum",
    "sak1": "Stier for alle",
    "budskap1": "Gi 50 millioner til merking av stier.",
    "sak2": "Strandsonen",
    "budskap2": "Stans bygging i strandsonen.",
}


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    made = replace(empty_room(sqlite_database), pack=PACK)
    with sqlite_database.session() as session:
        session.get_one(Workspace, made.workspace.id).pack = "mal"
    made.workspace.pack = "mal"
    return made


def now(room: Room) -> Pack:
    with room.database.session() as session:
        return pack_of(session, session.get_one(Workspace, room.workspace.id), PACK)


def state(room: Room) -> str:
    form = room.press(OPEN, "")
    assert isinstance(form, Form)
    return form.state


def test_the_form_asks_for_a_name_and_three_cases(room: Room) -> None:
    assert text_of(room.press(OPEN, "")) == text_of(room.ask("padriver", "innhold velkomst"))
    form = room.press(OPEN, "")
    assert isinstance(form, Form)
    assert [(each.label, getattr(each, "initial", None)) for each in form.inputs] == [
        ("Hva heter dere?", ""),
        ("Kort navn", ""),
        ("Viktig sak 1", ""),
        ("Det viktigste om sak 1", ""),
        ("Viktig sak 2", ""),
        ("Det viktigste om sak 2", ""),
        ("Viktig sak 3", ""),
        ("Det viktigste om sak 3", ""),
    ]


def test_what_is_written_becomes_the_organisation_and_draft_cases_and_the_examples_go(room: Room) -> None:
    answer = room.send(SAVE, state=state(room), **FILLED)

    assert text_of(answer) == (
        "Hyggelig å hilse på dere\n"
        "\n"
        "• Takk. Jeg vet nå at dere er Norsk Friluftsforum. [Angre]\n"
        "\n"
        "Dette er sakene deres. Alt er utkast:\n"
        "\n"
        "• Stier for alle: Gi 50 millioner til merking av stier.\n"
        "• Strandsonen: Stans bygging i strandsonen.\n"
        "\n"
        "Klarer det dere kan si utad, med `/padriver klarering`.\n"
        "\n"
        "[Se alt innhold]"
    )
    pack = now(room)
    assert (pack.organisation.name, pack.organisation.short_name) == ("Norsk Friluftsforum", "Friluftsforum")
    assert [(each.name, each.theme) for each in pack.organisation.priorities] == [
        ("Stier for alle", "stier-for-alle"),
        ("Strandsonen", "strandsonen"),
    ]
    assert [
        (each.id, each.name, each.clearing.status, [track.budskap for track in each.tracks]) for each in pack.issues
    ] == [
        ("stier-for-alle", "Stier for alle", "utkast", ["Gi 50 millioner til merking av stier."]),
        ("strandsonen", "Strandsonen", "utkast", ["Stans bygging i strandsonen."]),
    ]
    assert "Gi 50 millioner til merking av stier." in text_of(room.ask("budskap", "stier for alle"))


def test_it_is_one_edit_that_is_undone_as_one(room: Room) -> None:
    answer = card_of(room.send(SAVE, state=state(room), **FILLED))
    assert not is_unnamed(room.workspace, now(room))

    room.push(answer, "Angre")

    pack = now(room)
    assert pack.organisation == PACK.organisation
    assert pack.issues == PACK.issues
    assert is_unnamed(room.workspace, pack)


def test_it_may_be_opened_again_and_then_adds(room: Room) -> None:
    room.send(SAVE, state=state(room), **FILLED)
    again = room.press(OPEN, "")
    assert isinstance(again, Form)
    assert "Dere har alt disse sakene: Stier for alle og Strandsonen." in text_of(again)
    assert "Ny sak 1" in text_of(again)

    answer = room.send(SAVE, state=again.state, navn="Norsk Friluftsforum", sak1="Stier for alle", budskap1="Mer!")

    assert text_of(answer).startswith("Hyggelig å hilse på dere")
    assert [each.id for each in now(room).issues] == ["stier-for-alle-2", "stier-for-alle", "strandsonen"]
    assert now(room).organisation.short_name == "Norsk Friluftsforum"


def test_a_name_alone_is_enough_and_keeps_the_example(room: Room) -> None:
    room.send(SAVE, state=state(room), navn="Norsk Friluftsforum")

    assert [each.id for each in now(room).issues] == ["eksempelsak"]


def test_a_case_without_a_sentence_has_no_track(room: Room) -> None:
    room.send(SAVE, state=state(room), navn="Forum", sak2="Strandsonen")

    assert [(each.id, each.tracks) for each in now(room).issues] == [("strandsonen", ())]


def test_only_administrators_may(room: Room) -> None:
    assert text_of(room.press(OPEN, "", user=PER)).startswith("Spør en administrator\n\nBare administratorer kan endre")
    assert text_of(room.send(SAVE, user=PER, **FILLED)).startswith("Spør en administrator")
    assert now(room) is PACK.in_use


def test_two_who_fill_it_in_at_once_lose_nothing(room: Room) -> None:
    seen = state(room)
    room.send(SAVE, state=seen, **FILLED)

    answer = room.send(SAVE, state=seen, navn="Et annet navn", sak1="Strandsonen", budskap1="Noe annet.")

    assert "En kollega skrev «Norsk Friluftsforum» mens du skrev. Åpne skjemaet på nytt." in text_of(answer)
    assert [each.name for each in now(room).issues] == ["Stier for alle", "Strandsonen"]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, "Skriv hva dere heter."),
        ({"navn": " \u200b "}, "Skriv hva dere heter."),
        ({"navn": "x" * 40_000}, "Skriv høyst 150 tegn. Nå er det 40000."),
        ({"navn": "Forum", "budskap1": "Noe."}, "Skriv hva saken heter."),
        ({"navn": "Forum", "sak1": "Vei", "budskap1": "x" * 40_000}, "Skriv høyst 500 tegn. Nå er det 40000."),
        (
            {"navn": "Forum", "sak1": "Vei", "sak3": "VEI"},
            "Denne saken er skrevet to ganger. Skriv en annen, eller la feltet stå tomt.",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_the_form(room: Room, values: dict[str, str], errors: str) -> None:
    assert errors in text_of(room.send(SAVE, state="{}", **values))
    assert now(room) is PACK.in_use


@pytest.mark.parametrize(
    "name", ["Statsbudsjettet", "statsbudsjett", "NTP", "🚆🚆", "Тест", "- a: b #", "x" * 150, "virksomheten"]
)
def test_a_case_may_be_called_anything(room: Room, name: str) -> None:
    room.send(SAVE, state=state(room), navn="Forum", sak1=name, budskap1="{}: [*&!")

    [issue] = now(room).issues
    assert (issue.name, issue.tracks[0].budskap) == (name, "{}: [*&!")
    assert issue.id not in {"ntp", "statsbudsjett", "virksomheten"}
    assert len(issue.id) <= 64


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*FILLED, "sak3", "budskap3"]), st.text(max_size=80)))
def test_no_text_breaks_it(room: Room, values: dict[str, str]) -> None:
    assert text_of(room.send(SAVE, state="[]", **values))


def test_the_button_goes_where_the_bot_says_hello_until_there_is_a_name(room: Room) -> None:
    question = room.press("padriver.leder.meg", "")
    assert find(card_of(question), "Hvem er dere?")

    room.send(SAVE, state=state(room), **FILLED)

    assert "Hvem er dere?" not in text_of(room.press("padriver.leder.meg", ""))
