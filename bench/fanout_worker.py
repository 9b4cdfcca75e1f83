"""One process of the fan-out bench: `ours` runs a round, `plain` posts the same payloads with Slack's own client.

It says «ready», waits for a line on its standard input, works, and prints its figures as JSON.
"""

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import aiohttp
from fanout_fill import MINUTE, MONDAY, TOKEN, WARMED
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.cards.card import Card
from bot.runtime import logs
from bot.runtime.http_client import http_session
from bot.slack.identity import TIMEOUT_SECONDS
from bot.slack.render import render_messages
from bot.slack.workspaces import InstalledWorkspaces
from content.load import DEFAULT
from content.store import PackStore
from jobs.sending.compose import compose
from jobs.sending.send_queue import AT_ONCE
from jobs.tick import tick
from models.db.database import Database
from models.tables import Workspace
from models.workspace.keyring import Keyring

PAYLOADS = 100


async def ours(url: str, peer: str, _messages: int) -> dict[str, Any]:
    """Run the round of Monday at eight."""
    database = Database(url)
    packs = PackStore(DEFAULT)
    packs.current()
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    async with http_session(timeout) as session:
        teams = InstalledWorkspaces(database, Keyring([os.environ["PADRIVER_KEYS"]]), peer, session)

        async def work() -> dict[str, Any]:
            report = await tick(MONDAY, database, packs, teams.sender_for)
            return {"sent": len(report.sent), "other": len(report.failed) + len(report.waiting) + len(report.skipped)}

        # It has been running for a while, as the plain calls have: this is the round of the minute before.
        await tick(MONDAY - MINUTE, database, packs, teams.sender_for)
        figures = await measured(work)
    database.close()
    return figures


async def plain(url: str, peer: str, messages: int) -> dict[str, Any]:
    """Post the digests of the first workspaces again and again, as many at once as the round does."""
    payloads = await asyncio.to_thread(_payloads, url)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)) as session:
        client = AsyncWebClient(token=TOKEN, base_url=peer, session=session, retry_handlers=[])

        async def post(numbers: Iterator[int]) -> None:
            for number in numbers:
                await client.chat_postMessage(**payloads[number % len(payloads)])

        async def run(count: int) -> None:
            numbers = iter(range(count))
            await asyncio.gather(*(post(numbers) for _ in range(AT_ONCE)))

        await run(WARMED)

        async def work() -> dict[str, Any]:
            await run(messages)
            return {"sent": messages, "other": 0}

        return await measured(work)


def _payloads(url: str) -> list[dict[str, Any]]:
    database = Database(url)
    pack = PackStore(DEFAULT).current()
    found = []
    with database.reading() as session:
        for workspace in session.scalars(select(Workspace).order_by(Workspace.id).limit(PAYLOADS)):
            channel = workspace.shared_channel or ""
            card = compose(session, workspace, pack, "ukesoversikt", "2026-W48", channel, MONDAY)
            assert isinstance(card, Card)
            [message] = render_messages(card)
            payload = {"event_type": "padriver_delivery", "event_payload": {"delivery": workspace.id, "place": 0}}
            found.append(
                {
                    "channel": channel,
                    "text": message.text,
                    "blocks": message.blocks,
                    "metadata": payload,
                    "unfurl_links": False,
                    "unfurl_media": False,
                }
            )
    database.close()
    return found


async def measured(work: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    """Wait for the word, work, and tell how it went."""
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    cpu, began = time.process_time(), time.perf_counter()
    done = await work()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**done, "seconds": seconds, "cpu": time.process_time() - cpu, "peak_mb": peak}


if __name__ == "__main__":
    logs.set_up("text", "error")
    kind, url, peer, messages = sys.argv[1:5]
    print(json.dumps(asyncio.run({"ours": ours, "plain": plain}[kind](url, peer, int(messages)))), flush=True)
