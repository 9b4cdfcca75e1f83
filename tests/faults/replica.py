"""One process of the bot, forked from a warm parent: the real application, whose rounds come when it is told.

The forking server warms this module once, so that a replica costs a tenth of a second and not a whole one.
"""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import structlog
import uvicorn.protocols.websockets.auto  # noqa: F401 - the web server loads it when it starts

from bot.app import Application, StartRefusedError
from bot.preview import nudge_at
from bot.runtime import logs
from bot.runtime.clock import Clock
from bot.settings import Settings
from bot.slack.render import render_messages
from bot.teams.login import Login
from content.load import DEFAULT
from content.store import PackStore

PACKS = PackStore(DEFAULT)
TOKEN = "the-bots-own-"
"""What a replica shows the Connector, with its number behind."""


def warm() -> None:
    """Load and compute, before the fork, what every process would load and compute again."""
    card = nudge_at("ukesoversikt", PACKS.current(), datetime(2026, 11, 2, 7, tzinfo=UTC))
    render_messages(card)
    gc.freeze()


log = structlog.get_logger(__name__)
Orders = asyncio.Queue[datetime | None]


def serve(
    number: int,
    settings: Mapping[str, Any],
    talk: Connection,
    start: datetime,
    written: Path,
    spoilt: Callable[[], None] | None = None,
) -> None:
    """Run the bot until it is told to stop, or killed. `spoilt` breaks it first, to see that the checks see it."""
    with written.open("ab") as output:
        os.dup2(output.fileno(), 2)
    logs.set_up("json", "info")
    # Entra is no part of this; by its token each process is known to the Connector.
    Login.token = _token_of(number)  # type: ignore[method-assign]
    if spoilt:
        spoilt()
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(Settings.model_validate(dict(settings)), talk, start))


def _token_of(number: int) -> Callable[[Login], Awaitable[str]]:
    async def token(_: Login) -> str:
        return f"{TOKEN}{number}"

    return token


async def _serve(settings: Settings, talk: Connection, start: datetime) -> None:
    clock = Clock()
    clock.move_to(start)
    application = Application(settings, clock)
    application.packs = PACKS
    orders = _orders(talk)
    try:
        async with application.running() as running:
            # Rounds of its own would go on while the supervisor moves the time, past the lease they hold.
            running.nudges._scheduler.pause()
            running.nudges._wake = lambda: None  # type: ignore[method-assign]
            talk.send("ready")
            while (moment := await orders.get()) is not None:
                clock.move_to(moment)
                talk.send(await _round(running.nudges.run_now))
    except StartRefusedError as refused:
        log.warning("refused", reason=str(refused))
        talk.send("refused")


async def _round(run_now: Callable[[], Any]) -> str:
    """Run a round as the clock does: what breaks it is written down, and the next one comes all the same."""
    try:
        await run_now()
    except Exception:
        log.exception("round_failed")
        return "broke"
    return "done"


def _orders(talk: Connection) -> Orders:
    """Return the moments at which rounds are wanted; None when nobody wants any more."""
    orders: Orders = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        try:
            orders.put_nowait(talk.recv())
        except (EOFError, OSError):
            loop.remove_reader(talk.fileno())
            orders.put_nowait(None)

    loop.add_reader(talk.fileno(), read)
    return orders
