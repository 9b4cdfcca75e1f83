"""SIGTERM: nothing more is claimed, what is under way is finished or handed back, and the process ends well in time."""

import asyncio
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from bot.local.server import LocalWorkspace
from jobs.planning.plan import plan_greeting
from models.db.database import Database
from models.tables import Delivery, Inbound, Reading
from models.workspace.workspaces import get_or_create
from tests.support.app import Program
from tests.support.hostile_workbooks import FIRST_SHEET, PLAIN, SHARED, cells, shared, sheet, with_parts
from tests.support.serve_processes import by_socket, ready, serving, workspace

LIMIT_SECONDS = 10
AT_ONCE_SECONDS = 3


def greet(url: str, local: LocalWorkspace) -> None:
    """Have a greeting due in #sekretariatet: the bot, a process of its own, goes by real time."""
    database = Database(url)
    with database.session() as session:
        team = get_or_create(session, "slack", local.state.team.id, "Prøve")
        plan_greeting(session, team, local.state.channel("sekretariatet").id, datetime.now(UTC))
    database.close()


def rows(url: str) -> list[Delivery]:
    database = Database(url)
    try:
        with database.session() as session:
            return list(session.query(Delivery))
    finally:
        database.close()


def wait_over(url: str) -> None:
    """Have the half minute over for which what was given up may still be carried out."""
    database = Database(url)
    with database.session() as session:
        (row,) = session.query(Delivery)
        assert row.lease_until == row.next_try_at > datetime.now(UTC)
        row.lease_until = row.next_try_at = datetime.now(UTC)
    database.close()


async def under_way(local: LocalWorkspace) -> None:
    """Wait until the order about the next post has struck."""
    async with asyncio.timeout(30):
        while any(each.left for each in local.trouble._calls):  # noqa: ASYNC110 - another process calls
            await asyncio.sleep(0.02)


async def ended(program: Program) -> tuple[int, float]:
    began = time.monotonic()
    code = await asyncio.to_thread(program.stop, signal.SIGTERM)
    return code, time.monotonic() - began


@pytest.mark.parametrize(("seconds", "state"), [(1, "sent"), (120, "sending")])
async def test_a_message_on_its_way_is_finished_or_handed_back(
    sqlite_url: str, tmp_path: Path, seconds: int, state: str
) -> None:
    async with workspace() as local:
        greet(sqlite_url, local)
        local.trouble.add("slow", "chat.postMessage", seconds=seconds)
        with serving(tmp_path / "bot", **by_socket(local, sqlite_url)) as program:
            await ready(program)
            await under_way(local)
            code, took = await ended(program)

        assert (code, took < LIMIT_SECONDS) == (0, True)
        assert [each.state for each in rows(sqlite_url)] == [state]


async def test_what_was_handed_back_is_looked_for_by_the_next_process_and_stands_once(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with workspace() as local:
        greet(sqlite_url, local)
        local.trouble.add("slow", "chat.postMessage", seconds=120)
        with serving(tmp_path / "one", **by_socket(local, sqlite_url)) as program:
            await ready(program)
            await under_way(local)
            await ended(program)
        wait_over(sqlite_url)
        with serving(tmp_path / "two", **by_socket(local, sqlite_url)) as program:
            await ready(program)
            await local.wait_for(lambda state: state.channel("sekretariatet").messages, 30)
            await ended(program)

        assert [each.state for each in rows(sqlite_url)] == ["sent"]
        assert len(local.state.channel("sekretariatet").messages) == 1


async def test_a_file_that_is_being_read_does_not_hold_the_process_up(sqlite_url: str, tmp_path: Path) -> None:
    large = with_parts(PLAIN, {FIRST_SHEET: sheet(cells(190_000, 20)), SHARED: shared(b"x")})
    async with workspace() as local:
        with serving(tmp_path / "bot", **by_socket(local, sqlite_url)) as program:
            await ready(program)
            kari = local.person("kari.nordmann")
            kari.give("bok.xlsx", large)
            # Told three seconds after it was begun, and long before it is read.
            await local.wait_for(lambda _: [each for each in kari.sees("bot") if each.is_bot], 30)
            code, took = await ended(program)
        assert (code, took < AT_ONCE_SECONDS) == (0, True)
        assert not [
            child for child in psutil.Process().children(recursive=True) if "anyio.to_process" in child.cmdline()
        ]
        database = Database(sqlite_url)
        with database.session() as session:
            assert [row.kind for row in session.query(Inbound) if row.state == "waiting"] == ["event"]
            assert session.query(Reading).count() == 0
        database.close()
