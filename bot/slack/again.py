"""What a dead process had acknowledged and not done, done now."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

from bot.cards.errors import answer_lost
from bot.requests.again import once_more_each
from bot.slack.arrived import Arrived, from_command, from_press
from bot.slack.listeners.commands import COMMAND, command_again
from bot.slack.listeners.events import EVENT, answer_again, event_again
from bot.slack.listeners.presses import PRESS, press_again
from bot.slack.listeners.shortcuts import SHORTCUT, shortcut_again
from bot.slack.listeners.submissions import SUBMIT, read_submission, submission_again
from bot.slack.room import Room
from models.workspace.inbound import Kept

AGAIN: dict[str, Callable[[Room, dict[str, Any], str], Awaitable[None]]] = {
    COMMAND: command_again,
    PRESS: press_again,
    SUBMIT: submission_again,
    SHORTCUT: shortcut_again,
    EVENT: event_again,
}
ARRIVED: dict[str, Callable[[dict[str, Any]], Arrived]] = {
    COMMAND: from_command,
    PRESS: lambda body: from_press(body, PRESS),
    SUBMIT: lambda body: read_submission(body)[0],
    SHORTCUT: lambda body: from_press(body, SHORTCUT),
}
"""How to answer what people did."""


async def work_off(room: Room, now: datetime) -> None:
    """Do what was acknowledged and left. What breaks is tried again later."""
    await once_more_each(room, partial(_once_more, room), now)


async def _once_more(room: Room, kept: Kept) -> None:
    body = json.loads(kept.payload)
    if not kept.was_done:
        await AGAIN[kept.kind](room, body, kept.key)
    elif kept.kind in ARRIVED:
        await room.tell(ARRIVED[kept.kind](body), answer_lost())
    elif kept.kind == EVENT:
        await answer_again(room, body)
