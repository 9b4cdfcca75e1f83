"""Files that people give the bot, in their own conversation with it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.cards.card import Card
from bot.commands.ask import GIVEN, Dropped, Reply
from bot.requests.faults import fault
from bot.requests.fetched import ONE, NotFetchedError, Sent
from bot.requests.progress import Progress, shown_meanwhile
from bot.requests.roles import file_need
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
    reply = await shown_meanwhile(_answered(room, mine, files[0]), progress.card, notice.show)
    if reply is None:
        return
    if reply.card:
        await notice.last(reply.card)
    if reply.file:
        await say(room, mine, await hand(room, mine, reply.file))
    if len(files) > 1:
        await say(room, mine, ONE)


async def _answered(room: Room, arrived: Arrived, file: Sent) -> Reply | None:
    need = file_need(room.deps.registry)
    refusal = await room.refused(arrived, need)
    if refusal:
        return Reply(card=refusal)
    try:
        content = await room.storage.fetch(file)
        handler = await asyncio.to_thread(room.deps.registry.FILE, Dropped(file.name, content))
    except NotFetchedError as refused:
        return Reply(card=refused.card)
    except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
        return Reply(card=fault(error, arrived))
    answer = await room.answer(arrived, need, handler)
    return Reply(card=answer) if isinstance(answer, Card) else answer


def _sent(attachment: dict[str, Any]) -> Sent:
    content = attachment.get("content")
    url = content.get("downloadUrl") if isinstance(content, dict) else ""
    return Sent(str(attachment.get("name") or ""), str(url or ""))
