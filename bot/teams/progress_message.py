"""One message of the bot's that changes while work goes on, and says in the end what came of it."""

from bot.cards.card import Card
from bot.teams.activities import message
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest
from bot.teams.responder import render_reply, respond
from jobs.ports import SendError


class ProgressMessage:
    """A message in a conversation of two; there is none until something is shown, unless one that stands is given."""

    def __init__(self, dispatcher: TeamsDispatcher, incoming: TeamsRequest, message_id: str = "") -> None:
        self._room = dispatcher
        self._arrived = incoming
        self._message_id = message_id

    async def show(self, card: Card) -> None:
        """Post the card, or let it take the place of what was shown before. May raise `SendError`."""
        incoming, connector = self._arrived, self._room.connector
        activity = message(await render_reply(self._room, incoming, card))
        if self._message_id:
            await connector.update(incoming.service, incoming.conversation, self._message_id, activity)
        else:
            self._message_id = await connector.post(incoming.service, incoming.conversation, activity)

    async def show_result(self, card: Card) -> None:
        """Show what came of it, as a message of its own where this one is closed."""
        try:
            await self.show(card)
        except SendError:
            await respond(self._room, self._arrived, card)
