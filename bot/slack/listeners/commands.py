"""Slash commands. The answer rides on the acknowledgement where it is ready in time, which is nearly always."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.cards.card import Card
from bot.slack.arrived import Arrived, from_command
from bot.slack.commanding import run_command
from bot.slack.render import render_short
from bot.slack.room import Room


async def on_command(room: Room, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Answer a slash command, to the one who asked."""
    arrived = from_command(body)
    task = room.tasks.start(run_command(room, arrived, arrived.name))
    if not await room.tasks.soon(task):
        await ack()
        room.tasks.start(_tell_later(room, arrived, task))
        return
    card = task.result()
    if card is None:
        await ack()
        return
    message = render_short(card)
    await ack(response_type="ephemeral", text=message.text, blocks=message.blocks)


async def _tell_later(room: Room, arrived: Arrived, task: asyncio.Task[Card | None]) -> None:
    card = await task
    if card:
        await room.tell(arrived, card)
