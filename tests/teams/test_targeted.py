"""Answers in channels and group chats that only the person who asked sees, and what comes where Teams refuses them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph
from bot.commands import registry
from bot.commands.ask import Ask
from bot.teams.list_refresh import REFRESH
from bot.teams.listeners import message_activities
from jobs.tick import tick
from models.db.database import Database
from models.tables import Delivery
from tests.parity import test_parity
from tests.parity.chats import CHATS, Chat, TeamsChat
from tests.support.nudges import at
from tests.support.slack import Handlers, OnePack
from tests.support.teams import BOT, CHANNEL, GROUP, KARI, Bench, Posted, actions, labelled, place, teams, texts
from tests.teams.test_presses import handlers

ACCOUNT = f"29:{KARI}"
THREAD = "1790000000123"
TARGETED = {"recipient": {**BOT, "isTargeted": True}, "entities": []}
"""How a slash command arrives: only the bot sees it, and nobody is mentioned."""
MOVED = "Jeg kunne ikke svare bare deg der du spurte, så svaret kommer her."


@pytest.fixture
async def bench(sqlite_database: Database) -> AsyncIterator[Bench]:
    async with teams(sqlite_database, handlers()) as bench:
        yield bench


async def slash(bench: Bench, text: str = "frister", where: str = CHANNEL, thread: str = THREAD) -> list[Posted]:
    """Send `/frister` as Teams does from the menu of commands."""
    activity = bench.kari.activity({"type": "message", "text": text, **TARGETED}, where, thread)
    assert (await bench.post(activity)).status_code == 200
    await bench.room.dispatcher.tasks.drain(60)
    return bench.said


@pytest.mark.parametrize("where", [CHANNEL, GROUP])
async def test_an_answer_is_seen_only_by_the_person_and_the_others_see_that_it_came(bench: Bench, where: str) -> None:
    mention = {"type": "mention", "mentioned": BOT, "text": "<at>Pådriver</at>"}
    said = {"type": "message", "text": "<at>Pådriver</at> frister", "entities": [mention]}
    asked = bench.kari.activity(said, where, THREAD)
    await bench.post(asked)
    await bench.room.dispatcher.tasks.drain(60)
    (answer,) = bench.said
    conversation = asked["conversation"]["id"]
    assert (answer.method, answer.conversation, answer.targeted) == ("POST", conversation, ACCOUNT)
    assert texts(answer.card)[:2] == ["Frister", "Svar på høring"]
    assert "entities" not in answer.body
    assert bench.connector.reactions == [(conversation, asked["id"], "2705_whiteheavycheckmark")]


async def test_a_slash_command_is_answered_below_itself_and_leaves_no_trace_for_others(bench: Bench) -> None:
    for text in ("frister", "/frister"):
        (answer,) = await slash(bench, text)
        assert (answer.conversation, answer.targeted) == (f"{CHANNEL};messageid={THREAD}", ACCOUNT)
        assert [each["type"] for each in answer.body["entities"]] == ["targetedMessageInfo"]
    bench.connector.answers = [(404, {"error": {"code": "TARGETED_MESSAGE_EXPIRED_OR_DELETED"}}, {})]
    (answer,) = await slash(bench)
    assert (answer.targeted, "entities" in answer.body) == (ACCOUNT, False)
    assert bench.connector.reactions == []


REFUSALS = [(403, "ForbiddenOperationException"), (400, "ServiceError"), (400, "BadArgument"), (404, "NotFound")]


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_where_teams_refuses_it_the_answer_comes_in_a_direct_message(
    bench: Bench, refusal: tuple[int, str]
) -> None:
    bench.connector.refuses_targeted = refusal
    begun, first = await slash(bench)
    assert begun.body["members"] == [{"id": ACCOUNT}]
    assert first.conversation == bench.connector.begun(begun.body)
    assert texts(first.card)[0] == "Frister"
    assert MOVED in texts(first.card)
    await bench.kari.write("frister", CHANNEL)
    (second,) = bench.said
    assert (second.conversation, second.targeted) == (first.conversation, "")
    assert "privat" not in str(second.card)
    status, _ = refusal
    assert bench.connector.refused_targeted == (1 if status in {403, 404} else 2), "a refusal for good is remembered"


async def test_where_nothing_gets_through_only_an_open_question_is_answered_openly_and_with_no_content(
    bench: Bench,
) -> None:
    no = (403, {"error": {"code": "BotNotInConversationRoster"}}, dict[str, str]())
    bench.connector.answers = [no, no]
    assert await slash(bench) == []
    bench.connector.answers = [no]  # no targeted message is tried again
    await bench.kari.write("frister", CHANNEL)
    (said,) = bench.said
    assert texts(said.card) == [
        "Skriv en direktemelding",
        "Jeg får ikke svart bare deg. Skriv til meg i en direktemelding, så svarer jeg der.",
    ]
    assert bench.connector.reactions == []


@pytest.mark.parametrize("status", [500, 502])
async def test_what_may_have_come_is_not_sent_again(bench: Bench, status: int) -> None:
    bench.connector.answers = [(status, {"error": {"code": "x"}}, {})]
    assert await slash(bench) == []
    assert bench.connector.answers == []


async def test_a_private_answer_is_replaced_for_a_day_and_then_answered_again(bench: Bench) -> None:
    (answer,) = await slash(bench)
    body = await bench.kari.press(labelled(answer.card, "Ferdig"), CHANNEL, answer.sent)
    (put,) = bench.said
    assert (put.method, put.path.endswith(f"/activities/{answer.sent}"), put.targeted) == ("PUT", True, ACCOUNT)
    assert "recipient" not in put.body
    assert put.card == body["value"]
    assert texts(put.card)[:2] == ["Frister", "7 av aaaa"]

    bench.clock.at += timedelta(hours=24)
    body = await bench.kari.press(labelled(put.card, "Ferdig"), CHANNEL, answer.sent)
    (again,) = bench.said
    assert (again.method, again.targeted, texts(again.card)[:2]) == ("POST", ACCOUNT, ["Frister", "7 av aaaa"])
    assert body["value"] == "Frister"


async def test_a_private_answer_that_is_deleted_is_answered_again(bench: Bench) -> None:
    (answer,) = await slash(bench)
    del bench.connector.targeted[answer.sent]
    await bench.kari.press(labelled(answer.card, "Ferdig"), CHANNEL, answer.sent)
    (again,) = bench.said
    assert (again.method, again.targeted) == ("POST", ACCOUNT)


async def test_a_form_from_a_private_answer_ends_in_a_private_answer(bench: Bench) -> None:
    (answer,) = await slash(bench)
    opened = await bench.kari.press(labelled(answer.card, "Ny"), CHANNEL, answer.sent)
    (send,) = actions(opened["task"]["value"]["card"]["content"])
    assert await bench.kari.press(send, CHANNEL, title="Innspill", day="2026-10-15") == {}
    (saved,) = bench.said
    assert (saved.targeted, texts(saved.card)[:2]) == (ACCOUNT, ["Lagret", "s Innspill 2026-10-15"])


@pytest.mark.parametrize(
    ("thread", "shared_in"), [(THREAD, f"{CHANNEL};messageid={THREAD}"), ("", CHANNEL)], ids=["in a thread", "alone"]
)
async def test_del_makes_it_public_and_never_below_a_private_message(bench: Bench, thread: str, shared_in: str) -> None:
    activity = bench.kari.activity({"type": "message", "text": "frister", "id": "1790000000777", **TARGETED}, CHANNEL)
    activity["conversation"]["id"] = f"{CHANNEL};messageid={thread or activity['id']}"
    await bench.post(activity)
    (answer,) = bench.said
    body = await bench.kari.press(labelled(answer.card, "Del"), CHANNEL, answer.sent, thread=thread or activity["id"])
    (shared,) = bench.said
    assert (body["value"], texts(shared.card)) == ("Svaret er delt i kanalen.", ["Delt svar"])
    assert (shared.conversation, shared.targeted, "entities" in shared.body) == (shared_in, "", False)


async def test_what_takes_long_is_shown_only_to_the_person(sqlite_database: Database) -> None:
    made = handlers()
    made.SLOW = {"frister.done": "Fullfører"}
    async with teams(sqlite_database, made) as bench:
        (answer,) = await slash(bench)
        body = await bench.kari.press(labelled(answer.card, "Ferdig"), CHANNEL, answer.sent)
        assert body["value"] == "Dette tar litt tid. Svaret kommer her."
        await bench.room.dispatcher.tasks.drain(60)
        assert [(each.method, each.targeted) for each in bench.said] == [("PUT", ACCOUNT)]


async def test_the_command_knows_that_only_the_person_sees_its_answer(sqlite_database: Database) -> None:
    def frister(ask: Ask, session: Session) -> Card:
        del session
        return Card("Frister", (Paragraph((f"alene: {ask.is_private}, direkte: {ask.is_alone}",)),))

    made = Handlers()
    made.COMMANDS["frister"] = frister
    async with teams(sqlite_database, made) as bench:
        (private,) = await slash(bench)
        await bench.kari.write("frister", CHANNEL)
        (open_question,) = bench.said
        await bench.kari.write("frister")
        (direct,) = bench.said
    for each in (private, open_question):
        assert texts(each.card)[1] == "alene: True, direkte: False"
    assert texts(direct.card)[1] == "alene: True, direkte: True"


async def test_every_control_of_a_private_answer_says_that_it_is_one(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        await bench.kari.write("frister oktober", CHANNEL)
        (answer,) = bench.said
    sent: list[dict[str, Any]] = [
        each for each in actions(answer.card) if each["type"] in {"Action.Execute", "Action.Submit"}
    ]
    assert len(sent) > 3
    assert {each["data"]["privat"] for each in sent} == {answer.card["refresh"]["action"]["data"]["privat"]}
    assert answer.card["refresh"]["action"]["verb"] == REFRESH


async def test_nobody_sees_that_the_bot_works_on_a_private_message(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_activities, "TYPING_AFTER_SECONDS", 0)
    await slash(bench)
    assert [each.body["type"] for each in bench.connector.every] == ["message"]
    await bench.kari.write("frister", CHANNEL)
    assert sorted(each.body["type"] for each in bench.connector.every[1:]) == ["message", "typing"]


WALKS = (
    test_parity.test_tick_off_take_and_move,
    test_parity.test_all_about_a_deadline,
    test_parity.test_add_by_form,
    test_parity.test_snooze,
)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: str(walk.__name__).removeprefix("test_"))
async def test_in_a_channel_one_does_the_same_as_alone_and_nobody_else_sees_it(
    sqlite_database: Database, walk: Callable[[Chat, Database], Awaitable[None]]
) -> None:
    async with CHATS["teams"](sqlite_database, where=CHANNEL) as chat:
        assert isinstance(chat, TeamsChat)
        await walk(chat, sqlite_database)
        every = chat._bench.connector.every
    assert {each.targeted for each in every} == {ACCOUNT}


async def test_a_reminder_to_somebody_is_always_a_direct_message(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=at("2026-10-05 09:00")) as bench:
        await bench.kari.write("frister ny 7.10 Innspill om Ringbanen", CHANNEL)
        (answer,) = bench.said
        assert answer.targeted == ACCOUNT
        bench.clock.at = at("2026-10-06 08:30")
        await tick(bench.clock(), bench.database, OnePack(), bench.room.sender_for, fresh=True)
        reminders = [each for each in bench.said if "attachments" in each.body and "Ringbanen" in str(each.card)]
        assert [(each.conversation[:2], each.targeted) for each in reminders] == [("a:", "")]
        with sqlite_database.reading() as session:
            sent = session.scalars(select(Delivery.channel_ref).where(Delivery.state == "sent")).all()
        assert place(reminders[0].conversation) in sent


@pytest.mark.parametrize("refused", [1, 2], ids=["there", "direct"])
async def test_what_comes_too_late_for_the_press_comes_to_the_person_alone(
    sqlite_database: Database, refused: int
) -> None:
    made = handlers()
    made.SLOW = {"frister.done": "Fullfører"}
    async with teams(sqlite_database, made) as bench:
        await bench.kari.write("frister")
        (direct,) = bench.said
        (answer,) = await slash(bench)
        bench.connector.answers = [(403, {"error": {"code": "x"}}, {})] * refused
        body = await bench.kari.press(labelled(answer.card, "Ferdig"), CHANNEL, answer.sent, thread=THREAD)
        assert body["value"] == "Dette tar litt tid. Svaret kommer her."
        await bench.room.dispatcher.tasks.drain(60)
        (late,) = bench.said
    assert texts(late.card)[:2] == ["Frister", "7 av aaaa"]
    there, alone = (answer.conversation, ACCOUNT), (direct.conversation, "")
    assert (late.conversation, late.targeted) == (there if refused == 1 else alone)
