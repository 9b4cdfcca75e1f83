"""The Slack room in a local workspace over real ports, by either transport, with handlers of the test's own."""

import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette

from bot.assistants.server import assistant_route
from bot.cards.card import Card, Code, Paragraph
from bot.commands import registry
from bot.commands.ask import UPLOAD_NAME
from bot.commands.shortcut_requests import GlobalShortcut, Shortcut
from bot.local.driver import LocalPerson
from bot.local.model import LocalMessage, View
from bot.local.server import LocalWorkspace, serve
from bot.local.shapes import user_json
from bot.local.transport.signing import signed_headers
from bot.pages.calendar_route import public_routes
from bot.requests.deps import Deps, Registry
from bot.requests.file_reading import FileReading
from bot.runtime.web import serving
from bot.runtime.workers import Workers
from bot.slack.manifest import manifest
from bot.slack.roster import member_contact, save_people
from bot.slack.slack_app import SlackAccess, SlackApp, open_slack
from content.schema.pack import Pack
from models.db.database import Database
from models.workspace.contacts import ContactRole
from tests.support.blocks import visible
from tests.support.local import Clock
from tests.support.pack import small_pack
from tests.support.workers import ThreadWorkers


def help_card(ask: Any, session: Any) -> Card:
    del session
    return Card("Hjelp", (Paragraph(("Du skrev: ", Code(ask.text or "–"))),))


@dataclass
class Handlers:
    """A registry of the test's own; the help is there from the start."""

    COMMANDS: dict[str, Any] = field(default_factory=lambda: {"padriver": help_card})
    PRESSES: dict[str, Any] = field(default_factory=dict)
    SUBMITS: dict[str, Any] = field(default_factory=dict)
    HOME: Any = help_card
    SLOW: dict[str, str] = field(default_factory=lambda: {UPLOAD_NAME: "Leser filen"})
    FILE: Any = None
    NAMES: frozenset[str] = frozenset()
    REACTIONS: Mapping[str, ContactRole] = field(default_factory=lambda: dict(registry.REACTIONS))
    SHORTCUTS: Mapping[str, Shortcut] = field(default_factory=lambda: dict(registry.SHORTCUTS))
    GLOBAL_SHORTCUTS: Mapping[str, GlobalShortcut] = field(default_factory=lambda: dict(registry.GLOBAL_SHORTCUTS))


class OnePack:
    """Content that does not change."""

    def __init__(self, pack: Pack | None = None) -> None:
        self._pack = pack or small_pack()

    def current(self) -> Pack:
        return self._pack


@dataclass
class Bench:
    """A running workspace with the bot in it; Kari and Per are in #sekretariatet, the bot is not in #styret."""

    workspace: LocalWorkspace
    room: SlackApp
    clock: Clock
    address: str

    @property
    def kari(self) -> LocalPerson:
        return self.workspace.person("Kari Nordmann")

    @property
    def per(self) -> LocalPerson:
        return self.workspace.person("Per Hansen")

    def knows(self, database: Database, person: LocalPerson) -> None:
        """Let the bot know already who somebody is, as if Slack had said so before."""
        team = self.workspace.state.team.id
        met = member_contact(user_json(self.workspace.state, person.user), team)
        save_people(database, team, [met], self.clock())

    async def post(self, fields: Mapping[str, str], *, age: int = 0, secret: str | None = None) -> httpx.Response:
        """Post to the bot as Slack does, signed `age` seconds ago."""
        return await self._post(urlencode(fields).encode(), "application/x-www-form-urlencoded", age, secret)

    async def post_json(self, body: Mapping[str, Any]) -> httpx.Response:
        """Post an event to the bot as Slack does."""
        return await self._post(json.dumps(body).encode(), "application/json", 0, None)

    async def post_bytes(self, body: bytes, kind: str) -> httpx.Response:
        """Post whatever it is, signed."""
        return await self._post(body, kind, 0, None)

    async def _post(self, body: bytes, kind: str, age: int, secret: str | None) -> httpx.Response:
        signed = signed_headers(secret or self.workspace.signing_secret, str(int(time.time()) - age), body)
        headers = {**signed, "Content-Type": kind.encode("latin-1")}
        async with httpx.AsyncClient() as client:
            return await client.post(self.address, content=body, headers=headers)

    async def reacts(
        self, message: LocalMessage, name: str, *, by: str = "", removed: bool = False, event_ts: str = ""
    ) -> str:
        """Tell the bot of Kari's reaction, or another's, and return when the platform says it happened."""
        ts = event_ts or self.workspace.timestamps.next()
        await self.workspace.happened(
            {
                "type": "reaction_removed" if removed else "reaction_added",
                "user": by or self.kari.id,
                "reaction": name,
                "item": {"type": "message", "channel": message.channel, "ts": message.ts},
                "event_ts": ts,
            }
        )
        return ts

    def command_fields(self, command: str, text: str = "", trigger: str = "1.2.3") -> dict[str, str]:
        channel = self.workspace.state.channel("sekretariatet")
        return {
            "team_id": self.workspace.state.team.id,
            "user_id": self.kari.id,
            "channel_id": channel.id,
            "command": command,
            "text": text,
            "trigger_id": trigger,
        }


def seen(message: LocalMessage | View) -> list[str]:
    """Return the visible texts of a message, in order."""
    return list(visible(message.blocks))


@asynccontextmanager
async def slack(  # noqa: PLR0913 - what a bench is made of
    transport: str,
    database: Database,
    handlers: Registry | ModuleType,
    patience: float = 2.0,
    pack: Pack | None = None,
    trigger_now: Callable[[], None] = lambda: None,
    workers: Workers | None = None,
    *,
    url: str = "",
    assistants: bool = False,
    **settings: Any,
) -> AsyncIterator[Bench]:
    """Run a workspace that allows what the manifest asks for, and the bot in it, over `socket` or `http`.

    `workers` read its files instead of threads.
    """
    clock = Clock()
    told = manifest("http://127.0.0.1/slack/events", socket_mode=False)
    fitted = {"channels": ("sekretariatet", "styret"), "bot_in": ("sekretariatet",), "manifest": told, **settings}
    workspace = LocalWorkspace(now=clock, **fitted)
    async with AsyncExitStack() as stack:
        base = await stack.enter_async_context(serve(workspace))
        app_token = workspace.app_token if transport == "socket" else ""
        access = SlackAccess(workspace.bot_token, f"{base}/api/", workspace.signing_secret, app_token)
        files = FileReading(workers or ThreadWorkers())
        deps = Deps(database, OnePack(pack), clock, handlers, trigger_now, files=files, url=url, assistants=assistants)
        asked = [await stack.enter_async_context(assistant_route(deps, time.monotonic))] if assistants else []
        room = await stack.enter_async_context(open_slack(deps, access, patience))
        address = ""
        if transport == "socket":
            await stack.enter_async_context(room.listening())
            await workspace.wait_for(lambda _: workspace.connected)
        else:
            host = await stack.enter_async_context(
                serving(Starlette(routes=[*room.routes(), *public_routes(deps), *asked]), "127.0.0.1", 0)
            )
            address = workspace.request_url = f"{host}/slack/events"
        yield Bench(workspace, room, clock, address)
