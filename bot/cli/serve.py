"""`padriver serve`."""

import asyncio

from bot import logs
from bot.app import Application, StartRefusedError
from bot.cli import say
from bot.clock import Clock
from bot.stopping import stop_on_signals


def serve() -> None:
    """Kjør boten til den får beskjed om å stoppe (Ctrl-C eller SIGTERM)."""
    settings = say.settings()
    logs.set_up(settings.log_format, settings.log_level)
    try:
        asyncio.run(_serve(Application(settings, Clock())))
    except StartRefusedError as error:
        say.stop(str(error))


async def _serve(application: Application) -> None:
    stopping = asyncio.Event()
    with stop_on_signals(stopping):
        await application.run(stopping)
