"""A bot that many workspaces may install, their workspaces in one local server, and a browser to install it with."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from sqlalchemy import select
from starlette.applications import Starlette

from bot.commands import registry
from bot.local.server import LocalWorkspace, serve
from bot.requests.deps import Deps
from bot.runtime.web import serving
from bot.slack.install.flow import OAuth
from bot.slack.manifest import manifest
from bot.slack.slack_app import SlackAccess, SlackApp, open_slack
from content.schema.pack import Pack
from models.db.database import Database
from models.tables import Workspace
from models.workspace.keyring import Keyring, new_key
from tests.support.local import Clock
from tests.support.slack import OnePack

KEY = new_key()
BACK = "http://127.0.0.1/slack/oauth_redirect"


class NowClock:
    """The bot's clock: real time, and what it was pushed ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Browser:
    """A person's browser: it keeps cookies and follows nobody on its own."""

    client: httpx.AsyncClient
    pages: list[httpx.Response] = field(default_factory=list)

    async def open(self, address: str) -> httpx.Response:
        """Open an address and return what it answers, be it a page or the way to one."""
        answer = await self.client.get(address)
        self.pages.append(answer)
        return answer

    async def to_slack_and_back(self, url: str, who: str, answer: str) -> str:
        """Go from the bot's «install» to Slack's page and press; return the address that leads back."""
        away = await self.open(f"{url}/slack/install")
        assert away.status_code == 302
        page = await self.open(away.headers["location"])
        assert page.status_code == 200, page.text
        return await self.decide(page, answer, who)

    async def go_through(self, url: str, who: str) -> httpx.Response:
        """Install; return the last page."""
        return await self.open(await self.to_slack_and_back(url, who, "install"))

    async def decide(self, page: httpx.Response, answer: str, who: str) -> str:
        """Press a button on Slack's page; return the address it leads back to."""
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text))
        form = {name: unescape(value) for name, value in fields.items()} | {"answer": answer, "who": who}
        gone = await self.client.post(str(page.url.copy_with(query=None)), data=form)
        assert gone.status_code == 302, gone.text
        return gone.headers["location"]


@dataclass
class Installed:
    """A running bot, and the workspaces it may be in. The first and «Fjordby» have not installed it yet."""

    first: LocalWorkspace
    fjordby: LocalWorkspace
    room: SlackApp
    database: Database
    clock: NowClock
    oauth: OAuth
    url: str

    async def back_from_slack(self, browser: Browser, team: LocalWorkspace | str, answer: str = "install") -> str:
        """Go from «install» to the address that Slack sends the person back to."""
        who = team if isinstance(team, str) else f"{team.state.team.id}:{team.person('Kari Nordmann').id}"
        return await browser.to_slack_and_back(self.url, who, answer)

    async def install(self, team: LocalWorkspace | str, answer: str = "install") -> httpx.Response:
        """Do all a person does, in a browser of their own; return the last page."""
        async with browser() as theirs:
            return await theirs.open(await self.back_from_slack(theirs, team, answer))

    def row(self, team: LocalWorkspace) -> Workspace:
        """Return what the bot knows of a workspace."""
        with self.database.session() as session:
            return session.scalars(select(Workspace).where(Workspace.external_id == team.state.team.id)).one()

    def rows(self) -> list[str]:
        """Return the ids of the workspaces the bot knows."""
        with self.database.session() as session:
            return list(session.scalars(select(Workspace.external_id).order_by(Workspace.id)))


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with httpx.AsyncClient(timeout=10) as client:
        yield Browser(client)


@asynccontextmanager
async def many(
    database: Database, *, socket: bool = False, pack: Pack | None = None, **settings: Any
) -> AsyncIterator[Installed]:
    """Run the bot over HTTP (or Socket Mode) with two workspaces that may install it."""
    clock = NowClock()
    told = manifest("http://127.0.0.1/slack/events", socket_mode=False, redirect_url=BACK)
    furniture = {"channels": ("sekretariatet",), "bot_in": ("sekretariatet",), "now": Clock(), "installed": False}
    first = LocalWorkspace(team="Osloregionen", manifest=told, **(furniture | settings))
    fjordby = LocalWorkspace(team="Fjordby & <co>", beside=first, **furniture)
    async with AsyncExitStack() as stack:
        base = await stack.enter_async_context(serve(first))
        room, url = await _bot(stack, database, clock, first, base, socket=socket, pack=pack)
        assert room.access.oauth
        yield Installed(first, fjordby, room, database, clock, room.access.oauth, url)


async def _bot(
    stack: AsyncExitStack,
    database: Database,
    clock: NowClock,
    first: LocalWorkspace,
    base: str,
    *,
    socket: bool,
    pack: Pack | None,
) -> tuple[SlackApp, str]:
    held = Starlette()
    url = await stack.enter_async_context(serving(held, "127.0.0.1", 0))
    first.app.redirect_urls = (f"{url}/slack/oauth_redirect",)
    oauth = OAuth(first.app.client_id, first.app.client_secret, Keyring([KEY]), url)
    access = SlackAccess("", f"{base}/api/", first.signing_secret, first.app_token if socket else "", oauth)
    room = await stack.enter_async_context(open_slack(Deps(database, OnePack(pack), clock, registry), access))
    held.router.routes.extend(room.routes())
    if socket:
        await stack.enter_async_context(room.listening())
        await first.wait_for(lambda _: first.connected)
    for each in first.app.workspaces:
        each.request_url = None if socket else f"{url}/slack/events"
    return room, url


def asked(address: str) -> dict[str, str]:
    """Return the query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()}


def said(page: httpx.Response) -> str:
    """Return the heading of a page."""
    found = re.search(r"<h1>(.*?)</h1>", page.text)
    assert found, page.text
    return unescape(found[1])
