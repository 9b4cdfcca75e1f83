"""Reading the files that people give the bot, in a worker, one at a time."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from bot.runtime.workers import LimitReachedError, Workers
from bot.workbooks.workbook_errors import BusyError, StoppedBeforeError, StoppedError
from bot.workbooks.worker_reading import LIMITS
from models.db.database import Database
from models.workspace import file_readings
from models.workspace.workspaces import by_external


class FileReading:
    """Reads one file at a time for a workspace, and one in all, so that a worker is left for the feeds.

    The limit is for one process: with several, each of them may read one.
    """

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._turn = asyncio.Semaphore(1)
        self._under_way: dict[tuple[str, str], str] = {}

    async def read(
        self, place: "WorkspaceReadings", key: str, content: bytes, function: Callable[[bytes], bytes], now: datetime
    ) -> bytes | None:
        """Return what a function makes of a file; None if the same request is being answered already.

        Raises `RefusedWorkbookError`, also if another file is being read or this one stopped its reader before;
        `WorkersClosedError`.
        """
        whose = (place.platform, place.team_id)
        if whose in self._under_way:
            if self._under_way[whose] == key:
                return None
            raise BusyError
        self._under_way[whose] = key
        try:
            async with self._turn:
                return await self._read(place, content, function, now)
        finally:
            del self._under_way[whose]

    async def _read(
        self, place: "WorkspaceReadings", content: bytes, function: Callable[[bytes], bytes], now: datetime
    ) -> bytes:
        digest = await asyncio.to_thread(lambda: sha256(content).hexdigest())
        if not await asyncio.to_thread(place.begin, digest, now):
            raise StoppedBeforeError
        try:
            read = await self._workers.run(LIMITS, function, content)
        except LimitReachedError:
            await asyncio.to_thread(place.stopped, digest)
            raise StoppedError from None
        except BaseException:
            await asyncio.shield(asyncio.to_thread(place.finished, digest))
            raise
        await asyncio.to_thread(place.finished, digest)
        return read


class WorkspaceReadings:
    """A workspace's files that are being read, or that stopped their reader, as the database has them."""

    def __init__(self, database: Database, platform: str, team_id: str) -> None:
        self._database = database
        self.platform = platform
        self.team_id = team_id

    def begin(self, digest: str, now: datetime) -> bool:
        """Record that a file is going to be read; return False if it must not be."""
        may = self._with(lambda session, workspace_id: file_readings.begin(session, workspace_id, digest, now))
        return may is not False

    def finished(self, digest: str) -> None:
        """Delete the record: the file did not stop its reader."""
        self._with(lambda session, workspace_id: file_readings.finished(session, workspace_id, digest))

    def stopped(self, digest: str) -> None:
        """Record that the file stopped its reader."""
        self._with(lambda session, workspace_id: file_readings.stopped(session, workspace_id, digest))

    def _with(self, work: Callable[[Session, int], Any]) -> Any:
        with self._database.session() as session:
            workspace = by_external(session, self.platform, self.team_id)
            return work(session, workspace.id) if workspace else None
