"""`padriver demo`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.app import StartRefusedError
from bot.cli import say
from bot.demo import run_demo
from bot.stopping import stop_on_signals


def demo(
    port: Annotated[int, typer.Option(help="Porten siden åpnes på.", min=0, max=65535)] = 8765,
    folder: Annotated[Path, typer.Option(help="Mappen demoens database ligger i.", file_okay=False)] = Path("data"),
) -> None:
    """Prøv alt i nettleseren, uten Slack-konto. Hver start begynner på nytt."""
    logs.set_up("text", "warning")
    try:
        asyncio.run(_demo(folder, port))
    except OSError:
        say.stop(f"Porten {port} er opptatt. Velg en annen: padriver demo --port 8766")
    except StartRefusedError as error:
        say.stop(str(error))


async def _demo(folder: Path, port: int) -> None:
    stopping = asyncio.Event()
    with stop_on_signals(stopping):
        await run_demo(folder, port, stopping, _tell)


def _tell(address: str) -> None:
    typer.echo(f"Pådriver er klar: {address}\nAvslutt med Ctrl-C.")
