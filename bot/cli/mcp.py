"""`padriver mcp`."""

import asyncio
import os

from bot.cli import output
from bot.commands import registry
from bot.requests.deps import Deps
from bot.runtime import logs
from bot.runtime.clock import Clock
from content.store import PackStore
from models.db.database import Database

KEY = "PADRIVER_MCP_KEY"


def mcp() -> None:
    """Svar én persons assistent på denne maskinen, over standard inn og ut. Nøkkelen står i PADRIVER_MCP_KEY."""
    settings = output.settings_or_exit()
    secret = os.environ.get(KEY, "")
    if not secret:
        output.stop(f"Sett {KEY} til nøkkelen du fikk med «/padriver nøkkel».")
    try:
        from bot.assistants.server import serve_stdio  # noqa: PLC0415 - the library is an extra
    except ImportError:
        output.stop("Pakken mangler. Installer med «pip install 'padriver[mcp]'».")
    logs.set_up(settings.log_format, settings.log_level)
    database = Database(settings.database_url)
    try:
        deps = Deps(database, PackStore(settings.content), Clock().now, registry)
        asyncio.run(serve_stdio(deps, secret))
    finally:
        database.close()
