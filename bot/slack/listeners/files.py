"""Files that people give the bot, in their own conversation with it."""

from collections.abc import Coroutine, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.commands.ask import UPLOAD_NAME
from bot.requests.incoming_request import LONGEST_KEY
from bot.requests.progress import Progress, show_meanwhile
from bot.requests.received_files import ONLY_ONE_FILE, IncomingFile, process_file
from bot.requests.request_errors import report_error
from bot.slack.dispatcher import SlackDispatcher, send_file
from bot.slack.file_download import fetch_file, read_file_object
from bot.slack.incoming import ReplyTarget, SlackRequest, from_event
from bot.slack.progress_message import SlackProgressMessage
from bot.slack.responder import sent_file_card

SHARED = "file_share"
"""The subtype of a message that has files."""
AGAIN = "igjen"


def is_file_message(event: dict[str, Any], bot: str) -> bool:
    """Return True if a person gave the bot a file, in the conversation of the two."""
    is_shared = event.get("subtype") == SHARED and event.get("channel_type") == "im" and bool(_files(event))
    return is_shared and event.get("user") not in {None, "", bot} and not event.get("bot_id")


def file_request(body: dict[str, Any]) -> SlackRequest:
    """Read who gave a file; the same for each delivery, and under each event id, of the message."""
    event = body["event"]
    incoming = from_event(body, ReplyTarget(event["user"], event["channel"]), UPLOAD_NAME)
    return replace(incoming, key=f"file:{event['channel']}:{event['ts']}"[:LONGEST_KEY])


def file_work(
    dispatcher: SlackDispatcher, body: dict[str, Any], *, was_done: bool = False
) -> Coroutine[Any, Any, None]:
    """Return the work that a file asks for; `was_done` if it is done, and only its answer is missing."""
    incoming = file_request(body)
    key = f"{incoming.key}:{AGAIN}"[:LONGEST_KEY] if was_done else incoming.key
    return _answer_file(
        dispatcher, replace(incoming, key=key), [read_file_object(each) for each in _files(body["event"])]
    )


async def _answer_file(dispatcher: SlackDispatcher, incoming: SlackRequest, files: Sequence[IncomingFile]) -> None:
    try:
        client = (await dispatcher.responder(incoming)).client
    except Exception as error:  # noqa: BLE001 - without a client nobody can be answered
        report_error(error, incoming)
        return
    message, progress = (
        SlackProgressMessage(client, incoming.target.channel_id),
        Progress(dispatcher.deps.registry.SLOW[UPLOAD_NAME]),
    )
    await dispatcher.load_member_names(incoming)
    file = files[0]
    work = process_file(
        dispatcher, incoming, file.name, partial(fetch_file, client, file), partial(dispatcher.ask, incoming)
    )
    reply = await show_meanwhile(work, progress.card, message.show)
    if reply is None:
        return
    if reply.card:
        await message.show_result(dispatcher, incoming, reply.card)
    answer = await send_file(dispatcher, incoming, reply.file) if reply.file else None
    if answer and reply.file and answer != sent_file_card(reply.file):
        # If the file is in this same conversation, nothing more needs to be said.
        await dispatcher.respond(incoming, answer)
    if len(files) > 1:
        await dispatcher.respond(incoming, ONLY_ONE_FILE)


def _files(event: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in event.get("files") or () if isinstance(each, dict)]
