"""The demonstration: the whole bot against its own local workspace, with a clock that can be moved."""

import asyncio
import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as time_of_day
from functools import lru_cache
from pathlib import Path
from time import monotonic

from sqlalchemy import delete, update

from bot.app import Application, Running, StartRefusedError
from bot.demo.mail_server import REPLY_TO, SENDER, receiving_mail
from bot.demo.members import add_members
from bot.demo.official import CONTACT, forget_answers, read_sources, take_as_known, turn_on_sources
from bot.demo.practice.servers import practising
from bot.local.demo import demo_workspace
from bot.local.inbox import Inbox
from bot.local.newspaper import NAME, publishing
from bot.local.server import LocalWorkspace, serve
from bot.runtime.clock import Clock
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.workspaces import PLATFORM
from content.document import document_of
from content.schema.media import Media
from content.schema.pack import Pack
from content.store import PackStore
from jobs.planning.plan import plan_greeting
from jobs.tick import Packs
from models.calendar.workdays import first_working_day
from models.db.migrate import make_folder, migrate
from models.db.single_process import DatabaseInUseError, single_process
from models.tables import Delivery, Feed
from models.workspace.keyring import new_key
from models.workspace.workspaces import by_external

SHARED, MEDIA = "sekretariatet", "media"
MEDIA_FILE = "medier.yaml"
NAME_OF_FILE = "demo.db"
OTHER = "padriver demo --port 8766 --folder demo2"


class NewspaperPacks:
    """The content, with the made-up newspaper as the only feed."""

    def __init__(self, packs: Packs, feed: str) -> None:
        self._packs = packs
        self._feed = {"id": "ovingsavisa", "kilde": "diktet opp", "navn": NAME, "adresse": feed}

    def current(self) -> Pack:
        """Return the content as it is now; the same object as long as the files are unchanged."""
        return self._with_it(self._packs.current())

    @lru_cache(maxsize=1)  # noqa: B019 - there is one of these, as long as the demonstration runs
    def _with_it(self, pack: Pack) -> Pack:
        # In the file as well: a workspace whose people change something gets its content from the files.
        data = pack.documents[MEDIA_FILE].data | {"nyhetskilder": [self._feed]}
        media = Media.model_validate(data)
        return replace(
            pack,
            media=media,
            files={**pack.files, MEDIA_FILE: media},
            documents={**pack.documents, MEDIA_FILE: document_of(data, pack.documents[MEDIA_FILE].name)},
        )


async def run_demo(folder: Path, port: int, stopping: asyncio.Event, report: Callable[[str], None]) -> None:
    """Run until the event is set. Every start begins from scratch, with an SQLite file of its own in `folder`.

    `report` gets the page's address when it can be opened. Raises OSError if the port is taken.
    """
    clock = Clock()
    workspace = demo_workspace(now=clock.now, manifest=manifest(None, socket_mode=True), jumps=_jumps())
    workspace.inbox, workspace.has_mail = Inbox(), True
    served = serve(workspace, port), publishing(clock.now), practising(clock.now), receiving_mail(workspace.inbox)
    async with served[0] as address, served[1] as feed, served[2] as places, served[3] as mail_port:
        settings = _settings(workspace, address, folder, mail_port)
        await asyncio.to_thread(fresh_database, settings.database_url, folder / NAME_OF_FILE, OTHER)
        packs = NewspaperPacks(PackStore(settings.content, monotonic), feed)
        application = Application(settings, clock, packs, places=places)
        async with application.running() as running:
            workspace.on_clock = lambda moment: _jump(clock, application, running, moment)
            await asyncio.to_thread(_choose_channels, application, workspace)
            await asyncio.to_thread(add_members, application, PLATFORM, workspace.state.team.id)
            await asyncio.to_thread(turn_on_sources, application)
            await running.nudges.run_now()
            await _read(running)
            await read_sources(running, clock.now())
            await asyncio.to_thread(take_as_known, application)
            report(address)
            await stopping.wait()


