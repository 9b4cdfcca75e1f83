"""Answers where somebody asked, and shows the result of a press."""

import asyncio
from dataclasses import replace
from typing import Any

import structlog

from bot.cards.card import Card, Divider, Note, line
from bot.requests.posted_messages import PostedMessage
from bot.requests.received_files import message_card
from bot.requests.request_errors import report_error
from bot.teams.activities import message
from bot.teams.connector import begin_direct
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.errors import NO_MEMBER, NO_PREVIEW
from bot.teams.incoming import TeamsRequest
from bot.teams.nudge_refresh import render_at_place
from bot.teams.private_mark import PrivateMark
from bot.teams.render import Refresh, RenderedActivity, render_short
from jobs.ports import AccessLostError, PermanentSendError, SendError, UncertainSendError
from models.db.database import Database
from models.workspace.contacts import PERSON, route_to
from models.workspace.workspaces import by_external

ELSEWHERE = "Jeg kunne ikke svare bare deg der du spurte, så svaret kommer her."
NOT_ALONE = "Jeg får ikke svart bare deg. Skriv til meg i en direktemelding, så svarer jeg der."
NO_WAY = message_card("Skriv en direktemelding", NOT_ALONE)
"""All that is said where everybody reads it, when a person cannot be answered alone."""

log = structlog.get_logger(__name__)


async def respond(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card, refresh: Refresh | None = None
) -> bool:
    """Answer the person alone; log an error and return False if that fails. `refresh` is how to fetch it again.

    In a channel or a group chat by a targeted message, and in their direct conversation where Teams refuses that.
    """
    if not incoming.is_personal and not (incoming.account and incoming.user_id):
        log.warning("nobody_to_answer")
        return False
    try:
        if incoming.is_personal:
            activity = message(await render_reply(dispatcher, incoming, card, refresh))
            await dispatcher.connector.post(incoming.service, incoming.conversation, activity)
        else:
            await _respond_targeted(dispatcher, incoming, card, refresh)
    except Exception as error:  # noqa: BLE001 - nobody is left to answer
        report_error(error, incoming)
        return False
    return True


async def respond_privately(dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card) -> None:
    """Answer the person in their direct conversation, if there is one; otherwise as `respond` does."""
    service, conversation = await private_conversation(dispatcher, incoming)
    if conversation:
        incoming = as_direct(incoming, service, conversation)
    await respond(dispatcher, incoming, card)


async def _respond_targeted(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card, refresh: Refresh | None
) -> None:
    if dispatcher.untargeted.is_refused(incoming.team_id, incoming.conversation):
        await _respond_direct(dispatcher, incoming, card)
        return
    mark = PrivateMark(dispatcher.deps.now(), incoming.begins_privately)
    activity = message(await render_reply(dispatcher, incoming, card, refresh, mark))
    try:
        await _post_targeted(dispatcher, incoming, activity)
    except (UncertainSendError, AccessLostError):
        raise  # it may have come, or nothing will
    except SendError as error:
        log.info("targeted_refused", reason=error.reason)
        if isinstance(error, PermanentSendError) and error.reason not in NO_MEMBER:
            dispatcher.untargeted.remember(incoming.team_id, incoming.conversation)
        await _respond_direct(dispatcher, incoming, card)


async def _post_targeted(dispatcher: TeamsDispatcher, incoming: TeamsRequest, activity: dict[str, Any]) -> None:
    """Post what only the person sees, below their own private message if that is what is answered."""
    where = (incoming.service, incoming.conversation, incoming.account)
    post = dispatcher.connector.post_targeted
    if not (incoming.is_targeted and incoming.is_words):
        await post(*where, activity)
        return
    preview = {"type": "targetedMessageInfo", "messageId": incoming.activity_id}
    try:
        await post(*where, {**activity, "entities": [preview]})
    except SendError as error:
        if error.reason not in NO_PREVIEW:
            raise
        await post(*where, activity)


async def _respond_direct(dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card) -> None:
    """Answer in the direct conversation, begun now if there is none. May raise `SendError`."""
    try:
        service, conversation = await private_conversation(dispatcher, incoming)
        if not conversation:
            service, conversation = await _begin(dispatcher, incoming)
        direct = as_direct(incoming, service, conversation)
        card = replace(card, parts=(*card.parts, Note(line(ELSEWHERE))))
        activity = message(await render_reply(dispatcher, direct, card))
        await dispatcher.connector.post(service, conversation, activity)
    except UncertainSendError:
        raise
    except SendError:
        if incoming.is_open_question:
            activity = message(await render_reply(dispatcher, incoming, NO_WAY))
            await dispatcher.connector.post(incoming.service, incoming.conversation, activity)
        raise


