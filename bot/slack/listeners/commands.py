"""Slash commands. The answer is part of the acknowledgement if it is ready in time, which is nearly always."""

import asyncio
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_bolt.response import BoltResponse

from bot.cards.card import Card
from bot.slack.dispatcher import SlackDispatcher, run_command
from bot.slack.incoming import SlackRequest, from_command
from bot.slack.render import render_short

COMMAND = "command"


async def on_command(dispatcher: SlackDispatcher, ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
    """Answer a slash command, to the person who asked."""
    incoming = from_command(body)
    task, in_time = await dispatcher.start(incoming, COMMAND, body, run_command(dispatcher, incoming, incoming.name))
    if not in_time:
        dispatcher.tasks.start(_respond_later(dispatcher, incoming, task))
        return await ack()
    card = task.result()
    if card is None:
        return await ack()
    if card.table is not None:
        # An acknowledgement with a table that this Slack does not know cannot be taken back: it goes to the response address.
        dispatcher.tasks.start(dispatcher.respond(incoming, card))
        return await ack()
    message = render_short(card)
    return await ack(response_type="ephemeral", text=message.text, blocks=message.blocks)


async def recover_command(dispatcher: SlackDispatcher, body: dict[str, Any], key: str) -> None:
    """Answer a command that was acknowledged and not answered; it is too late to open a form."""
    incoming = replace(from_command(body), key=key, trigger_id="")
    card = await run_command(dispatcher, incoming, incoming.name)
    if card:
        await dispatcher.respond(incoming, card)


async def _respond_later(dispatcher: SlackDispatcher, incoming: SlackRequest, task: asyncio.Task[Card | None]) -> None:
    card = await task
    if card:
        await dispatcher.respond(incoming, card)
    await dispatcher.release(incoming)
