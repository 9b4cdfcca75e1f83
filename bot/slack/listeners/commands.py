"""Slash commands. The answer rides on the acknowledgement where it is ready in time, which is nearly always."""

import asyncio
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_bolt.response import BoltResponse

from bot.cards.card import Card
from bot.slack.arrived import Arrived, from_command
from bot.slack.commanding import run_command
from bot.slack.render import render_short
from bot.slack.room import Room
from bot.slack.written import encoded

COMMAND = "command"


async def on_command(room: Room, ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
    """Answer a slash command, to the one who asked."""
    arrived = from_command(body)
    task, in_time = await room.start(arrived, COMMAND, body, run_command(room, arrived, arrived.name))
    if not in_time:
        room.tasks.start(_tell_later(room, arrived, task))
        return await ack()
    card = task.result()
    return _told(card) if card else await ack()


def _told(card: Card) -> BoltResponse:
    message = render_short(card)
    # Written here, since Bolt's own way of writing it takes three times as long.
    result = encoded({"response_type": "ephemeral", "text": message.text, "blocks": message.blocks})
    return BoltResponse(status=200, body=result.decode())


async def command_again(room: Room, body: dict[str, Any], key: str) -> None:
    """Answer a command that was acknowledged and not answered; it is too late to open a form."""
    arrived = replace(from_command(body), key=key, trigger_id="")
    card = await run_command(room, arrived, arrived.name)
    if card:
        await room.tell(arrived, card)


async def _tell_later(room: Room, arrived: Arrived, task: asyncio.Task[Card | None]) -> None:
    card = await task
    if card:
        await room.tell(arrived, card)
    await room.let_go(arrived)
