"""Shortcuts on a message: «Følg opp i dag» takes it as a follow-up, «Loggfør dialog» writes down whom it tells of."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck
from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.commands.ask import Ask
from bot.commands.interessenter.log import from_message
from bot.commands.shortcuts import LOG
from bot.requests.arrival import check_ids
from bot.requests.dispatcher import let_go_after
from bot.requests.roles import Need, shortcut_need
from bot.slack.arrived import Arrived, from_press
from bot.slack.commanding import shown
from bot.slack.listeners.reactions import follow
from bot.slack.reading import read, said_at
from bot.slack.room import Room
from models.followups.taking import MediaMessage

SHORTCUT = "shortcut"


async def on_shortcut(room: Room, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Do what a message shortcut says."""
    arrived = _arrived(body)
    task, in_time = await room.start(arrived, SHORTCUT, body, _do(room, arrived, body))
    if in_time:
        task.result()
    else:
        room.tasks.start(let_go_after(room, arrived, task))
    await ack()


async def shortcut_again(room: Room, body: dict[str, Any], key: str) -> None:
    """Do what a shortcut said that was acknowledged and not done; it is too late to open a form."""
    await _do(room, replace(_arrived(body), key=key, trigger_id=""), body)


def _arrived(body: dict[str, Any]) -> Arrived:
    return from_press(body, body["callback_id"])


async def _do(room: Room, arrived: Arrived, body: dict[str, Any]) -> None:
    need = shortcut_need(room.deps.registry, arrived.name)
    refused = await room.refused(arrived, need)
    if refused:
        await room.tell(arrived, refused)
    elif arrived.name == LOG:
        await _log(room, arrived, need, body)
    else:
        await _follow(room, arrived, need, body)


async def _follow(room: Room, arrived: Arrived, need: Need, body: dict[str, Any]) -> None:
    found = read(body["message"])
    ts = body["message_ts"]
    check_ids(ts)
    message = MediaMessage(body["channel"]["id"], ts, found.text, found.link, thread=found.thread, said_at=said_at(ts))
    at = datetime.fromtimestamp(float(body.get("action_ts") or body["message_ts"]), UTC)
    await follow(room, arrived, need, message, at)


async def _log(room: Room, arrived: Arrived, need: Need, body: dict[str, Any]) -> None:
    found = read(body["message"])

    def form(ask: Ask, session: Session) -> Form:
        del session
        return from_message(ask, found.text, found.link)

    card = await shown(room, arrived, await room.ask(arrived, need, form), "interessenter")
    if card:
        await room.tell(arrived, card)
