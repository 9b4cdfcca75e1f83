"""`padriver tick`."""

import asyncio
import json
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from bot.app import Application, StartRefusedError
from bot.cards.text import render_text
from bot.cli import output
from bot.cli.moment import moment
from bot.runtime import logs
from bot.runtime.clock import Clock
from jobs.reporting import DeliveryReport, TickReport
from jobs.tick import tick as run_tick
from models.db.database import DatabaseUnavailableError

PARTS = (("sent", "Sendt"), ("skipped", "Hoppet over"), ("failed", "Feilet"), ("waiting", "Venter"))


def tick(
    at: Annotated[datetime, typer.Option(parser=moment, help="Tidspunktet, f.eks. 2026-10-05T08:00 (norsk tid).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Vis hva som ville blitt sendt, uten å sende.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv rapporten som JSON.")] = False,
) -> None:
    """Kjør én runde varsler slik den blir på et gitt tidspunkt."""
    settings = output.settings_or_exit()
    logs.set_up(settings.log_format, "warning")
    try:
        application = Application(settings, Clock())
        done = asyncio.run(_rehearse(application, at) if dry_run else _send(application, at))
    except DatabaseUnavailableError:
        output.stop("Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».")
    except StartRefusedError as error:
        output.stop(str(error))
    typer.echo(json.dumps(_json(done), ensure_ascii=False, indent=2) if as_json else _text(done))


async def _rehearse(application: Application, at: datetime) -> TickReport:
    with closing(application.database):
        application.check()
        return await run_tick(at, application.database, application.packs, lambda *_: None, dry_run=True)


async def _send(application: Application, at: datetime) -> TickReport:
    application.clock.move_to(at)
    async with application.running(listen=False) as running:
        return await running.nudges.run_now(fresh=True)


def _json(done: TickReport) -> dict[str, Any]:
    parts = {
        name: [_row(report) for report in getattr(done, name)] for name in ("planned", *(name for name, _ in PARTS))
    }
    return {"at": done.at.isoformat(), "dry_run": done.dry_run, **parts}


def _row(delivery_report: DeliveryReport) -> dict[str, Any]:
    card = render_text(delivery_report.card) if delivery_report.card else None
    return {**asdict(delivery_report), "due_at": delivery_report.due_at.isoformat(), "card": card}


def _text(done: TickReport) -> str:
    heads = [
        f"{name}: {report.kind} {report.key} til {report.destination}"
        + (f" ({report.reason})" if report.reason else "")
        for part, name in PARTS
        for report in getattr(done, part)
    ]
    cards = [render_text(report.card) for report in done.sent if report.card and done.dry_run]
    return "\n\n".join(["\n".join(heads) or "Ingenting å sende på dette tidspunktet.", *cards])
