"""Answers where somebody asked, and shows the result of a press."""

from dataclasses import replace

from bot.cards.card import Card, Divider
from bot.requests.errors import report_error
from bot.requests.posted_messages import PostedMessage
from bot.teams.activities import message
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest
from bot.teams.nudge_refresh import render_at_place
from bot.teams.render import Refresh, Rendered, render_short
from jobs.ports import SendError
from models.db.database import Database
from models.workspace.contacts import route_to
from models.workspace.workspaces import by_external


async def respond(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card, refresh: Refresh | None = None
) -> bool:
    """Answer where the person asked; log an error and return False if that fails. `refresh` is how to fetch it again."""
    try:
        activity = message(await render_reply(dispatcher, incoming, card, refresh))
        await dispatcher.connector.post(incoming.service, incoming.conversation, activity)
    except Exception as error:  # noqa: BLE001 - nobody is left to answer
        report_error(error, incoming)
        return False
    return True


async def respond_privately(dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card) -> None:
    """Answer the person alone: in their direct conversation, if there is one."""
    service, conversation = await private_conversation(dispatcher, incoming)
    if conversation:
        await respond(dispatcher, replace(incoming, service=service, conversation=conversation), card)


async def private_conversation(dispatcher: TeamsDispatcher, incoming: TeamsRequest) -> tuple[str, str]:
    """Return the service and the direct conversation with a person; empty if there is none."""
    if incoming.is_personal:
        return incoming.service, incoming.conversation
    return await dispatcher.reads(
        lambda database: _conversation_of(database, dispatcher.platform, incoming.team_id, incoming.user_id)
    )


async def render_reply(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card, refresh: Refresh | None = None
) -> Rendered:
    """Return a card as it is shown where the person asked."""
    card = await dispatcher.pictured(incoming.team_id, card)
    return render_short(card, await dispatcher.names(incoming.team_id, card), forms=dispatcher.forms, refresh=refresh)


async def update_nudge(dispatcher: TeamsDispatcher, incoming: TeamsRequest, updates: PostedMessage) -> None:
    """Replace a message of the bot by what it says now; log a failure."""
    place, message_id = updates.sent.channel_ref, updates.sent.message_ref
    try:
        rendered = await render_at_place(dispatcher, incoming.team_id, place, updates.card)
        await replace_message(dispatcher, incoming, place, message_id, rendered)
    except SendError as error:
        report_error(error, incoming)


async def replace_message(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, place: str, message_id: str, rendered: Rendered
) -> None:
    """Replace a message of the bot. May raise `SendError`."""
    service, conversation = incoming.service, incoming.conversation
    if place != incoming.place:
        service, conversation = await dispatcher.reads(
            lambda database: _conversation_of(database, dispatcher.platform, incoming.team_id, place)
        )
    await dispatcher.connector.update(service, conversation, message_id, message(rendered))


async def share(dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card, shared_channel: str) -> str:
    """Post to the person's channel, or from a direct conversation to the shared one; return what to say."""
    service, conversation = incoming.service, incoming.conversation
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
