"""A message of the bot that changes while work goes on, and ends as the result."""

from bot.cards.card import Card
from bot.teams.activities import message
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest
from bot.teams.responder import render_reply, respond
from jobs.ports import SendError


class TeamsProgressMessage:
    """A message in a direct conversation; posted when something is first shown, unless an existing one is given."""

    def __init__(self, dispatcher: TeamsDispatcher, incoming: TeamsRequest, message_id: str = "") -> None:
        self._room = dispatcher
        self._arrived = incoming
        self._message_id = message_id

    async def show(self, card: Card) -> None:
        """Post the card, or replace what was shown before. May raise `SendError`."""
        incoming, connector = self._arrived, self._room.connector
        activity = message(await render_reply(self._room, incoming, card))
        if self._message_id:
            await connector.update(incoming.service, incoming.conversation, self._message_id, activity)
        else:
            self._message_id = await connector.post(incoming.service, incoming.conversation, activity)

    async def show_result(self, card: Card) -> None:
        """Show the result, as a message of its own if this one cannot be changed."""
        try:
            await self.show(card)
        except SendError:
            await respond(self._room, self._arrived, card)
