"""Who gets in over HTTP, and that everything is done once."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import product
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from bot.cards.card import Card, Paragraph
from bot.commands.ask import Ask
from bot.commands.shortcut_requests import SHORTCUTS
from bot.local.transport.signing import signed_headers
from bot.local.trouble import CallTrouble
from bot.requests.deps import Deps
from bot.slack.http import MOST_BYTES, slack_route
from bot.slack.identity import SignInError
from bot.slack.slack_app import SlackAccess, open_slack
from models.db.database import Database
from models.tables import Destination, Inbound, Workspace
from models.workspace.workspaces import destination
from tests.fuzz.mutate import places
from tests.support.local import Clock
from tests.support.slack import Bench, Handlers, OnePack, slack


def remembers(ask: Ask, session: Session) -> Card:
    """Do something that is seen in the database."""
    number = session.scalar(select(func.count()).select_from(Destination)) or 0
    destination(session, ask.workspace.id, "kanal", f"C{number}")
    return Card("Gjort", (Paragraph((str(number),)),))


def count(database: Database, table: Any) -> int:
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("wrong", [{"secret": "en annens"}, {"age": 310}, {"age": -310}])
async def test_a_wrong_or_old_signature_is_refused_and_nothing_is_done(
    sqlite_database: Database, wrong: dict[str, Any]
) -> None:
    async with slack("http", sqlite_database, Handlers({"frister": remembers})) as bench:
        response = await bench.post(bench.command_fields("/frister"), **wrong)
        assert response.status_code == 401
        assert (count(sqlite_database, Destination), count(sqlite_database, Inbound)) == (0, 0)


BODIES = [
    b"",
    b"[]",
    b"5",
    b"null",
    b"{",
    b"payload={",
    b"payload=5",
    b"payload=[]",
    b"payload=",
    b"payload=%FF",
    b"\xff\xfe",
    b"\x00",
    b"[" * 100_000,
    b"payload=" + b"[" * 100_000,
    b'{"type":' * 900 + b"1" + b"}" * 900,
    b'{"authorizations":5,"enterprise":5,"team":5,"event":5}',
    b"command=%2Ffrister",
]
TYPES = ["application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "\xff", ""]


def traced(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.exc_info or "Traceback" in each.getMessage()]


@pytest.mark.parametrize("content_type", TYPES)
async def test_unsigned_nothing_is_read_whatever_it_is(
    sqlite_database: Database, content_type: str, caplog: pytest.LogCaptureFixture
) -> None:
    signatures = ({}, {"X-Slack-Signature": "v0=æ"}, {"X-Slack-Signature": "v0=00"})
    times = ("", "nå", "1e9", "-1", "٣٣", "0x10", "9" * 30, "1" * 5_000, "1700000000")
    async with slack("http", sqlite_database, Handlers()) as bench, httpx.AsyncClient() as client:
        for number, body in enumerate(BODIES):
            told = {"X-Slack-Request-Timestamp": times[number % len(times)]} | signatures[number % 3]
            headers = {name: value.encode() for name, value in told.items()}
            answer = await client.post(
                bench.address, content=body, headers={**headers, "Content-Type": content_type.encode("latin-1")}
            )
            assert answer.status_code == 401, body
        assert (await client.get(bench.address)).status_code == 405
        assert (await client.post(bench.address, content=b"x" * (MOST_BYTES + 1))).status_code == 413
    assert count(sqlite_database, Inbound) == 0
    assert traced(caplog) == []


@pytest.mark.parametrize("content_type", TYPES)
async def test_what_is_signed_and_cannot_be_read_is_said_to_be_a_bad_request(
    sqlite_database: Database, content_type: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        for body in BODIES:
            if body == b"\xff\xfe":  # which nobody can sign: Slack signs text
                continue
            answer = await bench.post_bytes(body, content_type)
            assert answer.status_code in {200, 400, 404}, body
    assert traced(caplog) == []


ODD: list[Any] = [None, 5, "x", [], [5], {}, {"id": []}, {"id": "\x00"}, "\x00", "\ud800", "x" * 300, True]


@pytest.mark.parametrize("shape", ["event", "press", "submit", "shortcut", "command"])
async def test_signed_payloads_of_odd_parts_at_any_depth_are_answered_without_a_fault(
    sqlite_database: Database, shape: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with slack("http", sqlite_database, Handlers({"frister": remembers})) as bench:
        number = len(list(places(whole_payload(bench, shape))))
        with capture_logs() as logs:
            for at, odd in product(range(number), ODD):
                changed = whole_payload(bench, shape)
                holder, part = list(places(changed))[at]
                holder[part] = odd
                if shape == "event":
                    answer = await bench.post_json(changed)
                elif shape == "command":
                    told = {name: str(value).replace("\ud800", "\ufffd") for name, value in changed.items() if value}
                    answer = await bench.post(told)
                else:
                    answer = await bench.post({"payload": json.dumps(changed)})
                assert answer.status_code in {200, 400, 404}, (part, odd)
    assert traced(caplog) == []
    assert [each for each in logs if each["log_level"] == "error"] == []


def whole_payload(bench: Bench, shape: str) -> dict[str, Any]:
    team, kari = {"id": bench.workspace.state.team.id}, {"id": bench.kari.id}
    if shape == "command":
        return dict(bench.command_fields("/frister"))
    if shape == "event":
        event = {"type": "app_mention", "user": bench.kari.id, "text": "frister", "channel": "C1", "ts": "1.2"}
        return {"type": "event_callback", "team_id": team["id"], "event_id": "Ev1", "event": event, "event_time": 1}
    shared = {"team": team, "user": kari, "trigger_id": "1.2.3"}
    if shape == "press":
        action = {"action_id": "frister.done/0", "block_id": "b", "type": "button", "value": "1"}
        return {"type": "block_actions", **shared, "actions": [action], "container": {}, "channel": {"id": "C1"}}
    if shape == "submit":
        view = {"id": "V1", "callback_id": "frister.new", "state": {"values": {}}, "private_metadata": ""}
        return {"type": "view_submission", **shared, "view": view}
    return {
        "type": "message_action",
        **shared,
        "callback_id": next(iter(SHORTCUTS)),
        "message": {},
        "channel": {"id": "C1"},
    }


async def test_a_command_about_the_word_payload_is_a_command(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers({"frister": remembers})) as bench:
        assert (await bench.post(bench.command_fields("/frister", "payload=5"))).status_code == 200
        assert count(sqlite_database, Destination) == 1


async def test_that_slack_holds_events_back_is_logged(sqlite_database: Database) -> None:
    limited = {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1790935200, "api_app_id": "A1"}
    async with slack("http", sqlite_database, Handlers()) as bench:
        with capture_logs() as logged:
            assert (await bench.post_json(limited)).status_code == 200
    assert [each for each in logged if each["event"] == "events_held_back"] == [
        {"event": "events_held_back", "team": "T1", "log_level": "warning"}
    ]


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_signed_request_far_too_long_is_not_read(sqlite_database: Database, chunked: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 50_000 + 1):
            yield b"x" * 50_000

    async with slack("http", sqlite_database, Handlers()) as bench, httpx.AsyncClient() as client:
        headers = signed_headers(bench.workspace.signing_secret, str(int(time.time())), b"")
        body = pieces() if chunked else b"x" * (MOST_BYTES + 1)
        assert (await client.post(bench.address, content=body, headers=headers)).status_code == 413


async def test_the_same_request_told_again_is_done_once(database: Database) -> None:
    async with slack("http", database, Handlers({"frister": remembers})) as bench:
        fields = bench.command_fields("/frister")
        answers = await asyncio.gather(*(bench.post(fields) for _ in range(4)))
        assert sorted(response.status_code for response in answers) == [200] * 4
        assert sorted(bool(response.text) for response in answers) == [False, False, False, True]
        assert count(database, Destination) == 1


async def test_a_request_for_another_workspace_is_refused(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers({"frister": remembers})) as bench:
        await bench.post({**bench.command_fields("/frister"), "team_id": "TANNET"})
        assert count(sqlite_database, Destination) == 0


async def test_slack_can_check_the_address(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        response = await bench.post_json({"type": "url_verification", "challenge": "abc", "token": "x"})
        assert (response.status_code, response.json()) == (200, {"challenge": "abc"})


def test_http_without_a_signing_secret_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="SLACK_SIGNING_SECRET mangler"):
        slack_route(Any, " ")  # type: ignore[arg-type] # never reached


async def test_a_token_slack_does_not_take_is_told_without_showing_it(sqlite_database: Database) -> None:
    async with slack("socket", sqlite_database, Handlers()) as bench:
        deps = Deps(sqlite_database, OnePack(), Clock(), Handlers())
        wrong = SlackAccess("xoxb-feil-hemmelig", f"{bench.workspace.base_url}/api/")
        with pytest.raises(SignInError) as caught:
            async with open_slack(deps, wrong):
                pass
        assert str(caught.value) == "Slack godtar ikke SLACK_BOT_TOKEN (invalid_auth). Kontroller tokenet."


@pytest.mark.parametrize(("trouble", "status"), [("server_error", 503), ("ratelimited", 429)])
async def test_a_slack_that_is_ill_is_not_told_as_a_wrong_token(
    sqlite_database: Database, trouble: CallTrouble, status: int
) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        bench.workspace.trouble.add(trouble, "auth.test")
        deps = Deps(sqlite_database, OnePack(), Clock(), Handlers())
        with pytest.raises(SignInError) as caught:
            async with open_slack(deps, bench.room.access):
                pass
        assert str(caught.value) == f"Slack svarer ikke som det skal akkurat nå (http {status}). Prøv igjen om litt."


async def test_an_app_token_slack_does_not_take_is_told_without_showing_it(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        room = replace(bench.room, access=replace(bench.room.access, app_token="xapp-feil-hemmelig"))
        with pytest.raises(SignInError) as caught:
            async with room.listening():
                pass
        assert str(caught.value) == "Slack godtar ikke SLACK_APP_TOKEN (invalid_auth). Kontroller tokenet."


async def test_slack_out_of_reach_is_told(sqlite_database: Database) -> None:
    deps = Deps(sqlite_database, OnePack(), Clock(), Handlers())
    with pytest.raises(SignInError) as caught:
        async with open_slack(deps, SlackAccess("xoxb-1", "http://127.0.0.1:1/api/")):
            pass
    assert str(caught.value) == "Når ikke Slack på http://127.0.0.1:1/api/. Kontroller nettet og SLACK_API_URL."


async def test_secrets_show_in_no_repr(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        told = repr(bench.room) + repr(bench.room.access) + str(bench.room.client)
        for secret in (bench.workspace.bot_token, bench.workspace.signing_secret, bench.workspace.app_token):
            assert secret not in told


async def test_signing_in_makes_the_workspace_known_once(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers(), team="Osloregionen") as bench:
        deps = Deps(sqlite_database, OnePack(), Clock(), Handlers())
        async with open_slack(deps, bench.room.access):
            pass
    with sqlite_database.session() as session:
        (known,) = session.scalars(select(Workspace))
        assert (known.platform, known.name) == ("slack", "Osloregionen")
