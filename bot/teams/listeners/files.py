"""Files that people give the bot, in their own conversation with it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.commands.ask import GIVEN
from bot.requests.fetched import ONE, Sent
from bot.requests.files import answered
from bot.requests.progress import Progress, shown_meanwhile
from bot.teams.arrived import LONGEST_KEY, Arrived
from bot.teams.handing import hand
from bot.teams.notice import Notice
from bot.teams.room import Room
from bot.teams.speaking import say

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
AGAIN = "igjen"


def files_in(activity: dict[str, Any]) -> list[Sent]:
    """Return the files that a message carries: those that were given in a conversation of two."""
    found = [each for each in activity.get("attachments") or () if isinstance(each, dict)]
    return [_sent(each) for each in found if each.get("contentType") == DOWNLOAD]


async def given(room: Room, arrived: Arrived, files: Sequence[Sent], *, once_more: bool = False) -> None:
    """Show what a file would do; `once_more` where that was done, and its answer is missing."""
    key = f"{arrived.key}:{AGAIN}"[:LONGEST_KEY] if once_more else arrived.key
    mine = replace(arrived, key=key)
    notice, progress = Notice(room, mine), Progress(room.deps.registry.SLOW[GIVEN])
    file = files[0]
    work = answered(room, mine, file.name, partial(room.storage.fetch, file), partial(room.answer, mine))
    reply = await shown_meanwhile(work, progress.card, notice.show)
    if reply is None:
        return
    if reply.card:
        await notice.last(reply.card)
    if reply.file:
        await say(room, mine, await hand(room, mine, reply.file))
    if len(files) > 1:
        await say(room, mine, ONE)


def _sent(attachment: dict[str, Any]) -> Sent:
    content = attachment.get("content")
    url = content.get("downloadUrl") if isinstance(content, dict) else ""
    return Sent(str(attachment.get("name") or ""), str(url or ""))
