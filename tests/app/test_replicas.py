"""Several `padriver serve` on one PostgreSQL share the work, and nobody leads."""

import asyncio
import signal
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlalchemy import select

from bot.local.server import LocalWorkspace
from bot.slack.workspaces import PLATFORM
from jobs.planning.plan import plan_greeting
from models.db.database import Database
from models.tables import Delivery, Inbound
from models.workspace.workspaces import get_or_create
from tests.support.app import PATIENCE, Program
from tests.support.serve_processes import by_socket, ready, serving, workspace

REPLICAS = 3
CHANNELS = 40
SLOW_SECONDS = 0.75
"""So that one alone takes 15 seconds, in which the others come up however busy the machine is."""


def plan_greetings(url: str, local: LocalWorkspace) -> list[str]:
    """Have a greeting due in many channels, and return the channels."""
    bot, kari = local.state.bot.id, local.person("Kari Nordmann").id
    channels = [local.new_channel(f"kanal-{number}", [bot, kari]).id for number in range(CHANNELS)]
    database = Database(url)
    with database.session() as session:
        row = get_or_create(session, PLATFORM, local.state.team.id, "Øving")
        for channel in channels:
            plan_greeting(session, row, channel, datetime.now(UTC))  # as the processes know it
    database.close()
    return channels


async def test_three_processes_send_each_nudge_once_and_answer_each_request_once(
    postgres_url: str, tmp_path: Path
) -> None:
    async with workspace() as local:
        channels = plan_greetings(postgres_url, local)
        local.trouble.add("slow", "chat.postMessage", times=CHANNELS, seconds=SLOW_SECONDS)
        with ExitStack() as stack:
            programs = [
                stack.enter_context(serving(tmp_path / str(number), **by_socket(local, postgres_url)))
                for number in range(REPLICAS)
            ]
            up = await asyncio.gather(*map(ready, programs))
            await local.wait_for(lambda state: all(state.channels[each].messages for each in channels), PATIENCE)
            for number in range(REPLICAS):
                [told] = await local.person("Kari Nordmann").command(
                    "/frister", f"ny 15.10 Innspill {number}", channel="sekretariatet"
                )
                assert told.text.startswith("Fristen er lagt til")
            await all_ready(each["address"] for each in up)
            assert await stopped(programs) == [0] * REPLICAS

        assert Counter(len(local.state.channels[each].messages) for each in channels) == {1: CHANNELS}
    assert len(owners(postgres_url)) > 1
    assert requests(postgres_url) == REPLICAS


async def all_ready(addresses: Iterable[str]) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        for address in addresses:
            assert (await client.get(f"{address}/readyz")).json() == {"ready": True, "failing": []}


async def stopped(programs: list[Program]) -> list[int]:
    return list(await asyncio.gather(*(asyncio.to_thread(each.stop, signal.SIGTERM) for each in programs)))


def owners(url: str) -> Counter[str | None]:
    """Return how many of the nudges each process sent."""
    database = Database(url)
    with database.reading() as session:
        told = Counter(session.scalars(select(Delivery.lease_owner).where(Delivery.state == "sent")))
    database.close()
    assert told.total() == CHANNELS
    return told


def requests(url: str) -> int:
    database = Database(url)
    with database.reading() as session:
        told = len(session.scalars(select(Inbound.key)).all())
    database.close()
    return told
