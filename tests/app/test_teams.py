"""Teams in the running program: alone or beside Slack, signed in by secret or by certificate, all over real HTTP(S)."""

import asyncio
import json
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from aiohttp import web
from cryptography import x509
from sqlalchemy import create_engine, text
from starlette.applications import Starlette

from bot.platforms import SettingError, platform_access
from bot.runtime.web import serving as web_serving
from bot.settings import Settings
from bot.teams.access import ISSUER, TeamsAccess
from bot.teams.login import Login
from jobs.ports import AccessLostError, TransientSendError
from tests.support.app import PATIENCE, environment
from tests.support.certificates import certificate
from tests.support.serve_processes import by_socket, ready, serving, workspace
from tests.support.teams import APP, TENANT, Connector, SigningKeys, texts


class Entra:
    """The service that apps sign in to, over HTTPS."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[dict[str, str]] = []
        self.refuses = False

    def app(self) -> web.Application:
        made = web.Application()
        made.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._discovery)
        made.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        return made

    async def _discovery(self, request: web.Request) -> web.Response:
        base = f"{self.url}/{request.match_info['tenant']}"
        told = {
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "issuer": f"{base}/v2.0",
        }
        return web.json_response(told)

    async def _token(self, request: web.Request) -> web.Response:
        self.asked.append({name: str(value) for name, value in (await request.post()).items()})
        if self.refuses:
            return web.json_response({"error": "invalid_client", "error_description": "hemmelig"}, status=401)
        return web.json_response({"access_token": "the-bots-own", "token_type": "Bearer", "expires_in": 3600})


@asynccontextmanager
async def entra(folder: Path) -> AsyncIterator[Entra]:
    peer = Entra()
    server_side, _ = certificate(folder, "localhost")
    runner = web.AppRunner(peer.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=server_side)
    await site.start()
    peer.url = f"https://localhost:{runner.addresses[0][1]}"
    try:
        yield peer
    finally:
        await runner.cleanup()


@asynccontextmanager
async def connector() -> AsyncIterator[Connector]:
    peer = Connector()
    async with web_serving(Starlette(routes=peer.routes()), "127.0.0.1", 0) as peer.url:
        yield peer


def set_up(peer: Connector, login: Entra, url: str, folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "PADRIVER_PORT": "0",
        "PADRIVER_FEEDS": "false",
        "TEAMS_CLIENT_ID": APP,
        "TEAMS_CLIENT_SECRET": "hemmeligheten",
        "TEAMS_TENANT_ID": TENANT,
        "TEAMS_LOGIN_URL": login.url,
        "TEAMS_OPENID_URL": f"{peer.url}/openid",
        "TEAMS_SERVICE_HOSTS": peer.url.removeprefix("http://"),
        "REQUESTS_CA_BUNDLE": str(folder / "server.pem"),
    }


async def ask(peer: Connector, address: str) -> list[str]:
    """Ask for help in a personal chat, signed as the Connector signs; return the texts of the answer."""
    now = datetime.now(UTC)
    claims = {"iss": ISSUER, "aud": APP, "serviceurl": peer.url, "exp": int((now + timedelta(hours=1)).timestamp())}
    token = jwt.encode(claims, SigningKeys.of("k1"), algorithm="RS256", headers={"kid": "k1"})
    activity = {
        "type": "message",
        "id": now.isoformat(),
        "text": "hjelp",
        "serviceUrl": peer.url,
        "channelId": "msteams",
        "from": {"id": "29:kari", "name": "Kari", "aadObjectId": "aaaaaaaa-0000-4000-8000-00000000000a"},
        "recipient": {"id": f"28:{APP}"},
        "conversation": {"id": "a:kari", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
    }
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        told = await client.post(
            f"{address}/teams/messages", json=activity, headers={"Authorization": f"Bearer {token}"}
        )
    assert told.status_code == 200, told.text
    (answer,) = [each for each in peer.posted if each.body["type"] == "message"]
    return texts(answer.card)


async def test_it_serves_teams_alone(sqlite_url: str, tmp_path: Path) -> None:
    async with entra(tmp_path) as login, connector() as peer:
        with serving(tmp_path, **set_up(peer, login, sqlite_url, tmp_path)) as program:
            up = await ready(program)
            assert (up["teams"], up["socket_mode"], up["team"]) == (True, False, None)
            assert (await ask(peer, up["address"]))[0] == "Dette kan jeg hjelpe med"
            assert await asyncio.to_thread(program.stop) == 0
            assert not [secret for secret in ("hemmeligheten", "the-bots-own", "Kari") if secret in program.log]
        (asked,) = login.asked
        assert (asked["client_secret"], asked["scope"]) == ("hemmeligheten", "https://api.botframework.com/.default")


async def test_it_serves_slack_and_teams_at_once(sqlite_url: str, tmp_path: Path) -> None:
    async with entra(tmp_path) as login, connector() as peer, workspace() as local:
        settings = by_socket(local, sqlite_url) | set_up(peer, login, sqlite_url, tmp_path)
        with serving(tmp_path, **settings) as program:
            up = await ready(program)
            assert (up["teams"], up["socket_mode"], up["team"]) == (True, True, local.state.team.id)
            assert (await ask(peer, up["address"]))[0] == "Dette kan jeg hjelpe med"
            [told] = await local.person("kari.nordmann").command("/padriver", "hjelp", channel="sekretariatet")
            assert told.text.startswith("Dette kan jeg hjelpe med")
            assert await asyncio.to_thread(program.stop) == 0
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        assert set(connection.scalars(text("SELECT platform FROM workspace"))) == {"slack", "teams"}
    engine.dispose()


async def test_the_check_signs_in_and_says_what_entra_refuses(sqlite_url: str, tmp_path: Path) -> None:
    async with entra(tmp_path) as login, connector() as peer:
        settings = set_up(peer, login, sqlite_url, tmp_path)
        words = [sys.executable, "-m", "bot", "check", "--only", "tokener"]

        async def checked() -> str:
            done = await asyncio.to_thread(
                subprocess.run, words, env=environment(**settings), capture_output=True, text=True, check=False
            )
            return str(done.stdout)

        assert await checked() == "Tokener: i orden\n"
        login.refuses = True
        assert await checked() == (
            "Tokener: feil\n"
            "  Entra godtar ikke appen (invalid_client). Kontroller TEAMS_CLIENT_ID, TEAMS_TENANT_ID og hemmeligheten.\n"
        )


@pytest.fixture
async def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Entra]:
    async with entra(tmp_path) as peer:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "server.pem"))
        yield peer


def access(peer: Entra, **how: Any) -> TeamsAccess:
    return TeamsAccess(APP, TENANT, frozenset({TENANT}), login_url=peer.url, **how)


async def test_it_signs_in_with_a_secret_once_for_an_hour(peer: Entra) -> None:
    login = Login(access(peer, secret="hemmeligheten"))
    assert await asyncio.gather(*(login.token() for _ in range(20))) == ["the-bots-own"] * 20
    assert len(peer.asked) == 1


async def test_it_signs_in_with_a_certificate_that_entra_can_check(peer: Entra, tmp_path: Path) -> None:
    (tmp_path / "rsa").mkdir()
    certificate(tmp_path / "rsa", "padriver", by_rsa=True)
    pem = tmp_path / "rsa" / "server.pem"
    assert await Login(access(peer, certificate=pem.read_text())).token() == "the-bots-own"
    (asked,) = peer.asked
    assert "client_secret" not in asked
    told = jwt.decode(asked["client_assertion"], options={"verify_signature": False})
    assert (told["iss"], told["sub"]) == (APP, APP)
    public = ssl.PEM_cert_to_DER_cert(pem.read_text()[pem.read_text().index("-----BEGIN CERT") :])
    key = x509.load_der_x509_certificate(public).public_key()
    header = jwt.get_unverified_header(asked["client_assertion"])
    jwt.decode(asked["client_assertion"], key, algorithms=[header["alg"]], options={"verify_aud": False})  # type: ignore[arg-type]


async def test_a_refused_sign_in_holds_the_tenant_and_one_that_cannot_be_reached_passes(peer: Entra) -> None:
    peer.refuses = True
    with pytest.raises(AccessLostError, match="invalid_client"):
        await Login(access(peer, secret="feil")).token()
    with pytest.raises(TransientSendError, match="når ikke Entra"):
        await Login(TeamsAccess(APP, TENANT, frozenset(), secret="x", login_url="https://localhost:9")).token()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"TEAMS_CLIENT_ID": APP}, "Teams trenger TEAMS_CLIENT_ID, TEAMS_TENANT_ID og TEAMS_CLIENT_SECRET"),
        (
            {"TEAMS_CLIENT_ID": APP, "TEAMS_TENANT_ID": TENANT, "TEAMS_CLIENT_CERTIFICATE": "borte.pem"},
            "Får ikke lest TEAMS_CLIENT_CERTIFICATE (FileNotFoundError)",
        ),
        (
            {
                "TEAMS_CLIENT_ID": APP,
                "TEAMS_TENANT_ID": TENANT,
                "TEAMS_CLIENT_SECRET": "x",
                "TEAMS_CLIENT_CERTIFICATE": "x",
            },
            "Sett enten TEAMS_CLIENT_SECRET eller TEAMS_CLIENT_CERTIFICATE, ikke begge deler.",
        ),
    ],
)
def test_settings_that_do_not_go_together_are_told(settings: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingError) as raised:
        platform_access(Settings.model_validate(settings))
    assert str(raised.value).startswith(sentence)


def test_what_slack_alone_needs_brings_none_of_microsofts_packages() -> None:
    asked = "import sys, json, bot.app, bot.cli.root; print(json.dumps([n for n in ('jwt', 'msal', 'microsoft_teams', 'fastapi') if n in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
