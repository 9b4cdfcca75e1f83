"""What is too long to be read is said in a sentence, in every way of asking; nothing that was written is cut in silence."""

import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors, TextInput
from bot.cards.text import render_text
from bot.commands import registry
from bot.commands.ask import Press, Submission
from bot.commands.parse.bounds import MOST_TEXT, MOST_WORDS, too_long
from bot.commands.registry import COMMANDS
from bot.commands.share import MOST_CARRIED, share_button
from bot.requests.command_text import form_button
from bot.requests.handlers import run_press, run_submission
from bot.slack.render.forms import render_form as slack_form
from bot.teams.render.forms import render_form as teams_form
from models.db.database import Database
from models.tables import Dialogue
from tests.parity.chats import CHATS, Chat
from tests.support.people import KARI, Room, find, full_room, text_of
from tests.support.slack import slack

WORDS = "Teksten er for lang: 1001 tegn. Skriv høyst 1000 tegn, så svarer jeg."
ANSWER = f"Teksten er for lang\n\n{WORDS}"


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    async with CHATS[request.param](sqlite_database) as chat:
        yield chat


@pytest.mark.parametrize("command", sorted(COMMANDS))
async def test_every_command_says_that_a_text_is_too_long(chat: Chat, command: str) -> None:
    assert WORDS in (await chat.ask(f"{command} {'a' * (MOST_WORDS + 1)}")).text


async def test_a_mention_and_a_direct_message_are_told_the_same(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        for channel, said in (("bot", "frister"), ("sekretariatet", "@Pådriver frister")):
            bench.kari.say(f"{said} {'a' * (MOST_WORDS + 1)}", channel)
            await bench.workspace.settled()
            await bench.room.bolt_app.dispatcher.tasks.drain(60)
            assert bench.kari.sees(channel)[-1].text.endswith(WORDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a" * MOST_WORDS, None),
        ("a" * (MOST_WORDS + 1), WORDS),
        (f"møtte Kari Nordmann: {'a' * MOST_TEXT}", None),
        (f"møtte Kari Nordmann:\n{'a' * MOST_TEXT}", None),
        (
            f"møtte Kari Nordmann: {'a' * (MOST_TEXT + 1)}",
            "Teksten etter kolon er for lang: 3001 tegn. Skriv høyst 3000 tegn.",
        ),
        (
            f"{'a' * (MOST_WORDS + 1)}: b",
            "Teksten foran kolon er for lang: 1001 tegn. Skriv høyst 1000 tegn, så svarer jeg.",
        ),
    ],
)
def test_words_and_free_text_have_each_their_bound(text: str, said: str | None) -> None:
    fault = too_long(text)
    assert (fault.text if fault else None) == said


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return full_room(sqlite_database)


def initial(form: Form, name: str) -> str:
    return next(each.initial for each in form.inputs if isinstance(each, TextInput) and each.name == name)


def test_free_text_after_a_colon_is_kept_as_it_is_written(room: Room) -> None:
    said = ("Hun vil ha faktaark innen fredag. " * 80).strip()
    form = room.ask("interessenter", f"møtte Kari Nordmann (Ap) om jernbane: {said}")
    assert isinstance(form, Form)
    assert (initial(form, "whom"), initial(form, "said")) == ("Kari Nordmann (Ap)", said)
    room.send(form.action, state=form.state, whom="Kari Nordmann (Ap)", channel="møte", day="2026-10-01", said=said)
    with room.database.session() as session:
        assert session.scalars(select(Dialogue.said)).all() == [said]


def test_a_field_of_a_form_has_room_for_3000_signs_and_says_so(room: Room) -> None:
    sent = Submission("", {"whom": "Kari Nordmann", "channel": "møte", "day": "2026-10-01", "said": "a" * 3_001})
    with room.database.session() as session:
        wrong = run_submission(registry, "interessent.loggfor", sent, room._ask(session, KARI), session)
    assert wrong == FormErrors({"said": "Skriv høyst 3000 tegn. Nå er det 3001."})


def test_a_shorter_field_says_how_long_it_may_be(room: Room) -> None:
    told = room.send("interessent.loggfor", whom="Kari Nordmann", channel="møte", day="2026-10-01", about="a" * 201)
    assert text_of(told) == "about: Skriv høyst 200 tegn. Nå er det 201."


@pytest.mark.parametrize("platform", ["slack", "teams"])
def test_a_form_says_what_it_has_no_room_for(platform: str) -> None:
    form = Form("Ny", "x", (TextInput("title", "Hva", "a" * 301),), intro=("Se over.",))
    drawn = slack_form(form) if platform == "slack" else teams_form(form)
    assert "Se over. «Hva» har plass til 300 tegn, og teksten din var på 301. Se over feltet." in str(drawn)


def test_the_button_that_opens_a_form_carries_the_text_or_says_that_it_does_not() -> None:
    form = Form("Ny frist", "x", ())
    card = form_button(form, "frister", "ny " + "a" * 900)
    assert render_text(card) == "Ny frist\n\nDette fyller du ut i et skjema.\n\n[Åpne skjemaet]"
    assert json.loads(find(card, "Åpne skjemaet").value)["t"] == "ny " + "a" * 900
    cut = form_button(form, "interessenter", '"' * 3_900)
    value = find(cut, "Åpne skjemaet").value
    kept = len(json.loads(value)["t"])
    assert len(value) <= MOST_CARRIED
    assert kept > 900
    assert f"Bare de første {kept} tegnene følger med dit. Kopier resten fra meldingen din." in render_text(cut)


def test_what_a_share_button_cannot_carry_is_not_shared_as_something_else(room: Room) -> None:
    button = share_button("frister", '"' * 1_000)
    assert len(button.value) <= MOST_CARRIED
    told = room.press(button.action, button.value)
    assert (
        text_of(told) == "Ikke delt\n\nTeksten du spurte med, er for lang til å deles. Spør kortere og del det svaret."
    )


def test_a_press_with_more_than_a_control_carries_is_not_read(room: Room) -> None:
    with room.database.session() as session:
        (reply, _) = (run_press(registry, "frister.done", Press("1" * 7_000), room._ask(session, KARI), session), ())
    assert render_text(reply) == render_text(stale())


def test_many_names_and_a_long_name_are_said(room: Room) -> None:
    many = room.ask("interessenter", "møtte " + ", ".join(f"Kari Nordmann{n}" for n in range(21)))
    assert "Skriv høyst 20 navn om gangen. Nå er det 21." in text_of(many)
    long = room.ask("interessenter", f"møtte Kari {'N' + 'o' * 120}")
    assert "Et navn kan ha høyst 120 tegn. Kort det ned." in text_of(long)


def test_two_are_merged_at_a_time(room: Room) -> None:
    told = room.ask("interessenter", "slå sammen " + " og ".join(["Kari Nordmann"] * 50))
    assert "Jeg slår sammen to om gangen. Skriv bare de to navnene." in text_of(told)


def test_a_search_says_which_words_it_did_not_look_for(room: Room) -> None:
    told = room.ask("interessenter", "en to tre fire fem seks sju åtte ni ti")
    assert "Jeg søkte bare etter de første 8 ordene. 2 ord er ikke med." in text_of(told)
