"""One run's world: a workspace, a database, the replicas on it, and a time that the supervisor moves."""

import asyncio
import random
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from models.db.database import Database, DatabaseUnavailableError
from models.tables import Delivery, Inbound
from tests.faults.connector import WatchedConnector
from tests.faults.databases import Databases
from tests.faults.handle import Replica
from tests.faults.post_office import DOMAIN, PostOffice
from tests.faults.wanted import Wanted
from tests.faults.watch import POSTING, Aim, Watch
from tests.faults.watched import WatchedWorkspace, Weather
from tests.support.teams import APP, TENANT

OPEN = ("planned", "sending")
OFTEN_EARLY = (1, 1, 1, 1, 2, 2, 3, 4, 6)
"""Which call of a round to strike at."""
PATIENT_STEPS = (2, 2, 2, 2, 2, 10, 20, 30, 60, 310, 310, 310, 600, 900, 900, 900, 900, 900, 900, 900)
"""Seconds from one round to the next when the bot is left alone: past every lease, back-off and pause."""


@dataclass
class World:
    """Everything of one run. Times are aware; `kills` counts processes that were ended in the middle of a round."""

    chance: random.Random
    databases: Databases
    url: str
    folder: Path
    now: datetime
    on: str = "slack"
    """The platforms that the bot is on: `slack`, `teams` or `both`."""
    watch: Watch = field(init=False)
    workspace: WatchedWorkspace = field(init=False)
    connector: WatchedConnector = field(init=False)
    weather: Weather = field(init=False)
    """The same for both."""
    database: Database = field(init=False)
    post: PostOffice = field(init=False)
    replicas: dict[int, Replica] = field(default_factory=dict)
    disk: Path = Path()
    """A folder on the database's own disk, where that is a small one."""
    kills: int = 0
    skews: tuple[float, ...] = (0.0,)
    """Seconds beside the right time, that a replica's clock is started with by chance."""
    spoilt: Callable[[], None] | None = None
    more_settings: Mapping[str, Any] = field(default_factory=dict)
    """What replicas are started with besides the usual settings."""
    choices: list[str] = field(default_factory=list)
    asked: list[Wanted] = field(default_factory=list)
    """What people's own acts are to bring."""
    asked_in_teams: list[Wanted] = field(default_factory=list)
    deeds: dict[str, bool] = field(default_factory=dict)
    """The titles that people asked to have noted, and whether they were told that it failed (False)."""
    unplanned: set[tuple[str, str]] = field(default_factory=set)
    """Kind and key of what the bot never knew of before it was too late."""
    missed_since: datetime | None = None
    """Where set, all of it that was due from then on was missed together, and is to come as one message a channel."""

    def note(self, choice: str) -> None:
        """Write down what chance decided."""
        self.choices.append(f"{self.now:%a %H:%M:%S} {choice}")

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    async def revive(self) -> None:
        """Start the replicas that are missing; a start that is refused is tried again the next time."""
        await asyncio.gather(*(self._start(n) for n in range(self.databases.replicas) if not self._lives(n)))

    def _lives(self, number: int) -> bool:
        return number in self.replicas and self.replicas[number].lives

    async def _start(self, number: int) -> None:
        if number in self.replicas:
            await self.replicas[number].gone()
        skew = timedelta(seconds=self.chance.choice(self.skews))
        made = Replica(number, self._settings(number), self.folder / f"replica-{number}.log", skew, self.spoilt)
        self.replicas[number] = made
        if not await made.start(self.now):
            self.choices.append(f"replica {number} did not start")

    def _settings(self, number: int) -> dict[str, Any]:
        told = {"DATABASE_URL": self.url, "PADRIVER_HOST": "127.0.0.1", "PADRIVER_PORT": _free_port()}
        slack = self._slack(number) if self.on != "teams" else {}
        teams = self._teams() if self.on != "slack" else {}
        return told | self._mail(number) | slack | teams | dict(self.more_settings)

    def _mail(self, number: int) -> dict[str, Any]:
        return {
            "PADRIVER_SMTP_HOST": "127.0.0.1",
            "PADRIVER_SMTP_PORT": self.post.port,
            "PADRIVER_MAIL_FROM": f"bot@r{number}{DOMAIN}",
            "PADRIVER_MAIL_PER_SECOND": 1000,
        }

    def _slack(self, number: int) -> dict[str, Any]:
        return {
            "SLACK_API_URL": f"{self.workspace.base_url}/r/{number}/api/",
            "SLACK_APP_TOKEN": "",
            "SLACK_BOT_TOKEN": self.workspace.bot_token,
            "SLACK_SIGNING_SECRET": self.workspace.signing_secret,
        }

    def _teams(self) -> dict[str, Any]:
        service = self.connector.url
        return {
            "TEAMS_CLIENT_ID": APP,
            "TEAMS_CLIENT_SECRET": "not asked for",
            "TEAMS_TENANT_ID": TENANT,
            "TEAMS_OPENID_URL": f"{service}/openid",
            "TEAMS_SERVICE_HOSTS": service.removeprefix("http://"),
        }

    def address(self, number: int, door: str = "slack/events") -> str:
        """Return where a replica takes a platform's requests."""
        return f"http://127.0.0.1:{self.replicas[number].settings['PADRIVER_PORT']}/{door}"

    async def round(self) -> None:
        """Let every living replica run a round, all at once; the replica that is aimed at is killed in it."""
        living = [each for each in self.replicas.values() if each.alive]
        await self.watch.still()
        await asyncio.gather(*(each.round(self.now) for each in living))
        await self.watch.still()
        self.watch.aim = None

    async def deadly_round(self) -> None:
        """Run a round in which one replica, or several at once, are killed at a moment that chance decides."""
        if self.chance.random() < 0.35:
            wait = self.chance.uniform(0, 0.12)
            victims = self._victims()
            self.note(f"SIGKILL to {victims} {wait * 1000:.0f} ms into the round")
            timers = [asyncio.get_running_loop().call_later(wait, self._kill_busy, number) for number in victims]
            await self.round()
            for timer in timers:
                timer.cancel()
            return
        self.watch.aim = self._aim()
        self.note(f"SIGKILL at {self.watch.aim}")
        await self.round()

    def _victims(self) -> list[int]:
        living = self.living()
        return self.chance.sample(living, self.chance.randint(1, len(living))) if living else []

    def _aim(self) -> Aim:
        point = self.chance.choice(("arrives", "accepted", "accepted", "answered"))
        only = self.chance.choice((None, POSTING, POSTING))
        wait = self.chance.uniform(0, 0.02) if point == "answered" else 0.0
        return Aim(point, self.chance.choice(OFTEN_EARLY), only, taken=self.chance.random() < 0.5, wait=wait)

    def living(self) -> list[int]:
        """Return the numbers of those that live."""
        return [number for number in self.replicas if self._lives(number)]

    def door(self, door: str = "slack/events") -> str:
        """Return the address of a replica that chance chooses; nobody listens there where none lives."""
        return self.address(self.chance.choice(self.living() or list(self.replicas)), door)

    def kill(self, number: int, wait: float = 0.0) -> None:
        """Kill a replica in its round, after so many seconds."""
        if wait:
            asyncio.get_running_loop().call_later(wait, self._kill_busy, number)
        else:
            self._kill_busy(number)

    def _kill_busy(self, number: int) -> None:
        victim = self.replicas.get(number)
        if victim is not None and victim.busy and victim.kill():
            self.kills += 1

    async def left_alone(self) -> None:
        """Let the weather clear and the bot work in peace until nothing of what is due is open."""
        self.weather.clear()
        for seconds in PATIENT_STEPS:
            await self.revive()
            await self.round()
            if not await asyncio.to_thread(self._open):
                return
            self.later(seconds)
        self.choices.append("something is still open")

    def known(self) -> set[tuple[str, str]]:
        """Return kind and key of everything that stands in the plan."""
        with self.database.reading() as session:
            return {(kind, key) for kind, key in session.execute(select(Delivery.kind, Delivery.period_key))}

    def _open(self) -> int:
        try:
            with self.database.reading() as session:
                deliveries = select(func.count()).where(Delivery.state.in_(OPEN))
                inbound = select(func.count()).where(Inbound.state == "waiting")
                return sum(session.scalar(each) or 0 for each in (deliveries, inbound))
        except DatabaseUnavailableError:
            return 1


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
