"""`padriver serve`."""

import asyncio

import structlog
import typer

from bot.app import Application, StartRefusedError
from bot.cli import output
from bot.runtime import logs
from bot.runtime.clock import Clock
from bot.runtime.signals import stop_on_signals

log = structlog.get_logger(__name__)


def serve() -> None:
    """Kjør boten til den får beskjed om å stoppe (Ctrl-C eller SIGTERM)."""
    settings = output.settings_or_exit()
    logs.set_up(settings.log_format, settings.log_level)
    try:
        asyncio.run(_serve(Application(settings, Clock())))
    except StartRefusedError as error:
        output.stop(str(error))
    except Exception:  # in the log's own form, without a repeated traceback; a supervisor starts it again
        log.exception("fell")
        raise typer.Exit(output.FAILED) from None


async def _serve(application: Application) -> None:
    stopping = asyncio.Event()
    with stop_on_signals(stopping):
        await application.run(stopping)
