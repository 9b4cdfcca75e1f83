"""The door without a lock, for Microsoft's playground: open to it alone, on this machine, and never when it is served."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.commands import registry
from bot.demo.teams import opener_for
from bot.platforms import Platforms, open_platforms, platform_access
from bot.requests.deps import Deps
from bot.runtime.web import serving
from bot.settings import Settings
from bot.teams.access import TeamsAccess
from bot.teams.playground.authenticator import MARK, OpenToThisMachineError, PlaygroundAuthenticator
from bot.teams.playground.playground import Playground
from models.db.database import Database
from tests.support.local import Clock
from tests.support.slack import OnePack

PLAYGROUND = Playground(56150)
ACCESS = PLAYGROUND.access()


def deps(database: Database) -> Deps:
    return Deps(database, OnePack(), Clock(), registry)


@asynccontextmanager
async def served(doors: Platforms) -> AsyncIterator[str]:
    async with serving(Starlette(routes=doors.routes()), "127.0.0.1", 0) as address:
        yield f"{address}/teams/messages"


@pytest.fixture
async def address(sqlite_database: Database) -> AsyncIterator[str]:
    async with opener_for(PLAYGROUND, "127.0.0.1", lambda: None)(deps(sqlite_database)) as doors, served(doors) as told:
        yield told


def activity(**more: Any) -> dict[str, Any]:
    return {
        "type": "typing",
        "id": "1",
        "serviceUrl": PLAYGROUND.service,
        "channelId": "msteams",
        "from": {"id": "29:kari"},
        "conversation": {"id": "a:kari", "conversationType": "personal", "tenantId": ACCESS.home},
        **more,
    }


async def status(address: str, told: dict[str, Any], **headers: str) -> int:
    async with httpx.AsyncClient() as client:
        return (await client.post(address, json=told, headers=headers)).status_code


async def test_the_playground_is_heard(address: str) -> None:
    assert await status(address, activity(), **{MARK: "true"}) == 200


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 401),
        ({MARK: "false"}, 401),
        ({MARK: "true", "origin": "https://et.annet.sted"}, 401),
        ({MARK: "true", "origin": "http://localhost:56150"}, 401),
        ({MARK: "true", "host": "et.annet.sted"}, 401),
        ({MARK: "true", "host": "[bad"}, 401),
        ({"authorization": "Bearer noe"}, 401),
    ],
)
async def test_a_page_elsewhere_and_whoever_is_not_the_playground_is_not(
    address: str, headers: dict[str, str], expected: int
) -> None:
    assert await status(address, activity(), **headers) == expected


@pytest.mark.parametrize(
    "more",
    [
        {"serviceUrl": "http://127.0.0.1:1/_connector"},
        {"serviceUrl": "https://smba.trafficmanager.net/emea/"},
        {"conversation": {"id": "a:kari", "tenantId": "11111111-1a2b-4c3d-8e4f-5a6b7c8d9e0f"}},
    ],
)
async def test_it_is_not_heard_about_another_service_or_tenant(address: str, more: dict[str, Any]) -> None:
    assert await status(address, activity(**more), **{MARK: "true"}) == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "bot.example.no", ""])
def test_it_does_not_open_where_others_can_reach_the_bot(host: str) -> None:
    with pytest.raises(OpenToThisMachineError):
        PlaygroundAuthenticator(ACCESS, host)


@pytest.mark.parametrize("hosts", [frozenset(), frozenset({"localhost:1", "smba.trafficmanager.net"})])
def test_it_does_not_open_where_the_bot_would_speak_with_another_machine(hosts: frozenset[str]) -> None:
    with pytest.raises(OpenToThisMachineError):
        PlaygroundAuthenticator(TeamsAccess(ACCESS.client_id, ACCESS.home, ACCESS.tenants, hosts=hosts), "127.0.0.1")


def everything() -> dict[str, str]:
    """Return settings that trust the playground in all that a setting of Teams can say."""
    trusting = {
        "TEAMS_CLIENT_ID": ACCESS.client_id,
        "TEAMS_TENANT_ID": ACCESS.home,
        "TEAMS_TENANTS": ACCESS.home,
        "TEAMS_CLIENT_SECRET": "x",
        "TEAMS_SERVICE_HOSTS": ",".join(ACCESS.hosts),
        "TEAMS_LOGIN_URL": "http://localhost:1",
        "TEAMS_OPENID_URL": "http://localhost:1/openid",
        "PADRIVER_HOST": "127.0.0.1",
        "PADRIVER_LOG_LEVEL": "debug",
    }
    known = {str(field.alias) for field in Settings.model_fields.values() if str(field.alias).startswith("TEAMS")}
    assert known - set(trusting) == {"TEAMS_CLIENT_CERTIFICATE"}, "a new setting of Teams is to be tried here too"
    return trusting


async def test_no_setting_opens_it_when_the_bot_is_served(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in everything().items():
        monkeypatch.setenv(name, value)
    opening = platform_access(Settings())
    async with open_platforms(deps(sqlite_database), opening) as doors, served(doors) as address:
        for headers in ({MARK: "true"}, {MARK: "true", "authorization": "Bearer x"}, {}):
            assert await status(address, activity(), **headers) == 401
        unsigned = {MARK: "true", "authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}
        assert await status(address, activity(), **unsigned) in {401, 503}
