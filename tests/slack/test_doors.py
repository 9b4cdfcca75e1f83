"""Who gets in over HTTP, and that everything is done once."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph
from bot.commands.ask import Ask
from bot.local.trouble import CallTrouble
from bot.requests.deps import Deps
from bot.slack.http import MOST_BYTES, slack_route
from bot.slack.identity import SignInError
from bot.slack.serve import Access, open_room
from models.database import Database
from models.tables import Destination, Inbound, Workspace
from models.workspaces import destination
from tests.support_local import Clock
from tests.support_slack import Handlers, OnePack, slack


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


async def test_unsigned_unreadable_and_endless_requests_are_refused(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench, httpx.AsyncClient() as client:
        assert (await client.post(bench.address, content=b"command=%2Ffrister")).status_code == 401
        assert (await client.post(bench.address, content=b"\xff\xfe")).status_code == 401
        assert (await client.post(bench.address, content=b"x" * (MOST_BYTES + 1))).status_code == 413
        assert (await client.get(bench.address)).status_code == 405


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
        wrong = Access("xoxb-feil-hemmelig", f"{bench.workspace.base_url}/api/")
        with pytest.raises(SignInError) as caught:
            async with open_room(deps, wrong):
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
            async with open_room(deps, bench.room.access):
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
        async with open_room(deps, Access("xoxb-1", "http://127.0.0.1:1/api/")):
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
        async with open_room(deps, bench.room.access):
            pass
    with sqlite_database.session() as session:
        (known,) = session.scalars(select(Workspace))
        assert (known.platform, known.name) == ("slack", "Osloregionen")
