"""`padriver demo-teams`."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import StartRefusedError
from bot.cli import output
from bot.cli.demo import make
from bot.cli.moment import moment
from bot.runtime import logs
from bot.runtime.signals import stop_on_signals

BOT, PLAYGROUND = 3978, 56150
"""The default ports of both."""
MISSING = "Pakkene til Teams mangler. Installer dem med «pip install 'padriver[teams]'»."


def demo_teams(
    port: Annotated[int, typer.Option(help="Porten boten lytter på.", min=1, max=65535)] = BOT,
    playground: Annotated[int, typer.Option(help="Porten lekeplassen åpnes på.", min=1, max=65535)] = PLAYGROUND,
    folder: Annotated[Path, typer.Option(help="Mappen demoens database ligger i.", file_okay=False)] = Path("data"),
    at: Annotated[
        datetime | None,
        typer.Option(parser=moment, help="Tidspunktet klokken begynner på, f.eks. 2026-10-05T07:59 (norsk tid)."),
    ] = None,
) -> None:
    """Prøv boten i Microsofts lekeplass for Teams, på denne maskinen. Hver start begynner på nytt."""
    logs.set_up("text", "warning")
    make(folder, "demo-teams")
    try:
        asyncio.run(_demo(folder, port, playground, at))
    except StartRefusedError as error:
        output.stop(str(error).replace("PADRIVER_PORT", "--port"))


async def _demo(folder: Path, port: int, playground: int, at: datetime | None) -> None:
    try:
        from bot.demo.teams import run_demo_teams  # noqa: PLC0415 - it accepts unsigned requests, which `serve` must not be able to do
        from bot.teams.playground.playground import Playground  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        output.stop(MISSING)

    stopping = asyncio.Event()
    with stop_on_signals(stopping):
        await run_demo_teams(folder, port, Playground(playground), stopping, lambda: _report(port, playground), at)


def _report(port: int, playground: int) -> None:
    items = (f" BOT={port}" if port != BOT else "") + (f" PORT={playground}" if playground != PLAYGROUND else "")
    typer.echo(
        "Pådriver er klar for Microsoft 365 Agents Playground. Start den i et annet vindu, i samme mappe:\n\n"
        f"    make playground{items}\n\nDen åpnes på http://localhost:{playground}. Avslutt med Ctrl-C."
    )
