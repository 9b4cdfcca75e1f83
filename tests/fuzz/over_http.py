"""Inputs over HTTP: what Slack and Teams sign, what they did not sign, and the pages people install the bot with."""

import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from random import Random
from typing import Any, Self
from urllib.parse import urlencode

import httpx

from bot.commands import registry
from bot.local.model import User
from bot.local.transport.signing import signed_headers
from models.db.database import Database
from tests.fuzz.bodies import PATIENCE, of_slack, of_teams
from tests.fuzz.mutate import as_json, changed, changed_bytes, changed_text, texts
from tests.fuzz.watch import Watch
from tests.support.content import PACK
from tests.support.install import many
from tests.support.recorded_controls import fill
from tests.support.slack import slack
from tests.support.teams import APP, KARI, OTHER_TENANT, PER, TENANT, teams

Give = Callable[[Random], Any]
"""Gives the bot one input, as an awaitable."""
REFRESH = 400
"""After so many inputs the rows of the workspace are made again: some of them are deleted by what is asked."""
SIGNED = frozenset({200, 400, 404, 413})
NOT_SIGNED = frozenset({401, 413})
TEAMS_SIGNED = frozenset({200, 202, 400, 401, 403, 413, 501})
"""401 and 403 where the service or the tenant that the activity names is another than the signed one."""
PAGES = frozenset({200, 302, 400, 404, 405, 413})
TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data; boundary=x",
    "",
    "\xff",
    "a" * 3_000,
)
NUMBERS = count(1)


