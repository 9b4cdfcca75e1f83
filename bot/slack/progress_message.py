"""A message of the bot that changes while work goes on, and ends as the result."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.slack.dispatcher import SlackDispatcher
from bot.slack.incoming import SlackRequest
from bot.slack.render import render_short


class SlackProgressMessage:
    """A message in a direct conversation; posted when something is first shown, unless an existing one is given."""

    def __init__(self, client: AsyncWebClient, channel: str, message_id: str = "") -> None:
        self._client = client
        self._channel = channel
        self._message_id = message_id

    async def show(self, card: Card) -> None:
        """Post the card, or replace what was shown before. May raise what the client raises."""
        message = render_short(card)
        if self._message_id:
            await self._client.chat_update(
                channel=self._channel, ts=self._message_id, text=message.text, blocks=message.blocks
            )
            return
        answer = await self._client.chat_postMessage(
            channel=self._channel, text=message.text, blocks=message.blocks, unfurl_links=False, unfurl_media=False
        )
        self._message_id = str(answer["ts"])

    async def show_result(self, dispatcher: SlackDispatcher, incoming: SlackRequest, card: Card) -> None:
        """Show the result, or answer the person in another way if the message cannot be changed."""
        try:
            await self.show(card)
        except Exception:  # noqa: BLE001 - answered in the other ways there are, each of which is logged
            await dispatcher.respond(incoming, card)
