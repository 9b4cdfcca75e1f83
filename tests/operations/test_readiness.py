"""`/healthz` and `/readyz`, asked over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Event

import httpx
import pytest
from sqlalchemy import text
from starlette.applications import Starlette

import bot.operations.readiness
from bot.operations.metrics import Metrics
from bot.operations.monitoring import Monitor
from bot.runtime.web import serving
from jobs.tick import tick
from models.db.database import Database
from tests.support.app import PATIENCE
from tests.support.nudges import Packs, at, office
from tests.support.slack import Handlers, slack

NOW = at("2026-11-23 09:00")
READY = (200, {"ready": True, "failing": []})


@dataclass
class Seconds:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def asked(watch: Monitor) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[*watch.routes(), *watch.metrics_routes()])
    async with serving(app, "127.0.0.1", 0) as address, httpx.AsyncClient(base_url=address) as client:
        yield client


async def readiness(client: httpx.AsyncClient) -> tuple[int, dict[str, object]]:
    answer = await client.get("/readyz")
    return answer.status_code, answer.json()


async def test_a_bot_with_all_in_order_is_ready(database: Database) -> None:
    async with asked(Monitor(database, Seconds())) as client:
        assert await readiness(client) == READY


@pytest.mark.parametrize(
    "url", ["sqlite:////ingen/vei.db", "postgresql+psycopg://per:hemmelig@127.0.0.1:1/padriver"], ids=["sqlite", "pg"]
)
async def test_without_its_database_it_is_alive_and_not_ready_and_tells_nothing_more(url: str) -> None:
    database = Database(url)
    async with asked(Monitor(database, Seconds())) as client:
        assert await readiness(client) == (503, {"ready": False, "failing": ["database"]})
        alive = await client.get("/healthz")
        assert (alive.status_code, alive.text) == (200, "ok\n")
    database.close()


async def test_a_database_that_does_not_answer_is_asked_once_by_all_who_look(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, answers, asked_for = Event(), Event(), []

    def wait(_connection: object) -> bool:
        asked_for.append(1)
        begun.set()
        return answers.wait(PATIENCE)

    monkeypatch.setattr(bot.operations.readiness, "is_at_head", wait)
    monkeypatch.setattr(bot.operations.readiness, "PATIENCE_SECONDS", 0.05)
    async with asked(Monitor(sqlite_database, Seconds())) as client:
        told = await asyncio.gather(*(readiness(client) for _ in range(5)))
        assert told == [(503, {"ready": False, "failing": ["database"]})] * 5
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        assert len(asked_for) == 1
        answers.set()


async def test_on_an_old_schema_it_is_not_ready(database: Database) -> None:
    with database.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    async with asked(Monitor(database, Seconds())) as client:
        assert await readiness(client) == (503, {"ready": False, "failing": ["migrations"]})


async def test_when_its_clock_stands_still_it_is_not_ready_until_a_round_is_done(database: Database) -> None:
    here, seconds = office(database), Seconds()
    watch = Monitor(database, seconds)
    async with asked(watch) as client:
        seconds.now = 300.0
        assert await readiness(client) == READY
        seconds.now = 301.0
        assert await readiness(client) == (503, {"ready": False, "failing": ["clock"]})

        await tick(NOW, database, Packs(here.pack), lambda *_: here.sender, observer=watch)
        assert await readiness(client) == READY


async def test_in_socket_mode_it_is_ready_only_while_its_socket_is_connected(sqlite_database: Database) -> None:
    watch = Monitor(sqlite_database, Seconds(), Metrics())
    async with slack("socket", sqlite_database, Handlers()) as bench, asked(watch) as client:
        watch.follow_socket(bench.room.socket.is_connected)
        assert await readiness(client) == READY
        assert "padriver_socket_connected 1.0" in (await client.get("/metrics")).text

        bench.workspace.trouble.add("server_error", "apps.connections.open", times=1_000)
        await bench.workspace.sockets.close()
        while (told := await readiness(client)) == READY:
            continue
        assert told == (503, {"ready": False, "failing": ["socket"]})
        assert "padriver_socket_connected 0.0" in (await client.get("/metrics")).text

        bench.workspace.trouble.clear()
        assert bench.room.socket.client
        await bench.room.socket.client.connect_to_new_endpoint()  # as it does by itself within ten seconds
        assert await readiness(client) == READY
    assert not await bench.room.socket.is_connected()


async def test_without_socket_mode_there_is_no_such_figure(sqlite_database: Database) -> None:
    async with asked(Monitor(sqlite_database, Seconds(), Metrics())) as client:
        assert await readiness(client) == READY
        assert "padriver_socket" not in (await client.get("/metrics")).text
