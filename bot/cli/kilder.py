"""`padriver kilder`."""

import asyncio
import json
from contextlib import closing
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.cards.words import amount
from bot.cli import output
from bot.runtime.clock import Clock
from bot.runtime.workers import LimitReachedError, Workers
from jobs.official.answer import Answer
from jobs.official.readers import LIMITS, read_answer
from jobs.official.tree import UnreadableAnswerError
from models.db.database import Database, DatabaseUnavailableError
from models.official.items import ItemKind, OfficialEvent, OfficialItem
from models.official.pace import BACK, expected
from models.official.sources import NAMES, OSLO, all_sources, name_of, published_since
from models.tables import OfficialSource

kilder = typer.Typer(help="Kildene hos Stortinget og regjeringen.", no_args_is_help=True, add_completion=False)
OFF = "av. Slå den på med «padriver check --kilder»"
KINDS = {"stortinget-horinger": ItemKind.COMMITTEE_HEARING, "regjeringen-liste": ItemKind.HEARING}
"""The sources whose items have a day of publication, and what they are."""
MINISTRIES = frozenset({ItemKind.HEARING, ItemKind.BILL, ItemKind.NEWS})


@kilder.callback()
def kilder_root() -> None:
    """Kildene hos Stortinget og regjeringen."""


@kilder.command("les")
def read_file(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Et svar fra en kilde (JSON, XML eller HTML).")
    ],
) -> None:
    """Vis hva Pådriver leser ut av et svar, som JSON. Leseren velges etter innholdet."""
    try:
        answer = asyncio.run(_read(file.read_bytes()))
    except UnreadableAnswerError as error:
        output.stop(f"{file.name}: {error}.")
    except LimitReachedError:
        output.stop(f"{file.name}: det tok for mye tid eller minne å lese svaret.")
    typer.echo(json.dumps(as_json(answer), ensure_ascii=False, indent=2))


@kilder.command("status")
def show_status() -> None:
    """Vis hver kilde: om den er på, når den sist var i orden, hva den pleier å ha, og hva som er galt."""
    now = Clock().now()
    with closing(Database(output.settings_or_exit().database_url)) as database:
        try:
            with database.reading() as session:
                known = {each.key: _state(session, each, now) for each in all_sources(session)}
        except (SQLAlchemyError, DatabaseUnavailableError):
            output.stop("Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».")
    for key in dict.fromkeys((*NAMES, *known)):
        typer.echo(f"{name_of(key)}: {known.get(key, OFF)}")


def _state(session: Session, row: OfficialSource, now: datetime) -> str:
    if not row.on:
        return OFF
    good = f"sist i orden {row.last_ok_at.astimezone(OSLO):%Y-%m-%d %H:%M}" if row.last_ok_at else "aldri i orden ennå"
    kind = KINDS.get(row.key)
    usual = _usual(session, kind, now) if kind else ""
    count = f", {amount(row.count, 'rad', 'rader')}" if row.count is not None else ""
    wrong = (
        f". Feil siden {row.trouble_since.astimezone(OSLO):%Y-%m-%d %H:%M}: {row.trouble}" if row.trouble_since else ""
    )
    return f"på, {good}{count}{usual}{wrong}."


def _usual(session: Session, kind: ItemKind, now: datetime) -> str:
    """Say how many a week there have been in the last 8 weeks, and in the same ones last year."""
    today = now.astimezone(OSLO).date()
    found = expected(published_since(session, kind.value, today - BACK), today, kind)
    lately, last_year = ("ukjent" if each is None else f"{each:.1f}" for each in (found.lately, found.last_year))
    return f", nye i uka: {lately} siste åtte uker, {last_year} samme uker i fjor"


async def _read(content: bytes) -> Answer:
    return await Workers().run(LIMITS, read_answer, content)


def as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain data; days and moments in ISO 8601."""
    found: dict[str, Any] = {"reader": answer.reader.value, "count": answer.count}
    if answer.sessions:
        found["sessions"] = [_plain(vars(each)) for each in answer.sessions]
    if answer.people:
        found["people"] = [_plain(vars(each)) for each in answer.people]
    if answer.publication is not None:
        found["document"] = {
            **_plain({name: each for name, each in vars(answer.publication).items() if name != "passages"}),
            "passages": [_plain(vars(each)) for each in answer.publication.passages],
        }
    if answer.references:
        found["recommendations"] = [_plain(vars(each)) for each in answer.references]
    if answer.decision:
        found["decision"] = answer.decision
    if answer.items or not answer.count:
        found["items"] = [_item(each) for each in answer.items]
    return {**found, "total": answer.total, "is_cut": answer.is_cut, "not_understood": list(answer.not_understood)}


def _item(item: OfficialItem) -> dict[str, Any]:
    body = "ministry" if item.kind in MINISTRIES else "committee"
    values = {
        "kind": item.kind,
        "id": item.number,
        "title": item.title,
        "short_title": item.short_title,
        "excerpt": item.excerpt,
        body: item.body or None,
        f"{body}_id": item.body_id or None,
        "published": item.published,
        "updated": item.updated,
        "deadline": item.deadline,
        "deadlines": item.deadlines,
        "status": item.status,
        "status_text": item.status_text,
        "written": item.is_written,
        "month": item.month or None,
        "reference": item.reference,
        "link": item.link,
        "cases": item.cases,
        "topics": item.topics,
        "events": [_event(each) for each in item.events],
        "people": [vars(each) for each in item.people],
    }
    return {name: _plain(each) for name, each in values.items()}


def _event(event: OfficialEvent) -> dict[str, Any]:
    return {"kind": event.kind, "name": event.name, "date": event.on, "place": event.place or None}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
