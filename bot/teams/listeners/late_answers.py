"""Answers an invoke in time; what takes longer is shown when it is done."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.requests.request_dispatcher import release_after
from bot.teams.activities import ActivityResponse, attachment
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest
from bot.teams.responder import private_conversation
from jobs.ports import AccessLostError, SendError, UncertainSendError

LATER_TEXT = "Dette tar litt tid. Svaret kommer her."
Work = Callable[[], Coroutine[Any, Any, ActivityResponse]]


async def answer_in_time(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, work: Work, kind: str, activity: dict[str, Any]
) -> ActivityResponse | None:
    """Start work and return its answer; None if it takes too long (then it is kept, and shown when it is done)."""
    task, in_time = await dispatcher.start(incoming, kind, activity, work())
    if in_time:
        return task.result()
    showing: asyncio.Task[None] = dispatcher.tasks.start(show_late_answer(dispatcher, incoming, task))
    dispatcher.tasks.start(release_after(dispatcher, incoming, showing))
    return None


async def show_late_answer(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, late: Awaitable[ActivityResponse]
) -> None:
    """Show an answer that came too late to replace the card: as a message, where the person acts alone.

    Elsewhere the updated message shows what was done, which is enough where the person acts alone too, if the answer is
    already in its place.
    """
    response = await late
    card = (response.body or {}).get("value")
    if not incoming.acts_alone or response.is_posted or not isinstance(card, dict):
        return
    values = {"type": "message", "attachments": [attachment(card)]}
    if incoming.is_personal:
        await dispatcher.connector.post(incoming.service, incoming.conversation, values)
        return
    try:
        await dispatcher.connector.post_targeted(incoming.service, incoming.conversation, incoming.account, values)
    except (UncertainSendError, AccessLostError):
        raise
    except SendError:
        service, conversation = await private_conversation(dispatcher, incoming)
        if not conversation:
            raise
        await dispatcher.connector.post(service, conversation, values)
