"""The workspace's parts, put together, and the app as the workspaces of one server know it."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.local.app_manifest import ALWAYS, Permissions, permissions
from bot.local.bus import Bus
from bot.local.codes import Codes
from bot.local.ids import Ids, Timestamps, secret
from bot.local.jumps import Jumps
from bot.local.model import Json, LocalChannel, Team, User
from bot.local.once import Hooks, Triggers
from bot.local.pace import Pace
from bot.local.state import State
from bot.local.transport.envelope import Envelope
from bot.local.transport.event_delivery import Events
from bot.local.transport.http_requests import HttpOutlet
from bot.local.transport.schedule import Schedule
from bot.local.transport.sockets import Sockets
from bot.local.trouble import InjectedFaults
from bot.local.workspace_errors import NotAckedError, NotPossibleError


class App:
    """The app. `workspaces` holds those it may be in, the first first; `organisation` one that may be chosen whole."""

    def __init__(self, app_id: str, manifest: Mapping[str, Any] | None, real: Callable[[], float]) -> None:
        self.id = app_id
        self.client_id = secret()
        self.client_secret = secret()
        self.redirect_urls: tuple[str, ...] = tuple((manifest or {}).get("oauth_config", {}).get("redirect_urls", ()))
        self.codes = Codes(real)
        self.workspaces: list[Workspace] = []
        self.organisation: Team | None = None
        self._tokens: dict[str, Workspace] = {}

    def of_token(self, token: str) -> "Workspace":
        """Return the workspace a token belongs or has belonged to; the first if it is nobody's."""
        return self._tokens.get(token, self.workspaces[0])

    def opens(self, token: str, workspace: "Workspace") -> None:
        """Remember whose a token is, also when it is no longer valid."""
        self._tokens[token] = workspace

    def was_of(self, token: str, workspace: "Workspace") -> bool:
        """Return True if a token has belonged to that workspace."""
        return self._tokens.get(token) is workspace


Result = TypeVar("Result")
OnClock = Callable[[datetime], Awaitable[None]]
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
_COLORS = ("#4b3b8f", "#0b6e4f", "#9c3d10", "#1f5fa8", "#8a2c5f", "#5a5a1e")


