"""Whether the bot can do its work now, and which part of it fails."""

import asyncio
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from models.database import Database, Unavailable
from models.migrate import stands_at_head

PATIENCE_SECONDS = 5.0
QUIET_SECONDS = 300.0
"""How long the clock may be still: rounds come every minute, and a long one shows signs of life."""


async def failing(database: Database, quiet_for: Callable[[], float]) -> list[str]:
    """Return the parts that fail: `database`, `migrations`, `clock`; nothing where the bot is ready.

    `quiet_for` tells for how many seconds nobody has heard from the clock.
    """
    still = ["clock"] if quiet_for() > QUIET_SECONDS else []
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            migrated = await asyncio.to_thread(_migrated, database)
    except (TimeoutError, SQLAlchemyError, Unavailable):
        return ["database", *still]
    return still if migrated else ["migrations", *still]


def _migrated(database: Database) -> bool:
    with database.reading() as session:
        return stands_at_head(session.connection())