async def _jump(clock: Clock, application: Application, running: Running, moment: datetime) -> None:
    goes_back = moment < clock.now()
    if goes_back:
        await asyncio.to_thread(_allow_again, application)
        await asyncio.to_thread(forget_answers, application)
    # One reading at a time: the next must see the newspaper as it is at that moment.
    await _read(running)
    clock.move_to(moment)
    await read_sources(running, moment)
    if goes_back:
        await asyncio.to_thread(take_as_known, application)
    await running.nudges.run_now(fresh=True)


async def _read(running: Running) -> None:
    """Wait until the reading of the newspaper that is under way is over."""
    if running.feeds:
        await running.feeds.settled()


def _jumps() -> Mapping[str, Callable[[datetime], datetime]]:
    """Return the jumps of the clock: «neste måned» goes to the first working day, when the month's wheel is posted."""

    def next_month(local: datetime) -> datetime:
        month = (local.date().replace(day=1) + timedelta(days=32)).replace(day=1)
        return datetime.combine(first_working_day(month.year, month.month), time_of_day(9), local.tzinfo)

    return {"neste-maaned": next_month}


def _free_port() -> int:
    """Return a port that is free now: links in e-mails lead to the bot, so its address must be known before it starts."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _settings(workspace: LocalWorkspace, address: str, folder: Path, mail_port: int) -> Settings:
    port = _free_port()
    return Settings(
        DATABASE_URL=f"sqlite:///{folder / NAME_OF_FILE}",
        PADRIVER_HOST="127.0.0.1",
        PADRIVER_PORT=port,
        PADRIVER_URL=f"http://127.0.0.1:{port}",
        PADRIVER_KEYS=new_key(),
        # E-mails come to the inbox on the page.
        PADRIVER_SMTP_HOST="127.0.0.1",
        PADRIVER_SMTP_PORT=mail_port,
        PADRIVER_SMTP_USER="",
        PADRIVER_SMTP_PASSWORD="",
        PADRIVER_MAIL_FROM=SENDER,
        PADRIVER_MAIL_REPLY_TO=REPLY_TO,
        PADRIVER_MAIL_PER_SECOND=50,
        PADRIVER_MAIL_BOUNCES="",
        PADRIVER_IMAP_HOST="",
        PADRIVER_IMAP_USER="",
        PADRIVER_IMAP_PASSWORD="",
        # Nothing leaves the machine: the feed and the official sources are made up, and served here.
        PADRIVER_FEEDS_ALLOW="127.0.0.1/32",
        PADRIVER_CONTACT=CONTACT,
        SLACK_BOT_TOKEN=workspace.bot_token,
        SLACK_APP_TOKEN=workspace.app_token,
        SLACK_API_URL=f"{address}/api/",
    )


def fresh_database(url: str, file: Path, other: str) -> None:
    """Create a new SQLite file in place of the old. Raises `StartRefusedError` if that is in use; `other` is what to type."""
    make_folder(url)
    try:
        with single_process(url):
            for old in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
                old.unlink(missing_ok=True)
            migrate(url)
    except DatabaseInUseError:
        message = f"Demoen kjører allerede med mappen {file.parent}. Velg en annen: {other}"
        raise StartRefusedError(message) from None


def _choose_channels(application: Application, local: LocalWorkspace) -> None:
    ids = {channel.name: channel.id for channel in local.state.channels.values()}
    with application.database.session() as session:
        workspace = by_external(session, PLATFORM, local.state.team.id)
        assert workspace is not None  # noqa: S101 - the open app created it
        workspace.shared_channel, workspace.media_channel = ids[SHARED], ids[MEDIA]
        plan_greeting(session, workspace, ids[SHARED], application.clock.now())


def _allow_again(application: Application) -> None:
    """Forget what was skipped as too late: the clock goes back, so it may still be in time. Feeds are due."""
    with application.database.session() as session:
        session.execute(update(Feed).values(next_at=None))
        session.execute(delete(Delivery).where(Delivery.state == "skipped"))
