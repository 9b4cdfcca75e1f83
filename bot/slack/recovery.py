"""Does the requests that a process acknowledged and did not finish before it died."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Any

from bot.cards.card_errors import answer_lost
from bot.requests.request_recovery import recover_each
from bot.slack.dispatcher import SlackDispatcher
from bot.slack.incoming import SlackRequest, from_command, from_press
from bot.slack.listeners.commands import COMMAND, recover_command
from bot.slack.listeners.events import EVENT, recover_answer, recover_event
from bot.slack.listeners.presses import PRESS, recover_press
from bot.slack.listeners.shortcuts import SHORTCUT, recover_shortcut
from bot.slack.listeners.submissions import SUBMIT, read_submission, recover_submission
from models.workspace.inbound import KeptRequest

RECOVER: dict[str, Callable[[SlackDispatcher, dict[str, Any], str], Awaitable[None]]] = {
    COMMAND: recover_command,
    PRESS: recover_press,
    SUBMIT: recover_submission,
    SHORTCUT: recover_shortcut,
    EVENT: recover_event,
}
READ: dict[str, Callable[[dict[str, Any]], SlackRequest]] = {
    COMMAND: from_command,
    PRESS: lambda body: from_press(body, PRESS),
    SUBMIT: lambda body: read_submission(body)[0],
    SHORTCUT: lambda body: from_press(body, SHORTCUT),
}
"""How to answer each kind of request."""


async def recover(dispatcher: SlackDispatcher, now: datetime) -> None:
    """Do what was acknowledged and not finished. What fails is tried again later."""
    await recover_each(dispatcher, partial(_recover, dispatcher), now)


async def _recover(dispatcher: SlackDispatcher, kept: KeptRequest) -> None:
    body = json.loads(kept.payload)
    if not kept.was_done:
        await RECOVER[kept.kind](dispatcher, body, kept.key)
    elif kept.kind in READ:
        await dispatcher.respond(READ[kept.kind](body), answer_lost())
    elif kept.kind == EVENT:
        await recover_answer(dispatcher, body)
