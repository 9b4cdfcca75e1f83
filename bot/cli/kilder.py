"""`padriver kilder`."""

import asyncio
import json
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import output
from bot.runtime.workers import LimitReachedError, Workers
from jobs.official.answer import Answer
from jobs.official.readers import LIMITS, read_answer
from jobs.official.tree import UnreadableAnswerError
from models.official.items import ItemKind, OfficialEvent, OfficialItem

kilder = typer.Typer(help="Kildene hos Stortinget og regjeringen.", no_args_is_help=True, add_completion=False)
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


async def _read(content: bytes) -> Answer:
    return await Workers().run(LIMITS, read_answer, content)


def as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain data; days and moments in ISO 8601."""
    found: dict[str, Any] = {"reader": answer.reader.value, "count": answer.count}
    if answer.sessions:
        found["sessions"] = [_plain(vars(each)) for each in answer.sessions]
    if answer.people:
        found["people"] = [_plain(vars(each)) for each in answer.people]
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
