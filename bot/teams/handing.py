"""Handing a file to a person: Teams asks them first, and then tells where it is to be put.

That works in the conversation of two alone (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4).
"""

import asyncio
from typing import Any

from bot.cards.card import Card, Note, line
from bot.cards.file import File
from bot.requests.faults import fault
from bot.requests.fetched import says
from bot.teams.arrived import Arrived
from bot.teams.room import Room
from bot.teams.speaking import way_alone
from models.workspace import waiting_files
from models.workspace.workspaces import by_external

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
KEY = "fil"
ASKED = "Trykk «Tillat», så legger Teams filen i OneDrive."
NOWHERE = says(
    "Skriv til meg alene",
    "Filer kan jeg bare gi deg når vi er alene. Skriv til meg i en samtale for to, og spør om det samme der.",
)


async def hand(room: Room, arrived: Arrived, file: File) -> Card:
    """Ask the person whether they want a file; return what to tell them of it."""
    try:
        service, conversation = await way_alone(room, arrived)
        if not conversation:
            return NOWHERE
        content = await asyncio.to_thread(file.content)
        kept = await asyncio.to_thread(_keep, room, arrived, file.name, content)
        await room.connector.post(service, conversation, asking(file, len(content), kept))
    except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
        return fault(error, arrived)
    where = "" if arrived.is_personal else " i samtalen mellom deg og meg"
    said = f"«{file.title}» er klar{where}. {ASKED}"
    if file.told:
        return Card(file.told.title, (*file.told.parts, Note(line(said))), summary=said)
    return says("Filen er klar", said)


def stored(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the message that shows a file where it was put; `values` is Teams' own word of that place."""
    content = {"uniqueId": values.get("uniqueId"), "fileType": values.get("fileType")}
    url = str(values.get("contentUrl") or "")
    return _message({"contentType": INFO, "contentUrl": url, "name": name, "content": content})


def asking(file: File, size: int, kept: int) -> dict[str, Any]:
    """Return the message that asks whether a file of that many bytes is wanted; `kept` is what it waits as."""
    context = {KEY: kept}
    content = {"description": file.title, "sizeInBytes": size, "acceptContext": context, "declineContext": context}
    return _message({"contentType": CONSENT, "name": file.name, "content": content})


def _message(attachment: dict[str, Any]) -> dict[str, Any]:
    return {"type": "message", "attachments": [attachment]}


def _keep(room: Room, arrived: Arrived, name: str, content: bytes) -> int:
    with room.deps.database.session() as session:
        workspace = by_external(session, room.platform, arrived.team_id)
        if workspace is None:
            return 0
        return waiting_files.keep(session, workspace.id, arrived.user_id, name, content, room.deps.now()).id
