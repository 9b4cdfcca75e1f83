"""Files that people give the bot, in their own conversation with it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.commands.ask import UPLOAD_NAME
from bot.requests.incoming_request import LONGEST_KEY
from bot.requests.progress import Progress, show_meanwhile
from bot.requests.received_files import ONLY_ONE_FILE, IncomingFile, message_card, process_file
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.file_offers import offer_file
from bot.teams.incoming import TeamsRequest
from bot.teams.progress_message import TeamsProgressMessage
from bot.teams.responder import respond

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
AGAIN = "igjen"
GIVE_IN_PRIVATE = message_card(
    "Send filen i en direktemelding", "Jeg leser bare filer du sender meg i en direktemelding. Send den til meg der."
)


def files_in(activity: dict[str, Any]) -> list[IncomingFile]:
    """Return the files that a message carries: those that were given in a direct conversation."""
    attachments = [each for each in activity.get("attachments") or () if isinstance(each, dict)]
    return [_read_file(each) for each in attachments if each.get("contentType") == DOWNLOAD]


async def answer_file(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, files: Sequence[IncomingFile], *, was_done: bool = False
) -> None:
    """Show what a file would do; `was_done` if that is done, and only its answer is missing.

    Outside a direct conversation it is not read: everybody there could follow what it says.
    """
    if not incoming.is_personal:
        await respond(dispatcher, incoming, GIVE_IN_PRIVATE)
        return
    key = f"{incoming.key}:{AGAIN}"[:LONGEST_KEY] if was_done else incoming.key
    mine = replace(incoming, key=key)
    message, progress = TeamsProgressMessage(dispatcher, mine), Progress(dispatcher.deps.registry.SLOW[UPLOAD_NAME])
    file = files[0]
    work = process_file(
        dispatcher, mine, file.name, partial(dispatcher.storage.fetch, file), partial(dispatcher.answer, mine)
    )
    reply = await show_meanwhile(work, progress.card, message.show)
    if reply is None:
        return
    if reply.card:
        await message.show_result(reply.card)
    if reply.file:
        await respond(dispatcher, mine, await offer_file(dispatcher, mine, reply.file))
    if len(files) > 1:
        await respond(dispatcher, mine, ONLY_ONE_FILE)


def _read_file(attachment: dict[str, Any]) -> IncomingFile:
    content = attachment.get("content")
    url = content.get("downloadUrl") if isinstance(content, dict) else ""
    return IncomingFile(str(attachment.get("name") or ""), str(url or ""))
