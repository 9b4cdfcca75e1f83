"""Engines that share what they have compiled: each test opens a database, and asks it what the one before asked its own."""

from typing import Any

from sqlalchemy import Engine, create_engine

from models.db import database

_kept: dict[str, Engine] = {}
"""An engine of each dialect: the first that was connected to something before the next was made."""


def share_what_is_compiled() -> None:
    """Have every engine of a dialect keep its compiled SQL where the first one does: it was a fifth of the time.

    The cache's keys hold the dialect itself, so that is shared too. It holds what the server is, which is the same for all,
    once it has been connected to one.
    """
    database.create_engine = _create


def _create(url: str, **told: Any) -> Engine:
    engine = create_engine(url, **told)
    first = _kept.get(engine.dialect.name)
    if first is None or first.dialect.server_version_info is None:
        _kept[engine.dialect.name] = engine
    else:
        engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine
