"""What is acknowledged before it is done is done all the same, once, even if the process dies."""

import json
import threading
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph
from bot.commands.ask import Ask, Press, Reply, Submission
from bot.requests.request_dispatcher import NotRecordedError, release_after
from bot.slack.incoming import ReplyTarget, from_command, pack_metadata
from jobs.pruning import prune
from models.db.database import Database
from models.tables import Delivery, Inbound
from models.workspace.inbound import MOST_ATTEMPTS, first_received, keep
from models.workspace.workspaces import by_external, destination
from tests.support.slack import Bench, Handlers, seen, slack

DEAD = timedelta(minutes=3)
"""After this long a process that has not let go of its work is believed dead."""


def frister(ask: Ask, session: Session) -> Card:
    destination(session, ask.workspace.id, "kanal", f"asked {ask.text}")
    return Card("Frister", (Paragraph((ask.text,)),))


def pressed(ask: Ask, press: Press, session: Session) -> Reply:
    del ask, session
    return Reply(card=Card("Endret", (Paragraph((press.value,)),)))


def saved(ask: Ask, sent: Submission, session: Session) -> Reply:
    del ask, session
    return Reply(card=Card("Lagret", (Paragraph((sent.state,)),)))


HANDLERS = Handlers({"frister": frister}, {"frister.done": pressed}, {"frister.new": saved})


def left_by_a_dead_process(bench: Bench, database: Database, kind: str, body: dict[str, Any], key: str) -> None:
    with database.session() as session:
        workspace = by_external(session, "slack", bench.workspace.state.team.id)
        assert workspace
        keep(session, workspace.id, key, kind, json.dumps(body), bench.clock())


def kept(database: Database) -> list[Inbound]:
    with database.session() as session:
        return list(session.scalars(select(Inbound).where(Inbound.state == "waiting")))


async def work_off(bench: Bench, after: timedelta = DEAD) -> None:
    bench.clock.at += after
    await bench.room.recover(bench.clock())


async def test_a_command_that_a_dead_process_had_acknowledged_is_answered_once(database: Database) -> None:
    async with slack("http", database, HANDLERS) as bench:
        fields = bench.command_fields("/frister", "oktober", trigger="1.2")
        left_by_a_dead_process(bench, database, "command", dict(fields), "command:1.2")

        await work_off(bench, timedelta(minutes=1))
        assert bench.kari.sees("sekretariatet") == []

        await work_off(bench)
        await work_off(bench)

        (answer,) = bench.kari.sees("sekretariatet")
        assert seen(answer) == ["Frister", "oktober"]
        assert bench.per.sees("sekretariatet") == []
        assert kept(database) == []
        await bench.post(fields)
        assert len(bench.kari.sees("sekretariatet")) == 1


async def test_what_was_done_before_the_process_died_is_not_done_again_but_told(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, HANDLERS) as bench:
        await bench.post(bench.command_fields("/frister", "oktober", trigger="1.2"))
        body = dict(bench.command_fields("/frister", "oktober", trigger="1.2"))
        left_by_a_dead_process(bench, sqlite_database, "command", body, "command:1.2")

        await work_off(bench)

        (told,) = bench.kari.sees("sekretariatet")
        assert seen(told) == [
            "Svaret kom ikke frem",
            "Det du ba om, er gjort, men jeg ble startet på nytt før svaret kom frem. Spør på nytt for å se det.",
        ]


async def test_a_press_and_a_form_are_taken_up_too(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, HANDLERS) as bench:
        team, channel = bench.workspace.state.team.id, bench.workspace.state.channel("sekretariatet").id
        press = {
            "team": {"id": team},
            "user": {"id": bench.kari.id},
            "channel": {"id": channel},
            "actions": [{"action_id": "frister.done/0", "value": "7"}],
        }
        view = {
            "id": "V1",
            "callback_id": "frister.new",
            "private_metadata": pack_metadata(ReplyTarget("", channel), "fra skjema"),
        }
        form = {"team": {"id": team}, "user": {"id": bench.kari.id}, "view": view | {"blocks": []}}
        left_by_a_dead_process(bench, sqlite_database, "press", press, "press:1")
        left_by_a_dead_process(bench, sqlite_database, "submit", form, "submit:V1")

        await work_off(bench)

        told = bench.kari.sees("sekretariatet")
        assert [seen(each) for each in told] == [["Endret", "7"], ["Lagret", "fra skjema"]]


async def test_an_event_is_taken_up_too_and_the_channel_greeted_once(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, HANDLERS) as bench:
        identity = bench.room.identity
        assert identity
        body = {
            "team_id": identity.team_id,
            "event_id": "Ev1",
            "event": {"type": "member_joined_channel", "user": identity.bot_user_id, "channel": "C9"},
        }
        left_by_a_dead_process(bench, sqlite_database, "event", body, "event:Ev1")

        await work_off(bench)
        left_by_a_dead_process(bench, sqlite_database, "event", body, "event:Ev1")
        await work_off(bench)

        with sqlite_database.session() as session:
            assert [each.kind for each in session.scalars(select(Delivery))] == ["velkomst"]


