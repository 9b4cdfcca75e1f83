"""The composition root: the one place that knows every package and connects them."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.routing import Route

from bot.commands import registry
from bot.late_rounds import LateRounds, feed_rounds, official_rounds
from bot.operations.monitoring import MetricsRecorder, Monitor
from bot.pages.calendar_route import public_routes
from bot.platforms import Platforms, SettingError, access_with_mail, administrators_of, open_platforms, round_links
from bot.requests.deps import Deps
from bot.requests.file_reading import FileReading
from bot.runtime.clock import Clock
from bot.runtime.web import serving
from bot.runtime.workers import Workers
from bot.settings import Settings
from bot.slack.identity import SignInError
from content.load import ContentError
from content.store import PackStore
from jobs.clock import NudgeClock, PeriodicTask
from jobs.official.matching_rounds import OfficialMatching
from jobs.reporting import Observers
from jobs.tick import Packs
from models.db.database import THREADS, Database, DatabaseUnavailableError
from models.db.migrate import is_migrated
from models.db.single_process import DatabaseInUseError, single_process
from models.rounds.links import RoundLinks
from models.workspace.administrators import NamedAdministrators, name_all_from_setting

if TYPE_CHECKING:
    from jobs.official.sources import Places

log = structlog.get_logger(__name__)
Opener = Callable[[Deps], AbstractAsyncContextManager[Platforms]]
"""Opens the chat platforms."""


class StartRefusedError(Exception):
    """The bot cannot start. The message is a sentence, in bokmål, that says what to do."""


class Application:
    """The whole bot, on one database."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        packs: Packs | None = None,
        opener: Opener | None = None,
        places: "Places | None" = None,
    ) -> None:
        """Without `packs` the content is the settings' folder; without `opener` the platforms are the settings' too.

        `places` are where the official sources are; without them, the real ones.
        """
        self.clock = clock
        self.database = Database(settings.database_url)
        self._settings = settings
        self._opener = opener
        self._places = places
        self._nudges: NudgeClock | None = None
        self.packs = packs or PackStore(settings.content, time.monotonic)

    @asynccontextmanager
    async def running(self, *, listen: bool = True) -> AsyncIterator["Running"]:
        """Run for as long as the block does; at the end finish what is under way.

        Without `listen` it only sends: no web server, no Socket Mode, no rounds of its own.
        Raises `StartRefusedError` if something needed is missing.
        """
        use_threads()
        opener, named = self._opener or self._set_up(), self._named()
        await asyncio.to_thread(self.check)
        await asyncio.to_thread(name_all_from_setting, self.database, named)
        watch = Monitor(self.database, asyncio.get_running_loop().time, _figures(self._settings), self.clock.now)
        workers = Workers()
        deps = self._deps(watch, workers, named)
        async with AsyncExitStack() as stack:
            self._lock_database(stack)
            stack.callback(self.database.close)
            try:
                platforms = await stack.enter_async_context(opener(deps))
                feeds = self._feed_rounds(stack, workers) if listen else None
                official = self._official_rounds(stack, workers) if listen else None
                matching = self._matching(stack) if official else None
                own_tasks: list[PeriodicTask] = [each for each in (feeds, official, matching) if each is not None]
                tasks = (*platforms.periodic_tasks, *own_tasks)
                ways = (
                    self.packs,
                    platforms.sender_for,
                    tasks,
                    Observers(watch, *platforms.observers),
                    platforms.before_round,
                )
                self._nudges = nudges = NudgeClock(self.clock.now, self.database, *ways, tidies=listen)
                stack.push_async_callback(nudges.stop)
                if listen:
                    await self._listen(
                        stack, platforms, watch, [*public_routes(deps), *await self._assistants(stack, deps)]
                    )
                    nudges.start()
            except (SettingError, SignInError) as error:
                raise StartRefusedError(str(error)) from None
            # Before all else: nobody waits for a file that is being read, it is tried again later.
            stack.callback(workers.close)
            yield Running(platforms, nudges, feeds, official, matching, workers)

    def _deps(self, monitor: Monitor, workers: Workers, named: NamedAdministrators) -> Deps:
        return Deps(
            self.database,
            self.packs,
            self.clock.now,
            registry,
            self._trigger_now,
            monitor,
            FileReading(workers),
            named=named,
            url=self._settings.url,
            contact=self._settings.contact,
            assistants=self._settings.mcp,
            mails=bool(self._settings.smtp_host.strip()),
            round_links=self._round_links(),
        )

    async def _assistants(self, stack: AsyncExitStack, deps: Deps) -> list[Route]:
        """Open the route of people's own assistants, if it is turned on."""
        if not deps.assistants:
            return []
        try:
            from bot.assistants.server import assistant_route  # noqa: PLC0415 - the library is an extra
        except ImportError:
            message = "PADRIVER_MCP er satt, men pakken mangler. Installer med «pip install 'padriver[mcp]'»."
            raise StartRefusedError(message) from None
        return [await stack.enter_async_context(assistant_route(deps, time.monotonic))]

    async def run(self, stopping: asyncio.Event) -> None:
        """Run until the event is set."""
        async with self.running() as running, asyncio.TaskGroup() as first_round:
            # It may be long: a request to stop is noticed meanwhile, and what is under way is finished.
            first_round.create_task(running.nudges.try_now())
            await stopping.wait()
            running.workers.close()
            await running.nudges.stop()

    def _set_up(self) -> Opener:
        try:
            configured = access_with_mail(self._settings)
        except SettingError as error:
            raise StartRefusedError(str(error)) from None
        return lambda deps: open_platforms(deps, configured)

    def _named(self) -> NamedAdministrators:
        try:
            return administrators_of(self._settings)
        except SettingError as error:
            raise StartRefusedError(str(error)) from None

    def _trigger_now(self) -> None:
        if self._nudges:
            self._nudges.trigger_now()

    def _round_links(self) -> RoundLinks | None:
        try:
            return round_links(self._settings)
        except SettingError as error:
            raise StartRefusedError(str(error)) from None

    def _feed_rounds(self, stack: AsyncExitStack, workers: Workers) -> LateRounds | None:
        if not self._settings.feeds:
            return None
        feeds = feed_rounds(self.database, self.packs, self._settings.feeds_allow, self._trigger_now, workers)
        stack.push_async_callback(feeds.close)
        return feeds

    def _official_rounds(self, stack: AsyncExitStack, workers: Workers) -> LateRounds | None:
        if not self._settings.feeds or not self._settings.contact:
            return None
        settings = self._settings
        official = official_rounds(self.database, settings, workers, self._places)
        stack.push_async_callback(official.close)
        return official

    def _matching(self, stack: AsyncExitStack) -> OfficialMatching:
        matching = OfficialMatching(self.database, self.packs, self._trigger_now)
        stack.push_async_callback(matching.close)
        return matching

    def _lock_database(self, stack: AsyncExitStack) -> None:
        try:
            stack.enter_context(single_process(self._settings.database_url))
        except DatabaseInUseError:
            message = (
                "Pådriver kjører allerede på denne databasefilen, og SQLite er for én prosess om gangen. "
                "Stopp den som kjører, eller bruk PostgreSQL når flere skal dele arbeidet."
            )
            raise StartRefusedError(message) from None
        except OSError as error:
            message = f"Får ikke skrevet i mappen til databasen ({type(error).__name__}). Sjekk DATABASE_URL."
            raise StartRefusedError(message) from error

    async def _listen(
        self, stack: AsyncExitStack, platforms: Platforms, watch: Monitor, public: Sequence[Route]
    ) -> None:
        settings = self._settings
        slack = platforms.slack
        if platforms.mail:
            watch.follow_mail(lambda: platforms.mail.trouble if platforms.mail else "")
        by_socket = slack is not None and bool(slack.access.app_token)
        if slack and by_socket:
            watch.follow_socket(slack.socket.is_connected)
        routes = [*watch.routes(), *platforms.routes(), *public]
        address = await _open(stack, routes, settings.host, settings.port, "PADRIVER_PORT")
        metrics = None
        if settings.metrics_port is not None:
            where = (settings.metrics_host, settings.metrics_port)
            metrics = await _open(stack, watch.metrics_routes(), *where, "PADRIVER_METRICS_PORT")
        if slack and by_socket:
            await stack.enter_async_context(slack.listening())
        team = slack.identity.team_id if slack and slack.identity else None
        values = {"socket_mode": by_socket, "team": team, "teams": platforms.teams is not None}
        log.info("ready", address=address, metrics=metrics, **values)

    def check(self) -> None:
        """Read the content and check the database. Raises `StartRefusedError` if either is not valid."""
        try:
            self.packs.current()
            migrated = is_migrated(self._settings.database_url)
        except ContentError as error:
            faults = "\n".join(f"  {fault}" for fault in error.faults)
            message = f"Innholdet har feil:\n{faults}"
            raise StartRefusedError(message) from None
        except (SQLAlchemyError, DatabaseUnavailableError):
            message = "Fikk ikke tak i databasen. Sjekk DATABASE_URL og at databasen kjører; er den ny, kjør «padriver migrate»."
            raise StartRefusedError(message) from None
        if not migrated:
            message = "Databasen har ikke nyeste skjema. Kjør «padriver migrate» først."
            raise StartRefusedError(message)


@dataclass(frozen=True)
class Running:
    """The running bot: its platforms, its nudges, what is read if it is, and the workers that read."""

    platforms: Platforms
    nudges: NudgeClock
    feeds: LateRounds | None
    official: LateRounds | None
    matching: OfficialMatching | None
    """Finds which of the official items concern each workspace."""
    workers: Workers


def use_threads() -> None:
    """Give the loop threads for work that waits for the database: by default it has four more than there are processors."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))


def _figures(settings: Settings) -> MetricsRecorder | None:
    if settings.metrics_port is None:
        return None
    from bot.operations.metrics import Metrics  # noqa: PLC0415 - Prometheus takes 2 MB, and few ask for figures

    return Metrics()


async def _open(stack: AsyncExitStack, routes: Sequence[Route], host: str, port: int, setting: str) -> str:
    try:
        return await stack.enter_async_context(serving(Starlette(routes=routes), host, port))
    except OSError as error:
        message = f"Porten {port} på {host} er opptatt eller utilgjengelig. Velg en annen med {setting}."
        raise StartRefusedError(message) from error
