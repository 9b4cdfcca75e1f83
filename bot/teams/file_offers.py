"""Giving a file to a person: Teams asks them first, and then says where to put it.

That works in direct conversations alone (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4).
"""

import asyncio
from dataclasses import replace
from typing import Any

from bot.cards.card import Card, Note, line
from bot.cards.file import File
from bot.requests.received_files import message_card
from bot.requests.request_errors import report_error
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest
from bot.teams.responder import private_conversation
from models.workspace import waiting_files
from models.workspace.workspaces import by_external

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
KEY = "fil"
PRESS_ALLOW = "Trykk «Tillat», så legger Teams filen i OneDrive."
ONLY_IN_PRIVATE = message_card(
    "Skriv en direktemelding",
    "Filer kan jeg bare gi deg i en direktemelding. Skriv til meg der, og spør om det samme.",
)

PICTURE_IN_PRIVATE = "Bildet kan jeg bare gi deg i en direktemelding. Spør om det samme der."


async def offer_file(dispatcher: TeamsDispatcher, incoming: TeamsRequest, file: File) -> Card:
    """Ask the person whether they want a file, or show it if it is a picture; return the card to answer them with."""
    shown = shown_in_card(dispatcher, file)
    if shown:
        return shown
    try:
        service, conversation = await private_conversation(dispatcher, incoming)
        if not conversation:
            return _only_in_private(file)
        content = await asyncio.to_thread(file.content)
        kept = await asyncio.to_thread(_keep, dispatcher, incoming, file.name, content)
        await dispatcher.connector.post(service, conversation, consent_message(file, len(content), kept))
    except Exception as error:  # noqa: BLE001 - whatever fails, the person gets an answer
        return report_error(error, incoming)
    where = "" if incoming.is_personal else " i samtalen mellom deg og meg"
    text = f"«{file.title}» er klar{where}. {PRESS_ALLOW}"
    if file.caption:
        return Card(file.caption.title, (*file.caption.parts, Note(line(text))), summary=text)
    return message_card("Filen er klar", text)


def shown_in_card(dispatcher: TeamsDispatcher, file: File) -> Card | None:
    """Return the card that shows a picture in the message itself; None if it is none, or pictures are not served."""
    if file.picture is None or file.caption is None or not dispatcher.shows_pictures:
        return None
    return replace(file.caption, parts=(file.picture, *file.caption.parts))


def _only_in_private(file: File) -> Card:
    """Return where files are given; for a picture with the same as a list."""
    if file.caption is None:
        return ONLY_IN_PRIVATE
    return replace(file.caption, parts=(*file.caption.parts, Note(line(PICTURE_IN_PRIVATE))))


def stored_message(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the message that shows a stored file; `values` is Teams' own description of where it is."""
    content = {"uniqueId": values.get("uniqueId"), "fileType": values.get("fileType")}
    url = str(values.get("contentUrl") or "")
    return _message({"contentType": INFO, "contentUrl": url, "name": name, "content": content})


def consent_message(file: File, size: int, kept: int) -> dict[str, Any]:
    """Return the message that asks whether a file of that many bytes is wanted; `kept` is the id it is stored under."""
    context = {KEY: kept}
    content = {"description": file.title, "sizeInBytes": size, "acceptContext": context, "declineContext": context}
    return _message({"contentType": CONSENT, "name": file.name, "content": content})


def _message(attachment: dict[str, Any]) -> dict[str, Any]:
    return {"type": "message", "attachments": [attachment]}


def _keep(dispatcher: TeamsDispatcher, incoming: TeamsRequest, name: str, content: bytes) -> int:
    with dispatcher.deps.database.session() as session:
        workspace = by_external(session, dispatcher.platform, incoming.team_id)
        if workspace is None:
            return 0
        return waiting_files.keep(session, workspace.id, incoming.user_id, name, content, dispatcher.deps.now()).id