async def test_what_is_slow_is_kept_while_it_is_under_way_and_let_go_when_told(database: Database) -> None:
    go_on = threading.Event()

    def slow(ask: Ask, session: Session) -> Card:
        go_on.wait(5)
        return frister(ask, session)

    handlers = Handlers({"frister": slow}, SLOW={"frister": "Leter"})
    async with slack("http", database, handlers) as bench:
        answered = await bench.post(bench.command_fields("/frister", "oktober", trigger="1.2"))
        assert (answered.status_code, answered.content) == (200, b"")

        go_on.set()
        (answer,) = await bench.workspace.wait_for(lambda _: bench.kari.sees("sekretariatet"))
        assert seen(answer) == ["Frister", "oktober"]
        await bench.room.bolt_app.dispatcher.tasks.drain(60)
        assert kept(database) == []


async def test_work_that_takes_its_time_is_kept_before_it_is_acknowledged(postgres_url: str) -> None:
    database = Database(postgres_url)
    go_on = threading.Event()

    def slow(ask: Ask, session: Session) -> Card:
        go_on.wait(5)
        return frister(ask, session)

    async with slack("http", database, Handlers({"frister": slow}), patience=0.01) as bench:
        answered = await bench.post(bench.command_fields("/frister", "oktober", trigger="1.2"))
        assert answered.content == b""
        assert [each.key for each in kept(database)] == ["senere:command:1.2"]

        go_on.set()
        await bench.workspace.wait_for(lambda _: bench.kari.sees("sekretariatet"))
        await bench.room.bolt_app.dispatcher.tasks.drain(60)
        assert kept(database) == []
    database.close()


async def test_where_nothing_can_be_kept_the_acknowledgement_waits_for_the_answer(sqlite_database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(ask: Ask, session: Session) -> Card:
        begun.set()
        go_on.wait(0.2)
        return frister(ask, session)

    async with slack("http", sqlite_database, Handlers({"frister": slow}), patience=0.01) as bench:
        bench.knows(sqlite_database, bench.kari)
        answered = await bench.post(bench.command_fields("/frister", "oktober"))
        assert answered.json()["blocks"][0]["text"]["text"] == "Frister"
        await bench.room.bolt_app.dispatcher.tasks.drain(60)
        assert kept(sqlite_database) == []


async def test_what_breaks_each_time_is_let_go_in_the_end(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, HANDLERS) as bench:
        left_by_a_dead_process(bench, sqlite_database, "command", {"team_id": "T1"}, "command:9")
        for _ in range(MOST_ATTEMPTS):
            await work_off(bench)
            assert len(kept(sqlite_database)) == 1
        await work_off(bench)
        assert kept(sqlite_database) == []


async def test_an_old_key_is_forgotten_and_what_waits_is_not(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, HANDLERS) as bench:
        with sqlite_database.session() as session:
            team = bench.workspace.state.team.id
            first_received(session, "slack", team, "gammel", bench.clock() - timedelta(days=8))
            caller = first_received(session, "slack", team, "ny", bench.clock())
            assert caller
            keep(session, caller.workspace.id, "venter", "event", "{}", bench.clock() - timedelta(days=8))
        prune(sqlite_database, bench.clock())
        with sqlite_database.session() as session:
            assert sorted(session.scalars(select(Inbound.key))) == ["ny", "senere:venter"]


async def test_work_that_breaks_after_it_was_acknowledged_stays_kept(sqlite_database: Database) -> None:
    async def works() -> None:
        """Come to its end."""

    async def breaks() -> None:
        raise NotRecordedError

    async with slack("http", sqlite_database, HANDLERS) as bench:
        body = dict(bench.command_fields("/frister", "oktober", trigger="1.2"))
        left_by_a_dead_process(bench, sqlite_database, "command", body, "command:1.2")
        room, incoming = bench.room.bolt_app.dispatcher, from_command(body)

        await release_after(room, incoming, room.tasks.start(breaks()))
        assert len(kept(sqlite_database)) == 1

        await release_after(room, incoming, room.tasks.start(works()))
        assert kept(sqlite_database) == []


async def test_a_shortcut_whose_answer_went_missing_is_told_of(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, HANDLERS) as bench:
        workspace = bench.workspace
        body = {
            "team": {"id": workspace.state.team.id},
            "user": {"id": bench.kari.id},
            "channel": {"id": workspace.state.channel("sekretariatet").id},
        }
        left_by_a_dead_process(bench, sqlite_database, "shortcut", body, "press:9")
        with sqlite_database.session() as session:
            assert first_received(session, "slack", workspace.state.team.id, "press:9", bench.clock())

        await work_off(bench)

        (told,) = bench.kari.sees("sekretariatet")
        assert seen(told)[0] == "Svaret kom ikke frem"
