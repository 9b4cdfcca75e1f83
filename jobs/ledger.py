"""The ledger: outcomes are written down in groups. What comes while one group is being written is the next."""

import asyncio
from collections.abc import Sequence

import structlog

from jobs.settle import Outcome, settle
from models.database import Database, Unavailable

log = structlog.get_logger(__name__)

MOST_TRIES = 30
SECONDS_BETWEEN = 1.0
"""A database that is away is waited for: what stands in a channel and is not written down has to be looked for."""

Entry = tuple[Sequence[Outcome], "asyncio.Future[None]"]


class Ledger:
    """Writes down what became of messages. Whoever hands in an outcome waits until it is written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[Entry] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, outcomes: Sequence[Outcome]) -> None:
        """Write outcomes down. Raises `Unavailable` where the database stays away."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((outcomes, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await written

    async def written(self) -> None:
        """Wait until everything that was handed in is written."""
        if self._writing is not None:
            await self._writing

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            await self._write_group(group)
        self._writing = None

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
