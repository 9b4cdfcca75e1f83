"""The demonstration: the whole bot against its own local workspace, with a clock that can be moved."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import delete

from bot.app import Application, Running, StartRefusedError
from bot.clock import Clock
from bot.local.demo import demo_workspace
from bot.local.server import LocalWorkspace, serve
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.teams import PLATFORM
from jobs.plan import plan_greeting
from models.alone import Taken, alone
from models.calendar.workdays import first_working_day
from models.migrate import make_folder, migrate
from models.tables import Delivery
from models.workspaces import by_external

SHARED, MEDIA = "sekretariatet", "media"


async def run_demo(folder: Path, port: int, stopping: asyncio.Event, tell: Callable[[str], None]) -> None:
    """Run until the event is set. Every start begins anew, with an SQLite file of its own in `folder`.

    `tell` gets the page's address when it can be opened. Raises OSError where the port is taken.
    """
    clock = Clock()
    workspace = demo_workspace(now=clock.now, manifest=manifest(None, socket_mode=True), jumps=_jumps())
    async with serve(workspace, port) as address:
        settings = _settings(workspace, address, folder)
        await asyncio.to_thread(_fresh_database, settings.database_url, folder)
        application = Application(settings, clock)
        async with application.running() as running:
            workspace.on_clock = lambda moment: _jump(clock, application, running, moment)
            await asyncio.to_thread(_choose_channels, application, workspace)
            await running.nudges.run_now()
            tell(address)
            await stopping.wait()


async def _jump(clock: Clock, application: Application, running: Running, moment: datetime) -> None:
    if moment < clock.now():
        await asyncio.to_thread(_may_come_again, application)
    clock.move_to(moment)
    await running.nudges.run_now(fresh=True)


def _jumps() -> Mapping[str, Callable[[datetime], datetime]]:
    """Return where «neste måned» leads: to the first working day, when the month's wheel is posted."""

    def next_month(local: datetime) -> datetime:
        month = (local.date().replace(day=1) + timedelta(days=32)).replace(day=1)
        return datetime.combine(first_working_day(month.year, month.month), time(9), local.tzinfo)

    return {"neste-maaned": next_month}


def _settings(workspace: LocalWorkspace, address: str, folder: Path) -> Settings:
    return Settings.model_validate(
        {
            "DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
            "PADRIVER_HOST": "127.0.0.1",
            "PADRIVER_PORT": 0,
            # Nothing leaves the machine.
            "PADRIVER_FEEDS": False,
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_API_URL": f"{address}/api/",
        }
    )


def _fresh_database(url: str, folder: Path) -> None:
    make_folder(url)
    try:
        with alone(url):
            for old in (folder / "demo.db", folder / "demo.db-wal", folder / "demo.db-shm"):
                old.unlink(missing_ok=True)
            migrate(url)
    except Taken:
        message = f"Demoen kjører allerede med mappen {folder}. Velg en annen: padriver demo --port 8766 --folder demo2"
        raise StartRefusedError(message) from None


def _choose_channels(application: Application, local: LocalWorkspace) -> None:
    ids = {channel.name: channel.id for channel in local.state.channels.values()}
    with application.database.session() as session:
        workspace = by_external(session, PLATFORM, local.state.team.id)
        assert workspace is not None  # noqa: S101 - opening the room made it
        workspace.shared_channel, workspace.media_channel = ids[SHARED], ids[MEDIA]
        plan_greeting(session, workspace, ids[SHARED], application.clock.now())


def _may_come_again(application: Application) -> None:
    """Forget what was skipped because it came too late: the clock goes back, and it may yet be in time."""
    with application.database.session() as session:
        session.execute(delete(Delivery).where(Delivery.state == "skipped"))
