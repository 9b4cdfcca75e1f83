"""`padriver demo`."""

import asyncio
import errno
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from bot.app import StartRefusedError
from bot.cli import output
from bot.runtime import logs
from bot.runtime.signals import stop_on_signals

PORT_FAULTS = (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES)
MISSING = "Pakken til demonstrasjonen mangler. Installer den med «pip install 'padriver[demo]'»."


def demo(
    port: Annotated[int, typer.Option(help="Porten siden åpnes på.", min=0, max=65535)] = 8765,
    folder: Annotated[Path, typer.Option(help="Mappen demoens database ligger i.", file_okay=False)] = Path("data"),
) -> None:
    """Prøv alt i nettleseren, uten Slack-konto. Hver start begynner på nytt."""
    logs.set_up("text", "warning")
    if find_spec("websockets") is None or find_spec("aiosmtpd") is None:
        output.stop(MISSING)
    make(folder)
    try:
        asyncio.run(_demo(folder, port))
    except OSError as error:
        if error.errno not in PORT_FAULTS:
            raise
        output.stop(f"Porten {port} er opptatt. Velg en annen: padriver demo --port 8766")
    except StartRefusedError as error:
        output.stop(str(error))


def make(folder: Path, command: str = "demo") -> None:
    """Create the folder of a demonstration, or say that the command needs another."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        output.stop(f"Kan ikke lage mappen {folder}. Velg en annen: padriver {command} --folder data")


async def _demo(folder: Path, port: int) -> None:
    from bot.demo.slack import run_demo  # noqa: PLC0415 - it brings the whole local workspace, which `serve` can do without

    stopping = asyncio.Event()
    with stop_on_signals(stopping):
        await run_demo(folder, port, stopping, _report)


def _report(address: str) -> None:
    typer.echo(f"Pådriver er klar: {address}\nAvslutt med Ctrl-C.")
