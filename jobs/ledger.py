"""The ledger: outcomes are written down in groups. What comes while one group is being written is the next."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

import structlog

from jobs.outcomes import Outcome
from jobs.settle import settle
from models.database import Database, Unavailable

log = structlog.get_logger(__name__)

MOST_TRIES = 30
SECONDS_BETWEEN = 1.0
"""A database that is away is waited for: what stands in a channel and is not written down has to be looked for."""
GATHER_SECONDS = 0.025
"""How long a group may wait to become larger: each costs a transaction, and on a disk a wait for it."""
ENOUGH = 48

Entry = tuple[Sequence[Outcome], "asyncio.Future[None]"]


class Ledger:
    """Writes down what became of messages. Whoever hands in an outcome waits until it is written.

    A group is written at once where `expecting` answers that nothing more is likely to come just now.
    """

    def __init__(self, database: Database, expecting: Callable[[], bool] = lambda: False) -> None:
        self._database = database
        self._expecting = expecting
        self._waiting: list[Entry] = []
        self._writing: asyncio.Task[None] | None = None
        self._go = asyncio.Event()

    async def write(self, outcomes: Sequence[Outcome]) -> None:
        """Write outcomes down. Raises `Unavailable` where the database stays away."""
        if not outcomes:
            return
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((outcomes, written))
        if self._is_enough():
            self._go.set()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await written

    async def written(self) -> None:
        """Wait until everything that was handed in is written."""
        if self._writing is not None:
            await self._writing

    def _is_enough(self) -> bool:
        return len(self._waiting) >= ENOUGH or not self._expecting()

    async def _write(self) -> None:
        while self._waiting:
            await self._gathered()
            group, self._waiting = self._waiting, []
            await self._write_group(group)
        self._writing = None

    async def _gathered(self) -> None:
        if self._is_enough():
            return
        self._go.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER_SECONDS):
                await self._go.wait()

    async def _write_group(self, group: Sequence[Entry]) -> None:
        try:
            await self._persist([each for outcomes, _ in group for each in outcomes])
        except Exception as error:  # noqa: BLE001 - those who wait for it are told
            if len(group) == 1 or isinstance(error, Unavailable):
                _answer(group, error)
                return
            for each in group:  # one that cannot be written must not take the others with it
                await self._write_group([each])
        else:
            _answer(group, None)

    async def _persist(self, outcomes: Sequence[Outcome]) -> None:
        for tried in range(1, MOST_TRIES + 1):
            try:
                return await asyncio.to_thread(self._settle, outcomes)
            except Unavailable:
                if tried == MOST_TRIES:
                    raise
                log.warning("database_away", tried=tried, waiting=len(outcomes))
                await asyncio.sleep(SECONDS_BETWEEN)
        return None

    def _settle(self, outcomes: Sequence[Outcome]) -> None:
        with self._database.session() as session:
            settle(session, outcomes)


def _answer(group: Sequence[Entry], error: Exception | None) -> None:
    for _, written in group:
        if written.cancelled():
            continue
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)
