"""Files that people give the bot, in their own conversation with it."""

from collections.abc import Coroutine, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.commands.ask import GIVEN
from bot.requests.arrival import LONGEST_KEY
from bot.requests.faults import fault
from bot.requests.fetched import ONE, Sent
from bot.requests.files import answered
from bot.requests.progress import Progress, shown_meanwhile
from bot.slack.arrived import Arrived, from_event
from bot.slack.back import Back
from bot.slack.commanding import handed_over
from bot.slack.fetching import fetch, sent
from bot.slack.notice import Notice
from bot.slack.room import Room
from bot.slack.speaking import handed

SHARED = "file_share"
"""The subtype of a message that has files."""
AGAIN = "igjen"


def is_given(event: dict[str, Any], bot: str) -> bool:
    """Return True if a person gave the bot a file, in the conversation of the two."""
    is_shared = event.get("subtype") == SHARED and event.get("channel_type") == "im" and bool(_files(event))
    return is_shared and event.get("user") not in {None, "", bot} and not event.get("bot_id")


def file_in(body: dict[str, Any]) -> Arrived:
    """Read who gave a file; the same however often, and under whatever event id, Slack tells of the message."""
    event = body["event"]
    arrived = from_event(body, Back(event["user"], event["channel"]), GIVEN)
    return replace(arrived, key=f"file:{event['channel']}:{event['ts']}"[:LONGEST_KEY])


def given(room: Room, body: dict[str, Any], *, once_more: bool = False) -> Coroutine[Any, Any, None]:
    """Return the work that a file asks for; `once_more` where it was done, and its answer is missing."""
    arrived = file_in(body)
    key = f"{arrived.key}:{AGAIN}"[:LONGEST_KEY] if once_more else arrived.key
    return _given(room, replace(arrived, key=key), [sent(each) for each in _files(body["event"])])


async def _given(room: Room, arrived: Arrived, files: Sequence[Sent]) -> None:
    try:
        client = (await room.voice(arrived)).client
    except Exception as error:  # noqa: BLE001 - without a voice nobody can be told
        fault(error, arrived)
        return
    notice, progress = Notice(client, arrived.back.channel_id), Progress(room.deps.registry.SLOW[GIVEN])
    await room.meet_people(arrived)
    file = files[0]
    work = answered(room, arrived, file.name, partial(fetch, client, file), partial(room.ask, arrived))
    reply = await shown_meanwhile(work, progress.card, notice.show)
    if reply is None:
        return
    if reply.card:
        await notice.last(room, arrived, reply.card)
    answer = await handed_over(room, arrived, reply.file) if reply.file else None
    if answer and reply.file and answer != handed(reply.file):
        # Where it stands for all to see in the same conversation, nothing needs to be said of it.
        await room.tell(arrived, answer)
    if len(files) > 1:
        await room.tell(arrived, ONE)


def _files(event: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in event.get("files") or () if isinstance(each, dict)]
