"""The log at its most talkative holds no id, name or word of anybody, on either platform; and why a call failed it does.

It is set up as `padriver serve` does, and holds what libraries say too.
"""

import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import timedelta
from typing import Any

import pytest
import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands import registry
from bot.commands.ask import Ask
from bot.commands.shared.deadline_controls import DONE
from bot.runtime import logs
from jobs.planning.plan import plan_greeting
from jobs.tick import tick
from models.db.database import Database
from models.workspace.inbound import keep
from models.workspace.workspaces import by_external
from tests.support.install import many
from tests.support.nudges import Packs
from tests.support.pack import small_pack
from tests.support.slack import Bench as SlackBench
from tests.support.slack import Handlers, slack
from tests.support.teams import APP, CHANNEL, GROUP, TEAM, Person, labelled, place, teams
from tests.support.teams import Bench as TeamsBench

SAID = ("nattog", "Nattog", "tullball", "Tullball", "Kari", "Nordmann", "Per", "Hansen")
CHANNELS = ("sekretariatet", "styret", "media", "Sekretariatet", "Gruppen", "Osloregionen")


@contextmanager
def talkative() -> Iterator[io.StringIO]:
    """Log as the program does at the level of debugging; gives what is logged. All is put back at the end."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    told = io.StringIO()
    with redirect_stderr(told):
        logs.set_up("json", "debug")
        structlog.configure(**{**structlog.get_config(), "cache_logger_on_first_use": False})
        try:
            yield told
        finally:
            root.handlers[:] = handlers
            root.setLevel(level)
            structlog.configure(**before)


def events(told: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


def named(told: io.StringIO, *words: str) -> list[str]:
    """Return the lines that name somebody or something by one of some words."""
    pattern = re.compile("|".join(rf"(?<![A-Za-z]){re.escape(each)}(?![a-z])" for each in words if each))
    return [line for line in told.getvalue().splitlines() if pattern.search(line)]


def reasons(told: io.StringIO, event: str) -> list[str]:
    """Return why calls failed, as events of that name say it."""
    return [each["reason"] for each in events(told) if each["event"] == event and each["reason"]]


class Broken(Handlers):
    """The real commands, but one that breaks."""

    def __init__(self) -> None:
        def breaks(ask: Ask, session: Session) -> Card:
            del session
            raise KeyError(ask.user_id, ask.text, ask.channel_id)

        super().__init__({**registry.COMMANDS, "budskap": breaks}, dict(registry.PRESSES), dict(registry.SUBMITS))
        self.HOME, self.FILE, self.NAMES = registry.HOME, registry.FILE, registry.NAMES


async def a_day_in_slack(bench: SlackBench, database: Database) -> None:
    """Let people do all that there is to do, and let some of it fail."""
    local, kari, per = bench.workspace, bench.kari, bench.per
    (added,) = await kari.command("/frister", f"ny 15.10 Innspill om nattog <@{per.id}>", "sekretariatet")
    await kari.press(added, f"{DONE}/0")
    for words in ("tullball", "mine", "alle"):
        await per.command("/frister", words, "sekretariatet")
    await per.command("/interessenter", "Kari Nordmann", "sekretariatet")
    (broke,) = await kari.command("/budskap", "nattog", "sekretariatet")
    assert "Referanse" in broke.text
    fields = bench.command_fields("/frister", "nattog", trigger="9.9.9")
    for _ in range(2):
        await bench.post(fields)
    await bench.post({**fields, "team_id": "T0TULLBALL"})
    await bench.post({"payload": json.dumps({"type": "block_actions", "user": {"id": kari.id}, "text": "nattog"})})
    event = {"type": "channel_rename", "channel": {"id": local.state.channel("styret").id, "name": "tullball"}}
    ours = {"team_id": local.state.team.id, "event_id": "Ev1", "type": "event_callback"}
    await bench.post_json({**ours, "event": {**event, "user": kari.id}})
    await bench.post_json({**ours, "event": {"type": "app_mention", "user": kari.id, "channel": 5, "text": "nattog"}})
    await bench.post({**fields, "text": "tullball"}, secret="en annens")
    local.trouble.add("error", "chat.postEphemeral", code="user_not_in_channel")
    asked = kari.say("@Pådriver frister nattog", "sekretariatet")
    await local.wait_for(lambda _: kari.sees("bot"))
    for twice in range(2):
        await bench.reacts(asked, "eyes", event_ts=f"1790000000.{twice}")
        await bench.reacts(asked, "no_entry_sign", event_ts="1790000000.9")
    kari.give("Nattog for Kari.xlsx", b"tullball")
    await local.wait_for(lambda _: len(kari.sees("bot")) > 2)
    local.trouble.add("ratelimited", "views.publish")
    home = {"type": "app_home_opened", "user": kari.id, "channel": "D1", "tab": "home"}
    await bench.post_json({**ours, "event_id": "Ev7", "event": home})
    with database.session() as session:
        workspace = by_external(session, "slack", local.state.team.id)
        assert workspace
        plan_greeting(session, workspace, local.state.channel("styret").id, bench.clock())
        body = {**fields, "trigger_id": "8.8.8"}
        keep(session, workspace.id, f"command:{kari.id}:8.8.8", "command", json.dumps(body), bench.clock())
        keep(session, workspace.id, f"event:{kari.id}:1", "event", json.dumps({"event": kari.id}), bench.clock())
    local.trouble.add("archived", "chat.postMessage")
    await tick(bench.clock(), database, Packs(small_pack()), bench.room.sender_for)
    bench.clock.at += timedelta(minutes=3)
    await bench.room.recover(bench.clock())


@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_the_log_of_a_day_in_slack_names_nobody(sqlite_database: Database, transport: str) -> None:
    with talkative() as told:
        async with slack(transport, sqlite_database, Broken()) as bench:
            if transport == "http":
                await a_day_in_slack(bench, sqlite_database)
            else:
                kari, per = bench.kari, bench.per
                (added,) = await kari.command("/frister", f"ny 15.10 Om nattog <@{per.id}>", "sekretariatet")
                await kari.press(added, f"{DONE}/0")
                await kari.command("/budskap", "tullball", "sekretariatet")
                await bench.workspace.sockets.refresh()
                await bench.workspace.wait_for(lambda _: bench.workspace.connected)
            state = bench.workspace.state
            people, places = state.users, state.channels
            ids = [*people, *places]
            secrets = (bench.workspace.bot_token, bench.workspace.signing_secret, bench.workspace.app_token)
            names = [each.name for each in (bench.kari.user, bench.per.user)]
    assert len(ids) > 5
    assert named(told, *ids, *names, *SAID, *CHANNELS, *secrets, "no_entry_sign") == []
    assert {each["team"] for each in events(told) if "team" in each} <= {bench.workspace.state.team.id, "T0TULLBALL"}
    if transport == "http":
        found = {each["event"] for each in events(told)}
        wanted = {
            "request",
            "request_broke",
            "told_before",
            "taken_up",
            "taken_up_in_vain",
            "delivery",
            "request_refused",
        }
        assert wanted <= found
        assert reasons(told, "request_broke") == ["ratelimited"]
        assert "user_not_in_channel" in reasons(told, "call_refused")
        assert reasons(told, "delivery") == ["is_archived"]


async def test_the_log_of_an_installation_names_nobody(sqlite_database: Database) -> None:
    with talkative() as told:
        async with many(sqlite_database) as held:
            await held.install(held.fjordby)
            held.first.trouble.add("server_error", "oauth.v2.access")
            await held.install(held.first)
            ids = [*held.fjordby.state.users, *held.fjordby.state.channels]
            row = held.row(held.fjordby)
    assert named(told, *ids, "Kari", "Nordmann", "Fjordby", str(row.token), held.fjordby.bot_token) == []
    assert {"installed", "install_broke"} <= {each["event"] for each in events(told)}


async def a_day_in_teams(bench: TeamsBench, database: Database) -> None:
    """The same in Teams."""
    kari, per = bench.kari, bench.per
    await kari.write("frister ny 15.10 Innspill om nattog")
    (added,) = bench.said
    await kari.press(labelled(added.card, "Gjort" if _has(added.card, "Gjort") else "Ferdig"), on=added.sent)
    await per.write("frister tullball", CHANNEL)
    await per.write("frister alle", GROUP)
    await kari.write("budskap nattog")
    twice = kari.activity({"type": "message", "text": "frister nattog"})
    for _ in range(2):
        await bench.post(twice)
    await bench.post(kari.activity({"type": "message", "text": "tullball"}), token="a.b.c")
    await bench.post({**twice, "entities": 5, "id": "odd"})
    for added_members in ([{"id": f"28:{APP}"}], [{"id": kari.account["id"]}]):
        for where in ("", CHANNEL):
            await bench.post(kari.activity({"type": "conversationUpdate", "membersAdded": added_members}, where))
    told = {"type": "messageReaction", "reactionsAdded": [{"type": "1f440_eyes"}], "replyToId": added.sent}
    await bench.post(kari.activity(told, CHANNEL))
    await kari.give("Nattog for Kari.xlsx", b"tullball")
    bench.connector.answers.append((403, {"error": {"code": "ConversationBlockedByUser", "message": "Kari"}}, {}))
    await per.write("frister nattog igjen")
    with database.session() as session:
        workspace = by_external(session, "teams", bench.tenant)
        assert workspace
        plan_greeting(session, workspace, place(CHANNEL), bench.clock())
        keep(session, workspace.id, f"message:{kari.aad}:1", "message", json.dumps(twice | {"id": "8"}), bench.clock())
        keep(session, workspace.id, f"message:{kari.aad}:2", "message", json.dumps({"from": kari.aad}), bench.clock())
    await tick(bench.clock(), database, Packs(small_pack()), bench.room.sender_for)
    bench.clock.at += timedelta(minutes=3)
    await bench.room.recover(bench.clock())
    await bench.post(kari.activity({"type": "installationUpdate", "action": "remove"}, CHANNEL))


def _has(card: Any, label: str) -> bool:
    try:
        return bool(labelled(card, label))
    except StopIteration:
        return False


async def test_the_log_of_a_day_in_teams_names_nobody(sqlite_database: Database) -> None:
    with talkative() as told:
        async with teams(sqlite_database, Broken()) as bench:
            await a_day_in_teams(bench, sqlite_database)
            people: list[Person] = [bench.kari, bench.per]
            ids = [word for each in people for word in (each.aad, each.account["id"], f"a:{each.aad}", each.name)]
            places = [each for where in (CHANNEL, GROUP, TEAM) for each in (where, where.split("@")[0], place(where))]
    assert named(told, *ids, *places, *SAID, *CHANNELS, place(f"a:{people[0].aad}"), "the-bots-own") == []
    found = {each["event"] for each in events(told)}
    assert {"request", "request_broke", "told_before", "taken_up", "delivery", "not_let_in", "added"} <= found
    assert reasons(told, "request_broke") == ["ConversationBlockedByUser"]
    assert "ConversationBlockedByUser" in reasons(told, "call_refused")


LIBRARIES = (
    "slack_bolt.App",
    "slack_sdk.web",
    "uvicorn.error",
    "aiohttp.client",
    "httpx",
    "msal.token",
    "urllib3.pool",
)


@pytest.mark.parametrize(
    "name", [*LIBRARIES, "alembic.runtime", "sqlalchemy.engine", "padriver:AsyncApp", "apscheduler"]
)
def test_what_libraries_say_names_nobody(name: str) -> None:
    ids = ("U0123ABCD", "C0123ABCD", "19:sekretariatet0123456789@thread.tacv2", "29:1abcdefghijklmnopqrstuvwxyz")
    person = "aaaaaaaa-0000-4000-8000-00000000000a"
    with talkative() as told:
        logger = logging.getLogger(name)
        logger.debug("Received message (data: nattog %s)", ids)
        logger.info("POST /slack/events nattog %s", ids)
        logger.warning("Gave up on %s for %s", ids, person)
        try:
            {}[ids]
        except KeyError as error:
            logger.exception("Failed to run listener function (error: %s)", error)  # noqa: TRY401 - as libraries do
    assert named(told, *ids, person, "nattog") == []
    assert [each["level"] for each in events(told)] == ["warning", "error"]
