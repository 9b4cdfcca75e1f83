"""Stores outcomes in groups. What arrives while one group is being written is in the next."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

import structlog

from jobs.sending.outcomes import Handled, Outcome
from jobs.sending.settle import settle
from models.db.database import Database, DatabaseUnavailableError

log = structlog.get_logger(__name__)

MOST_TRIES = 30
SECONDS_BETWEEN = 1.0
"""A database that is unavailable is waited for: what is posted but not stored has to be searched for."""
GATHER_SECONDS = 0.05
"""How long a group may wait to grow: each costs a transaction, and on a disk the wait for it."""
ENOUGH = 96

Written = Callable[[Sequence[Handled], Exception | None], None]
"""Called with a group when it is stored, or with why it could not be."""


class SettlementWriter:
    """Stores the outcomes of messages a group at a time, and then calls `written` with the group on the event loop.

    A group is written at once if `expecting` returns False: nothing more is likely to come just now.
    """

    def __init__(self, database: Database, written: Written, expecting: Callable[[], bool]) -> None:
        self._database = database
        self._written = written
        self._expecting = expecting
        self._waiting: list[Handled] = []
        self._writing: asyncio.Task[None] | None = None
        self._go = asyncio.Event()

    def hand_in(self, handled: Handled) -> None:
        """Add outcomes to the next group."""
        self._waiting.append(handled)
        if self._is_enough():
            self._go.set()
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())

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

    async def _write_group(self, group: Sequence[Handled]) -> None:
        try:
            await write_settlements(self._database, [each for handled in group for each in handled.outcomes])
        except Exception as error:  # noqa: BLE001 - passed on to `written`
            if len(group) == 1 or isinstance(error, DatabaseUnavailableError):
                self._written(group, error)
                return
            for each in group:  # one that cannot be written must not stop the others
                await self._write_group([each])
        else:
            self._written(group, None)


async def write_settlements(database: Database, outcomes: Sequence[Outcome]) -> None:
    """Store outcomes in one transaction. Raises `DatabaseUnavailableError` if the database stays unavailable."""
    for tried in range(1, MOST_TRIES + 1):
        try:
            return await asyncio.to_thread(_settle, database, outcomes)
        except DatabaseUnavailableError:
            if tried == MOST_TRIES:
                raise
            log.warning("database_away", tried=tried, waiting=len(outcomes))
            await asyncio.sleep(SECONDS_BETWEEN)
    return None


def _settle(database: Database, outcomes: Sequence[Outcome]) -> None:
    with database.session() as session:
        settle(session, outcomes)
