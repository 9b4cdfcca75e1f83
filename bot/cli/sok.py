"""`padriver sok`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from bot.cli import output
from bot.cli.moment import moment
from bot.cli.workspace import one_workspace
from bot.commands.ask import Ask
from bot.commands.plain.finding import Findings, FoundAnswer, find_for
from bot.preview import ASKER, CHANNEL, temporary_workspace
from content.load import load_pack
from content.schema.pack import Pack
from models.content.packs import pack_of
from models.db.database import Database


def sok(
    question: Annotated[str, typer.Argument(help="Spørsmålet, med vanlige ord.")],
    at: Annotated[
        datetime | None, typer.Option(parser=moment, help="Tidspunktet, f.eks. 2026-10-05 (norsk tid).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv det som ble funnet som JSON.")] = False,
    team: Annotated[str, typer.Option(help="Let også i fristene til et arbeidsområde (id-en på plattformen).")] = "",
) -> None:
    """Vis hva boten finner til et spørsmål en gitt dag, i samme rekkefølge som i chatten. Ingenting sendes."""
    settings = output.settings_or_exit()
    with output.exit_on_content_faults():
        shared = load_pack(settings.content)
    now = at or datetime.now(UTC)
    with _place(team, settings.database_url, shared, now) as (session, ask):
        findings = find_for(ask, session, question)
    typer.echo(json.dumps(as_data(findings), ensure_ascii=False, indent=2) if as_json else _as_text(findings))


@contextmanager
def _place(team: str, url: str, shared: Pack, now: datetime) -> Iterator[tuple[Session, Ask]]:
    """Give a session, and a colleague's private request in the workspace, or in one with the content alone."""
    if not team:
        with temporary_workspace(shared, now) as (session, workspace):
            yield session, Ask(workspace, shared, ASKER, CHANNEL, now)
        return
    database = Database(url)
    try:
        with database.session() as session:
            workspace = one_workspace(session, team)
            yield session, Ask(workspace, pack_of(session, workspace, shared), "", "", now)
            session.rollback()
    finally:
        database.close()


def as_data(findings: Findings) -> list[dict[str, Any]]:
    """Return what was found, the best first; nothing if nothing is known. Days are ISO dates."""
    return [_of(each, findings.date_of(each)) for each in findings.found] if findings.is_known else []


def _of(found: FoundAnswer, day: date | None) -> dict[str, Any]:
    when = found.when
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "date": day.isoformat() if day else None,
        "from": when.first.isoformat() if when and when.first else None,
        "until": when.last.isoformat() if when and when.last else None,
        "certainty": when.certainty if when else None,
        "score": round(found.score, 3),
        "source": found.entry.kilde,
    }


def _as_text(findings: Findings) -> str:
    if not findings.is_known:
        return "Det vet jeg ikke."
    return "\n".join(f"{each.score:5.2f}  {each.id}  {each.title}" for each in findings.found)
