"""One message of the bot's that changes while work goes on, and says in the end what came of it."""

from bot.cards.card import Card
from bot.teams.activities import message
from bot.teams.arrived import Arrived
from bot.teams.room import Room
from bot.teams.speaking import drawn, say
from jobs.ports import SendError


class Notice:
    """A message in a conversation of two; there is none until something is shown, unless one that stands is given."""

    def __init__(self, room: Room, arrived: Arrived, message_id: str = "") -> None:
        self._room = room
        self._arrived = arrived
        self._message_id = message_id

    async def show(self, card: Card) -> None:
        """Post the card, or let it take the place of what was shown before. May raise `SendError`."""
        arrived, connector = self._arrived, self._room.connector
        activity = message(await drawn(self._room, arrived, card))
        if self._message_id:
            await connector.update(arrived.service, arrived.conversation, self._message_id, activity)
        else:
            self._message_id = await connector.post(arrived.service, arrived.conversation, activity)

    async def last(self, card: Card) -> None:
        """Show what came of it, as a message of its own where this one is closed."""
        try:
            await self.show(card)
        except SendError:
            await say(self._room, self._arrived, card)