class Workspace:
    """A Slack-compatible workspace with one app, which may be in other workspaces of the same server too.

    `now` is the workspace's clock (aware): messages are stamped by it. `real` is Unix time, for signatures, triggers
    and response addresses. With a `request_url` (on this machine only) the app is reached by signed HTTP, otherwise by
    Socket Mode. `manifest` limits scopes, commands, events and shortcuts; without it all are allowed. `on_clock` moves
    the clock that `now` reads; `jumps` are named moves of it. Secrets left out are made up. `beside` is another workspace
    of the same server: then the app, its secrets, its manifest and the way to it are that one's. With `installed` false
    the app is not here until a person installs it (`/oauth/v2/authorize`). With a `pace`, messages that come faster are
    answered 429. With `reading` (`bot.local.pace.reading`), the app may read as little as one that is distributed outside
    Slack's Marketplace.
    """

    def __init__(  # noqa: PLR0913 - all of its options, given once, by name
        self,
        *,
        now: Callable[[], datetime],
        signing_secret: str = "",
        bot_token: str = "",
        app_token: str = "",
        request_url: str | None = None,
        on_clock: OnClock | None = None,
        manifest: Mapping[str, Any] | None = None,
        jumps: Mapping[str, Callable[[datetime], datetime]] | None = None,
        real: Callable[[], float] = time.time,
        team: str = "Øving",
        bot_name: str = "Pådriver",
        people: tuple[str, ...] = ("Kari Nordmann", "Per Hansen"),
        channels: tuple[str, ...] = ("generelt",),
        bot_in: tuple[str, ...] = ("generelt",),
        ack_seconds: float = 3.0,
        zone: str = "Europe/Oslo",
        beside: "Workspace | None" = None,
        installed: bool = True,
        pace: Pace | None = None,
        reading: Pace | None = None,
    ) -> None:
        self.now = now
        self.real = real
        self.has_mail = False
        """Whether there is an inbox for the bot's e-mails."""
        self.zone = ZoneInfo(zone)
        self.on_clock = on_clock
        self.jumps = Jumps(self.zone, jumps or {})
        self.signing_secret: str = beside.signing_secret if beside else signing_secret or secret()
        self.bot_token = bot_token or secret("xoxb-")
        self.app_token: str = beside.app_token if beside else app_token or secret("xapp-")
        self.revoked = not installed
        self.base_url: str = beside.base_url if beside else "http://127.0.0.1"
        self.ack_seconds = ack_seconds
        self.ids: Ids = beside.ids if beside else Ids()
        self.timestamps = Timestamps(now)
        self.bus = Bus()
        self.trouble = InjectedFaults()
        self.pace = pace
        self.reading = reading
        self.permissions: Permissions = beside.permissions if beside else permissions(manifest)
        self.triggers = Triggers(real)
        self.hooks = Hooks(real)
        self.app: App = beside.app if beside else App(self.ids.next("A"), manifest, real)
        self.app.workspaces.append(self)
        if installed:
            self.app.opens(self.bot_token, self)
        self.state = _state(self.ids, team, bot_name, self.app.id)
        self._tasks: set[asyncio.Future[None]] = set()
        self.schedule = Schedule(self.spawn)
        self.sockets: Sockets = (
            beside.sockets if beside else Sockets(self.state.app_id, ack_seconds, self._connection_changed)
        )
        self._outlet: HttpOutlet | None = None
        self.request_url = beside.request_url if beside else request_url
        self.events = Events(
            self.state, self.ids, self.permissions, self.trouble, self.schedule, self.deliver, self.spawn, real
        )
        self._furnish(people, channels, bot_in)

    @property
    def request_url(self) -> str | None:
        """Return where events, commands and actions are posted; None means Socket Mode."""
        return self._outlet.url if self._outlet else None

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self._outlet = HttpOutlet(url, self.signing_secret, self.real, self.ack_seconds) if url else None

    @property
    def connected(self) -> bool:
        """Return True if the app can be reached."""
        return self._outlet is not None or any(not each.retiring for each in self.sockets.connections)

    async def deliver(self, envelope: Envelope) -> Json | None:
        """Deliver an envelope to the app and return its answer; raises `NotAckedError` if the app does not acknowledge it.

        An app that is not installed gets nothing but the events about that.
        """
        if self.revoked and envelope.payload.get("event", {}).get("type") not in ALWAYS:
            raise NotAckedError(reason="no_retry")
        return await (self._outlet or self.sockets).deliver(envelope)

    async def verify_request_url(self) -> bool:
        """Ask the request URL to prove itself, as Slack does when it is set; return True if it did."""
        challenge = secret()
        payload = {"token": "local-verification-token", "challenge": challenge, "type": "url_verification"}
        try:
            answer = await self.deliver(Envelope("events_api", payload))
        except NotAckedError:
            return False
        return answer is not None and challenge in answer.values()

    def spawn(self, work: Awaitable[None]) -> None:
        """Do some work in the background, until the workspace closes."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Future[None]) -> None:
        self._tasks.discard(task)
        self.bus.touch()
        if not task.cancelled() and task.exception() is not None:
            asyncio.get_running_loop().call_exception_handler(
                {"message": "work of the local workspace failed", "exception": task.exception()}
            )

    async def wait_for(self, look: Callable[[State], Result], timeout: float = 5) -> Result:  # noqa: ASYNC109 - a limit for tests
        """Return what `look` returns for the state once that is true; raises TimeoutError after that many seconds."""
        return await self.bus.wait_for(lambda: look(self.state), timeout)

    async def move_clock(self, to: str) -> None:
        """Move the clock by a jump's name or to an ISO time, and wait until the app has done what was due."""
        if self.on_clock is None:
            message = "Klokka kan ikke flyttes her."
            raise NotPossibleError(message)
        await self.on_clock(self.jumps.target(to, self.now()))
        self.bus.publish({"type": "clock", "now": self.now().isoformat(timespec="seconds")})

    async def happened(self, event: Json) -> None:
        """Send any event to the app, such as `{"type": "app_uninstalled"}`, and wait until it is acknowledged or dropped."""
        self.events.happened(event)
        await self.settled()

    async def settled(self, seconds: float = 5) -> None:
        """Wait until every event under way is acknowledged or given up; not for those that wait for a later retry."""
        await self.bus.wait_for(lambda: not self._tasks, seconds)

    async def advance(self, seconds: float) -> None:
        """Let event retries that fall due within so many seconds happen now."""
        await self.schedule.advance(seconds)

    async def close(self) -> None:
        """Cancel what is scheduled and under way, and end all subscriptions and sockets."""
        self.schedule.clear()
        self.bus.end()
        await self.sockets.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def new_channel(self, name: str, members: list[str], creator: str = "") -> LocalChannel:
        """Make a public channel."""
        made = LocalChannel(self.ids.next("C"), name, "channel", int(self.now().timestamp()), members, creator=creator)
        self.state.channels[made.id] = made
        return made

    def direct(self, one: str, other: str) -> LocalChannel:
        """Return the direct conversation of two users, made if need be."""
        channel = self.state.im_with(one, other)
        if channel is None:
            channel = LocalChannel(self.ids.next("D"), "", "im", int(self.now().timestamp()), [one, other])
            self.state.channels[channel.id] = channel
        return channel

    def _connection_changed(self, connected: bool) -> None:
        self.bus.publish({"type": "bot", "connected": connected})

    def _furnish(self, people: tuple[str, ...], channels: tuple[str, ...], bot_in: tuple[str, ...]) -> None:
        bot = self.state.bot
        bot.updated = int(self.now().timestamp())
        self.state.users[bot.id] = bot
        for number, full_name in enumerate(people):
            color = _COLORS[number % len(_COLORS)]
            name = full_name.lower().replace(" ", ".")
            email = f"{name.translate(_PLAIN)}@{self.state.team.domain}.example.no"
            user = User(self.ids.next("U"), name, full_name, color=color, email=email, updated=bot.updated)
            # Every workspace has an owner, who is an administrator too: the first person made it.
            user.is_admin = user.is_owner = number == 0
            self.state.users[user.id] = user
        everyone = [user.id for user in self.state.people()]
        for name in channels:
            members = [*everyone, bot.id] if name in bot_in else list(everyone)
            self.new_channel(name, members, next(iter(everyone), bot.id))
        for user_id in everyone:
            self.direct(user_id, bot.id)


def _state(ids: Ids, team: str, bot_name: str, app_id: str) -> State:
    domain = _OTHER_SIGNS.sub("-", team.lower().translate(_PLAIN)).strip("-")
    bot = User(ids.next("U"), bot_name.lower(), bot_name, is_bot=True, color="#17324d")
    return State(Team(ids.next("T"), team, domain), bot, ids.next("B"), app_id)
