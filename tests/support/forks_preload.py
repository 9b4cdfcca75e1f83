"""What the forking server reads once, so that what is forked from it has it."""

from importlib import import_module

import bot.cli.demo
import bot.cli.migrate
import bot.cli.serve  # noqa: F401 - the three that are run as processes of their own
from tests.faults.replica import warm

# What the bot loads only when it starts, or is asked.
for late in ("apscheduler.executors.asyncio", "psycopg", "uvicorn.lifespan.off", "uvicorn.protocols.http.auto"):
    import_module(late)
warm()