async def _begin(dispatcher: TeamsDispatcher, incoming: TeamsRequest) -> tuple[str, str]:
    met = await begin_direct(
        dispatcher.connector, dispatcher.access, incoming.service, incoming.team_id, incoming.account
    )
    met = replace(met, address=incoming.user_id, account=incoming.account)
    await asyncio.to_thread(dispatcher.save_contacts, incoming.team_id, [met])
    return incoming.service, met.conversation


def as_direct(incoming: TeamsRequest, service: str, conversation: str) -> TeamsRequest:
    """Return the request as one from the direct conversation with the person."""
    return replace(incoming, service=service, conversation=conversation, kind=PERSON, private=None, is_targeted=False)


async def private_conversation(dispatcher: TeamsDispatcher, incoming: TeamsRequest) -> tuple[str, str]:
    """Return the service and the direct conversation with a person; empty if there is none."""
    if incoming.is_personal:
        return incoming.service, incoming.conversation
    return await dispatcher.reads(
        lambda database: _conversation_of(database, dispatcher.platform, incoming.team_id, incoming.user_id)
    )


async def render_reply(
    dispatcher: TeamsDispatcher,
    incoming: TeamsRequest,
    card: Card,
    refresh: Refresh | None = None,
    mark: PrivateMark | None = None,
) -> RenderedActivity:
    """Return a card as it is shown to the person who asked; `mark` is that of a private answer."""
    card = await dispatcher.pictured(incoming.team_id, card)
    names = await dispatcher.names(incoming.team_id, card)
    packed = mark.packed() if mark else ""
    return render_short(card, names, forms=dispatcher.forms, refresh=refresh, mark=packed)


async def update_nudge(dispatcher: TeamsDispatcher, incoming: TeamsRequest, updates: PostedMessage) -> None:
    """Replace a message of the bot by what it says now; log a failure."""
    place, message_id = updates.sent.channel_ref, updates.sent.message_ref
    try:
        rendered = await render_at_place(dispatcher, incoming.team_id, place, updates.card)
        await replace_message(dispatcher, incoming, place, message_id, rendered)
    except SendError as error:
        report_error(error, incoming)


async def replace_message(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, place: str, message_id: str, rendered: RenderedActivity
) -> None:
    """Replace a message of the bot. May raise `SendError`."""
    service, conversation = incoming.service, incoming.conversation
    if place != incoming.place:
        service, conversation = await dispatcher.reads(
            lambda database: _conversation_of(database, dispatcher.platform, incoming.team_id, place)
        )
    await dispatcher.connector.update(service, conversation, message_id, message(rendered))


async def replace_pressed(dispatcher: TeamsDispatcher, incoming: TeamsRequest, rendered: RenderedActivity) -> None:
    """Replace the answer that was pressed in, where the person acts alone. May raise `SendError`."""
    connector = dispatcher.connector
    update = connector.update_targeted if incoming.private else connector.update
    await update(incoming.service, incoming.conversation, incoming.message_id, message(rendered))


async def share(dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card, shared_channel: str) -> str:
    """Post to the person's channel, or from a direct conversation to the shared one; return what to say."""
    service, conversation = incoming.service, incoming.open_conversation
    if incoming.is_personal:
        if not shared_channel:
            return "Velg en felleskanal med «innstillinger» først, så vet jeg hvor svaret skal deles."
        service, conversation = await dispatcher.reads(
            lambda database: _conversation_of(database, dispatcher.platform, incoming.team_id, shared_channel)
        )
    try:
        await dispatcher.connector.post(service, conversation, message(await render_reply(dispatcher, incoming, card)))
    except SendError as error:
        report_error(error, incoming)
        return "Jeg slipper ikke til i kanalen. Legg meg til i teamet, og prøv igjen."
    return "Svaret er delt i kanalen."


def outcome_above(card: Card, below: Card) -> Card:
    """Return the outcome of a press, above the message it belongs to."""
    parts = (*card.parts, Divider(), *below.parts)
    return Card(below.title, parts, summary=card.summary or card.title)


def _conversation_of(database: Database, platform: str, team_id: str, place: str) -> tuple[str, str]:
    with database.reading() as session:
        workspace = by_external(session, platform, team_id)
        route = route_to(session, workspace.id, place) if workspace else None
        return (route.service, route.conversation) if route else ("", "")
