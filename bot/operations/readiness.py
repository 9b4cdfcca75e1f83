"""Whether the bot can work now, and which part of it fails."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from jobs.planning.plan import any_ahead
from models.db.database import Database, DatabaseUnavailableError
from models.db.migrate import is_at_head

PATIENCE_SECONDS = 5.0
QUIET_SECONDS = 300.0
"""How long the clock may be silent: rounds come every minute, and a long one shows signs of life."""


class Readiness:
    """Checks the parts. `quiet_for` returns for how many seconds the clock has given no sign of life.

    With `now` (aware) it also looks for workspaces that no round handles, since one was run with the clock ahead.
    """

    def __init__(
        self, database: Database, quiet_for: Callable[[], float], now: Callable[[], datetime] | None = None
    ) -> None:
        self.connected: Callable[[], Awaitable[bool]] | None = None
        """Returns whether the bot's socket is connected; None if it uses none."""
        self._database = database
        self._quiet_for = quiet_for
        self._now = now
        self._looking: asyncio.Task[tuple[bool, bool]] | None = None

    async def failing(self) -> list[str]:
        """Return the parts that fail: `database`, `migrations`, `clock`, `socket`; empty if the bot is ready."""
        still = self._quiet_for() > QUIET_SECONDS
        socket = ["socket"] if self.connected and not await self.connected() else []
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                migrated, put_off = await asyncio.shield(self._look())
        except (TimeoutError, SQLAlchemyError, DatabaseUnavailableError):
            return ["database", *(["clock"] if still else []), *socket]
        clock = ["clock"] if still or put_off else []
        return [*([] if migrated else ["migrations"]), *clock, *socket]

    def _look(self) -> asyncio.Task[tuple[bool, bool]]:
        # One check at a time, for all who ask: a database that does not answer must not take a thread for each.
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(asyncio.to_thread(_looked, self._database, self._now and self._now()))
        return self._looking


def _looked(database: Database, now: datetime | None) -> tuple[bool, bool]:
    """Return whether the schema is the newest, and whether a workspace is planned too far ahead for a right clock."""
    with database.reading() as session:
        migrated = is_at_head(session.connection())
        return migrated, migrated and now is not None and any_ahead(session, now)
