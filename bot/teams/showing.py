"""What follows from a press or a form, besides what the person is shown."""

from collections.abc import Sequence

from bot.cards.card import Card, Controls, Item
from bot.commands.ask import Reply
from bot.requests.standing import Standing
from bot.teams.arrived import Arrived
from bot.teams.handing import hand
from bot.teams.room import Room
from bot.teams.speaking import renew, share


async def follow(room: Room, arrived: Arrived, reply: Reply, afresh: Sequence[Standing], shared: str) -> str:
    """Renew what stands, share what is to be shared, and hurry what is planned; return what to say of it, if anything."""
    for each in afresh:
        await renew(room, arrived, each)
    if reply.planned:
        room.deps.trigger_now()
    if reply.share:
        return await share(room, arrived, reply.share, shared)
    if not reply.file:
        return ""
    answer = await hand(room, arrived, reply.file)
    return answer.summary or answer.title


def is_plain(card: Card) -> bool:
    """Return True if a card has nothing to press: a sentence says as much."""
    return not any(isinstance(part, Controls) or (isinstance(part, Item) and part.controls) for part in card.parts)
