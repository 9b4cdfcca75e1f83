"""Buttons and forms in Teams: what is pressed is done once, and shown where it was pressed."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Item, Menu, Paragraph
from bot.cards.form import DateInput, Form, FormErrors, TextInput
from bot.commands.ask import Ask, Press, Reply, Submission
from models.db.database import Database
from tests.support.slack import Handlers
from tests.support.teams import CHANNEL, Bench, actions, labelled, teams, texts

ROW = Button("Ferdig", "frister.done", "7")


def frister(ask: Ask, session: Session) -> Card | Form:
    del session
    if ask.text == "ny":
        return form(ask)
    menu = Menu("Tema", "frister.theme", (Choice("Jernbane", "jb"), Choice("Vei", "vei")))
    return Card(
        "Frister", (Item(("Svar på høring",), (ROW,)), Controls((menu, Button("Del", "frister.share", ""), NEW)))
    )


NEW = Button("Ny", "frister.ny", "fra knapp")


def done(ask: Ask, press: Press, session: Session) -> Reply:
    del session
    said = f"{press.value}{press.chosen} av {ask.user_id[:4]}"
    return Reply(card=Card("Frister", (Paragraph((said,)), Controls((ROW,)))), replace=True)


def told(ask: Ask, press: Press, session: Session) -> Reply:
    del ask, session
    return Reply(card=Card("Tema", (Paragraph((press.chosen,)),), summary=f"Du valgte {press.chosen}."))


def share(ask: Ask, press: Press, session: Session) -> Reply:
    del ask, press, session
    return Reply(share=Card("Delt svar"))


def form(ask: Ask) -> Form:
    return Form(
        "Ny frist", "frister.lagre", (TextInput("title", "Tittel"), DateInput("day", "Dag")), state=ask.text or "s"
    )


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    del press, session
    return form(ask)


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    del ask, session
    if sent.values.get("title") == "feil":
        return FormErrors({"title": "Skriv noe annet."})
    told = " ".join((sent.state, *sent.values.values()))
    return Reply(card=Card("Lagret", (Paragraph((told,)), Controls((ROW,))), summary=f"Lagret: {told}"))


def handlers() -> Handlers:
    made = Handlers(
        PRESSES={"frister.done": done, "frister.theme": told, "frister.share": share, "frister.ny": open_form}
    )
    made.COMMANDS["frister"] = frister
    made.SUBMITS["frister.lagre"] = save
    return made


@pytest.fixture
async def bench(sqlite_database: Database) -> AsyncIterator[Bench]:
    async with teams(sqlite_database, handlers()) as bench:
        yield bench


async def asked(bench: Bench, text: str = "frister", where: str = "") -> dict[str, Any]:
    await bench.kari.write(text, where)
    (answer,) = bench.said
    return answer.card


async def test_a_button_in_a_personal_chat_replaces_the_answer_for_good(bench: Bench) -> None:
    card = await asked(bench)
    body = await bench.kari.press(labelled(card, "Ferdig"), on="1790000000001")
    (put,) = bench.said
    assert texts(body["value"])[:2] == ["Frister", "7 av aaaa"]
    assert (put.method, put.path.endswith("/activities/1790000000001"), put.card) == ("PUT", True, body["value"])


async def test_in_what_a_channel_reads_the_result_is_for_whoever_pressed(bench: Bench) -> None:
    card = await asked(bench)  # as an older version answered in the channel
    body = await bench.per.press(labelled(card, "Ferdig"), CHANNEL, "1790000000001")
    assert texts(body["value"])[:2] == ["Frister", "7 av bbbb"]
    assert bench.said == []


async def test_what_was_chosen_reaches_the_handler_and_a_short_answer_is_a_sentence(bench: Bench) -> None:
    card = await asked(bench)
    body = await bench.kari.press(labelled(labelled(card, "Tema")["card"], "Vei"))
    assert body["value"] == "Du valgte vei."


async def test_the_same_press_told_again_is_done_once(bench: Bench) -> None:
    card = await asked(bench)
    action = labelled(card, "Ferdig")
    value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": action["data"]}}
    activity = bench.kari.activity({"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": "1"})
    first, again = [(await bench.post(activity)).json() for _ in range(2)]
    assert first["type"] == "application/vnd.microsoft.card.adaptive"
    assert again["value"] == "Det er allerede gjort."


async def test_an_answer_is_shared_where_it_stands_or_from_a_personal_chat_in_the_shared_channel(bench: Bench) -> None:
    card = await asked(bench, where=CHANNEL)
    body = await bench.kari.press(labelled(card, "Del"), CHANNEL)
    (shared,) = bench.said
    assert (body["value"], texts(shared.card)) == ("Svaret er delt i kanalen.", ["Delt svar"])
    assert shared.conversation.startswith(CHANNEL)

    body = await bench.kari.press(labelled(card, "Del"))
    assert body["value"] == "Velg en felleskanal med «innstillinger» først, så vet jeg hvor svaret skal deles."
    assert bench.said == []


async def test_a_button_nobody_knows_any_more_says_so(bench: Bench) -> None:
    body = await bench.kari.press({"type": "Action.Execute", "verb": "borte", "data": {"value": "1"}})
    assert body["value"] == "Denne knappen gjelder ikke lenger. Spør på nytt, så får du et ferskt svar."


async def test_words_that_need_a_form_give_a_button_that_opens_one_in_a_dialog(bench: Bench) -> None:
    card = await asked(bench, "frister ny")
    assert texts(card) == ["Ny frist", "Dette fyller du ut i et skjema.", "Åpne skjemaet"]
    opened = await bench.kari.press(labelled(card, "Åpne skjemaet"), on="1790000000001")
    value = opened["task"]["value"]
    assert (value["title"], texts(value["card"]["content"])) == ("Ny frist", ["Tittel", "Dag", "Lagre"])


async def test_a_form_is_mended_with_what_was_written_and_saved_once(bench: Bench) -> None:
    card = await asked(bench)
    opened = await bench.kari.press(labelled(card, "Ny"), on="1790000000001")
    content = opened["task"]["value"]["card"]["content"]
    (send,) = actions(content)

    wrong = await bench.kari.press(send, title="feil", day="2026-10-15")
    content = wrong["task"]["value"]["card"]["content"]
    assert "Skriv noe annet." in texts(content)
    assert [each.get("value") for each in content["body"] if each["type"].startswith("Input")] == ["feil", "2026-10-15"]

    (send,) = actions(content)
    assert await bench.kari.press(send, title="Innspill", day="2026-10-15") == {}
    (saved,) = bench.said
    assert texts(saved.card)[:2] == ["Lagret", "s Innspill 2026-10-15"]


async def test_in_what_a_channel_reads_the_dialog_itself_says_that_a_form_was_saved(bench: Bench) -> None:
    card = await asked(bench)  # as an older version answered in the channel
    opened = await bench.kari.press(labelled(card, "Ny"), CHANNEL)
    (send,) = actions(opened["task"]["value"]["card"]["content"])
    told = await bench.kari.press(send, CHANNEL, title="Innspill", day="2026-10-15")
    assert told == {"task": {"type": "message", "value": "Lagret: s Innspill 2026-10-15"}}
    assert bench.said == []


async def test_a_control_that_only_now_turns_out_to_need_a_form_shows_it_in_the_message(
    sqlite_database: Database,
) -> None:
    def sometimes(ask: Ask, press: Press, session: Session) -> Reply:
        return open_form(ask, press, session)  # type: ignore[return-value]

    made = handlers()
    made.PRESSES["frister.done"] = sometimes
    async with teams(sqlite_database, made) as bench:
        card = await asked(bench)
        body = await bench.kari.press(labelled(card, "Ferdig"), on="1790000000001")
        (send,) = actions(body["value"])
        wrong = await bench.kari.press(send, on="1790000000001", title="feil", day="2026-10-15")
        assert "Skriv noe annet." in texts(wrong["value"])
        body = await bench.kari.press(send, on="1790000000001", title="Innspill", day="2026-10-15")
        assert body["value"] == "Lagret: s Innspill 2026-10-15"


async def test_what_takes_long_is_acknowledged_and_shown_when_it_is_done(sqlite_database: Database) -> None:
    made = handlers()
    made.SLOW = {"frister.done": "Fullfører"}
    async with teams(sqlite_database, made) as bench:
        card = await asked(bench)
        body = await bench.kari.press(labelled(card, "Ferdig"), on="1790000000001")
        assert body["value"] == "Dette tar litt tid. Svaret kommer her."
        await bench.room.dispatcher.tasks.drain(60)
        assert [each.method for each in bench.said] == ["PUT"]


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_what_is_done_is_answered_though_teams_refuses_to_show_it(bench: Bench, status: int) -> None:
    card = await asked(bench)
    opened = await bench.kari.press(labelled(card, "Ny"), on="1790000000001")
    (send,) = actions(opened["task"]["value"]["card"]["content"])
    refusal = (status, {"error": {"code": "x"}}, dict[str, str]())

    bench.connector.answers = [refusal]
    body = await bench.kari.press(labelled(card, "Ferdig"), on="1790000000001")
    assert texts(body["value"])[:2] == ["Frister", "7 av aaaa"]
    bench.connector.answers = [refusal]
    told = await bench.kari.press(send, title="Innspill", day="2026-10-15")
    assert told == {"task": {"type": "message", "value": "Lagret: s Innspill 2026-10-15"}}
    assert (bench.said, bench.connector.answers) == ([], [])
