"""Saying something where somebody asked, and showing what came of a press."""

from dataclasses import replace

from bot.cards.card import Card, Divider
from bot.requests.faults import fault
from bot.requests.standing import Standing
from bot.teams.activities import message
from bot.teams.arrived import Arrived
from bot.teams.refreshing import drawn_there
from bot.teams.render import Refresh, Rendered, render_short
from bot.teams.room import Room
from jobs.ports import SendError
from models.db.database import Database
from models.workspace.contacts import route_to
from models.workspace.workspaces import by_external


async def say(room: Room, arrived: Arrived, card: Card, refresh: Refresh | None = None) -> bool:
    """Say it where the person asked; False, and written down, where that breaks. `refresh` tells how it is fetched again."""
    try:
        activity = message(await drawn(room, arrived, card, refresh))
        await room.connector.post(arrived.service, arrived.conversation, activity)
    except Exception as error:  # noqa: BLE001 - nobody is left to tell
        fault(error, arrived)
        return False
    return True


async def tell_alone(room: Room, arrived: Arrived, card: Card) -> None:
    """Say it to the person alone: in the conversation of two, where there is one."""
    service, conversation = await way_alone(room, arrived)
    if conversation:
        await say(room, replace(arrived, service=service, conversation=conversation), card)


async def way_alone(room: Room, arrived: Arrived) -> tuple[str, str]:
    """Return the service and the conversation of two in which a person is reached; empty where there is none."""
    if arrived.is_personal:
        return arrived.service, arrived.conversation
    return await room.reads(lambda database: _way(database, room.platform, arrived.team_id, arrived.user_id))


async def drawn(room: Room, arrived: Arrived, card: Card, refresh: Refresh | None = None) -> Rendered:
    """Return a card as it is shown where the person asked."""
    return render_short(card, await room.names(arrived.team_id, card), forms=room.forms, refresh=refresh)


async def renew(room: Room, arrived: Arrived, afresh: Standing) -> None:
    """Replace a message of the bot's by what it says now; where that fails, write it down."""
    place, message_id = afresh.sent.channel_ref, afresh.sent.message_ref
    try:
        rendered = await drawn_there(room, arrived.team_id, place, afresh.card)
        await put(room, arrived, place, message_id, rendered)
    except SendError as error:
        fault(error, arrived)


async def put(room: Room, arrived: Arrived, place: str, message_id: str, rendered: Rendered) -> None:
    """Replace a message of the bot's. May raise `SendError`."""
    service, conversation = arrived.service, arrived.conversation
    if place != arrived.place:
        service, conversation = await room.reads(lambda database: _way(database, room.platform, arrived.team_id, place))
    await room.connector.update(service, conversation, message_id, message(rendered))


async def share(room: Room, arrived: Arrived, card: Card, shared_channel: str) -> str:
    """Post to the channel where the person is, or to the shared one from a conversation of two; return what to say."""
    service, conversation = arrived.service, arrived.conversation
    if arrived.is_personal:
        if not shared_channel:
            return "Velg en felleskanal med «innstillinger» først, så vet jeg hvor svaret skal deles."
        service, conversation = await room.reads(
            lambda database: _way(database, room.platform, arrived.team_id, shared_channel)
        )
    try:
        await room.connector.post(service, conversation, message(await drawn(room, arrived, card)))
    except SendError as error:
        fault(error, arrived)
        return "Jeg slipper ikke til i kanalen. Legg meg til i teamet, og prøv igjen."
    return "Svaret er delt i kanalen."


def told_above(card: Card, below: Card) -> Card:
    """Return what came of a press, above the message it belongs to."""
    parts = (*card.parts, Divider(), *below.parts)
    return Card(below.title, parts, summary=card.summary or card.title)


def _way(database: Database, platform: str, team_id: str, place: str) -> tuple[str, str]:
    with database.reading() as session:
        workspace = by_external(session, platform, team_id)
        way = route_to(session, workspace.id, place) if workspace else None
        return (way.service, way.conversation) if way else ("", "")