class Client:
    """Posts bodies, and notes what is answered."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._client = httpx.AsyncClient(timeout=60)

    async def send(
        self,
        kind: str,
        address: str,
        body: bytes,
        headers: dict[str, bytes],
        allowed: frozenset[int],
        method: str = "POST",
    ) -> None:
        """Post one input; a fault where the answer is none of those allowed, or none comes within a minute."""
        with self._watch.input(kind, (address.rpartition("/")[2], headers.get("Content-Type"), body)):
            answer = await self._client.request(method, address, content=body, headers=headers)
            self._watch.answered(answer.status_code, allowed)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def first(self, address: str) -> httpx.Response:
        """Open a page that is no input."""
        return await self._client.get(address)


def _headers(random: Random, wanted: str, **more: str) -> dict[str, bytes]:
    kind = random.choice(TYPES) if random.random() < 0.1 else wanted
    return {name: value.encode("latin-1", "replace") for name, value in {**more, "Content-Type": kind}.items()}


@asynccontextmanager
async def in_slack(database: Database, watch: Watch, random: Random, most: int) -> AsyncIterator[dict[str, Give]]:
    """Give what posts to the bot as Slack does, signed and not signed."""
    async with slack("http", database, registry, pack=PACK) as bench, Client(watch) as client:
        state = bench.workspace.state
        people = _people(state.users, bench.kari.id)
        fill(database, "slack", state.team.id)
        bodies = await of_slack(bench, random, most)
        await bench.room.bolt_app.dispatcher.tasks.drain(PATIENCE)

        def body(random: Random) -> tuple[bytes, str]:
            shape, told = random.choice(bodies)
            number = next(NUMBERS)
            told = _by(random, told, people) | (
                {"event_id": f"Ev{number}"} if shape == "json" else {"trigger_id": f"{number}.1.x"}
            )
            told = changed(random, told)
            if shape == "json":
                return as_json(random, told), "application/json"
            fields = {"payload": as_json(random, told)} if shape == "payload" else told
            return _form(random, fields), "application/x-www-form-urlencoded"

        async def signed(random: Random) -> None:
            if watch.inputs["slack signed"] % REFRESH == REFRESH - 1:
                _tidy(bench.workspace)
                fill(database, "slack", state.team.id)
            data, kind = body(random)
            headers = _headers(
                random, kind, **signed_headers(bench.workspace.signing_secret, str(int(time.time())), data)
            )
            # Slack signs text: nobody signs what is none.
            await client.send(
                "slack signed", bench.address, data, headers, SIGNED if _is_text(data) else SIGNED | {401}
            )
            with watch.continued():
                await bench.room.bolt_app.dispatcher.tasks.drain(60)

        async def unsigned(random: Random) -> None:
            data, kind = body(random)
            right = signed_headers(bench.workspace.signing_secret, str(int(time.time())), data)
            wrong = random.choice(
                (
                    {},
                    _without(random, right),
                    _with_odd(random, right),
                    signed_headers("en annens", str(int(time.time())), data),
                    signed_headers(bench.workspace.signing_secret, str(int(time.time()) - 400), data),
                )
            )
            await client.send("slack unsigned", bench.address, data, _headers(random, kind, **wrong), NOT_SIGNED)

        yield {"slack signed": signed, "slack unsigned": unsigned}


def _people(users: dict[str, User], kari: str) -> list[str]:
    """Add somebody in each role; return whose ids are put in what is sent."""
    for user in (
        User("UGJEST", "gjest", "Guri Gjest", is_restricted=True),
        User("UFREMMED", "fremmed", "Frida Fremmed", team_id="T0THEIRS"),
        User("UROBOT", "robot", "En robot", is_bot=True),
    ):
        users[user.id] = user
    return [kari, kari, kari, "UGJEST", "UFREMMED", "UROBOT", "U1", "UINGEN"]


def _by(random: Random, told: dict[str, Any], people: list[str]) -> dict[str, Any]:
    """Return a body as it is from somebody else, now and then."""
    if random.random() < 0.6:
        return dict(told)
    replaced: dict[str, Any] = json.loads(json.dumps(told).replace(f'"{people[0]}"', f'"{random.choice(people)}"'))
    return replaced


def _form(random: Random, fields: Any) -> bytes:
    if not isinstance(fields, dict):
        return str(fields).encode("utf-8", "replace")
    pairs = [
        (
            str(name).encode("utf-8", "replace"),
            value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass"),
        )
        for name, value in fields.items()
    ]
    data = urlencode(pairs + (pairs[:1] if random.random() < 0.05 else [])).encode()
    return changed_bytes(random, data) if random.random() < 0.1 else data


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _without(random: Random, headers: dict[str, str]) -> dict[str, str]:
    gone = random.choice(sorted(headers))
    return {name: value for name, value in headers.items() if name != gone}


def _with_odd(random: Random, headers: dict[str, str]) -> dict[str, str]:
    name = random.choice(sorted(headers))
    odd = "".join(each for each in changed_text(random, headers[name])[:2_000] if each.isprintable()).strip()
    return headers | {name: odd + "x"}


def _tidy(workspace: Any) -> None:
    """Forget what was said in the local workspace: it keeps everything, and it is not what is measured."""
    for channel in workspace.state.channels.values():
        channel.messages.clear()
    workspace.state.modals.clear()
    workspace.state.files.clear()
    workspace.events.sent.clear()


@asynccontextmanager
async def in_teams(database: Database, watch: Watch, random: Random, most: int) -> AsyncIterator[dict[str, Give]]:
    """Give what posts to the bot as the Bot Connector does, signed and not signed."""
    async with teams(database, registry, pack=PACK) as bench, Client(watch) as client:
        token = bench.token()
        fill(database, "teams", TENANT)
        activities = await of_teams(bench, random, most)
        await bench.room.dispatcher.tasks.drain(PATIENCE)

        def body(random: Random) -> bytes:
            told = {**random.choice(activities), "id": f"f:{next(NUMBERS)}"}
            if random.random() < 0.3:
                told = json.loads(
                    json.dumps(told).replace(KARI, random.choice((PER, "cccccccc-0000-4000-8000-00000000000c", "")))
                )
            return as_json(random, changed(random, told))

        async def signed(random: Random) -> None:
            if watch.inputs["teams signed"] % REFRESH == REFRESH - 1:
                bench.connector.files.clear()
                fill(database, "teams", TENANT)
            bench.connector.posted.clear()
            headers = _headers(random, "application/json", Authorization=f"Bearer {token}")
            await client.send("teams signed", bench.address, body(random), headers, TEAMS_SIGNED)
            with watch.continued():
                await bench.room.dispatcher.tasks.drain(60)

        async def unsigned(random: Random) -> None:
            wrong = random.choice(
                (
                    "",
                    "Bearer",
                    f"Basic {token}",
                    "Bearer a.b.c",
                    f"Bearer {token[:-3]}",
                    f"Bearer {_odd_token(random, token)}",
                    f"Bearer {bench.token(key='k9')}",
                    f"Bearer {bench.token(aud=random.choice((OTHER_TENANT, [APP, 'x'], 5, None)))}",
                    f"Bearer {bench.token(exp=random.choice(('x', 0, -1, None)))}",
                )
            )
            await client.send(
                "teams unsigned",
                bench.address,
                body(random),
                _headers(random, "application/json", Authorization=wrong),
                NOT_SIGNED,
            )

        yield {"teams signed": signed, "teams unsigned": unsigned}


def _odd_token(random: Random, token: str) -> str:
    at = random.randrange(len(token) - 20)
    odd = random.choice([each for each in ("", ".", "AAAA", "=", "..", "x" * 9_000, "é") if each != token[at]])
    return token[:at] + odd + token[at + 1 :]


@asynccontextmanager
async def of_install(database: Database, watch: Watch) -> AsyncIterator[dict[str, Give]]:
    """Give what opens the pages that people install the bot with, and those nobody has."""
    async with many(database) as bench, Client(watch) as client:
        begun = await client.first(f"{bench.url}/slack/install")
        cookie = begun.headers["set-cookie"].partition(";")[0]
        state = httpx.URL(begun.headers["location"]).params["state"]

        async def page(random: Random) -> None:
            path = random.choice(
                (
                    "/slack/install",
                    "/slack/oauth_redirect",
                    "/slack/oauth_redirect",
                    "/slack/oauth_redirect",
                    "/slack/events",
                    "/",
                    "/readyz",
                    "/%00",
                    "/slack//install",
                )
            )
            asked = {
                name: value
                for name, value in (
                    ("code", texts(random)),
                    ("state", random.choice((state, state, changed_text(random, state)))),
                    ("error", texts(random)),
                )
                if random.random() < 0.6
            }
            told = random.choice((cookie, cookie, changed_text(random, cookie), ""))
            query = urlencode(asked, errors="replace")[:6_000]
            headers = {
                "Cookie": "".join(each for each in told[:4_000] if each.isprintable())
                .strip()
                .encode("utf-8", "replace")
            }
            method = random.choice(("GET", "GET", "GET", "POST", "HEAD", "PUT"))
            allowed = PAGES | (NOT_SIGNED if path == "/slack/events" else frozenset())
            await client.send("pages", f"{bench.url}{path}?{query}", b"", headers, allowed, method)

        yield {"pages": page}
