"""Whether the bot can do its work now, and which part of it fails."""

import asyncio
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from models.database import Database, Unavailable
from models.migrate import stands_at_head

PATIENCE_SECONDS = 5.0
QUIET_SECONDS = 300.0
"""How long the clock may be still: rounds come every minute, and a long one shows signs of life."""


class Readiness:
    """Looks at the parts. `quiet_for` tells for how many seconds nobody has heard from the clock."""

    def __init__(self, database: Database, quiet_for: Callable[[], float]) -> None:
        self._database = database
        self._quiet_for = quiet_for
        self._looking: asyncio.Task[bool] | None = None

    async def failing(self) -> list[str]:
        """Return the parts that fail: `database`, `migrations`, `clock`; nothing where the bot is ready."""
        still = ["clock"] if self._quiet_for() > QUIET_SECONDS else []
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                migrated = await asyncio.shield(self._look())
        except (TimeoutError, SQLAlchemyError, Unavailable):
            return ["database", *still]
        return still if migrated else ["migrations", *still]

    def _look(self) -> asyncio.Task[bool]:
        # One look at a time, for all who ask: a database that does not answer must not take a thread for each.
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(asyncio.to_thread(_migrated, self._database))
        return self._looking


def _migrated(database: Database) -> bool:
    with database.reading() as session:
        return stands_at_head(session.connection())
