"""Sending nudges to one Slack workspace."""

from collections.abc import Awaitable
from typing import Any, TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.slack.errors import send_error
from bot.slack.render import Rendered, render_messages
from jobs.ports import SendError, Sent

EVENT = "padriver_delivery"
RECENT = 100
"""How many messages back a delivery is looked for."""

log = structlog.get_logger(__name__)
T = TypeVar("T")


class SlackSender:
    """A workspace's way out (`jobs.ports.Sender`).

    The client must have no retry handlers: a retry after a cut connection posts twice. A card that needs several
    messages goes on in the first one's thread.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        if client.retry_handlers:
            message = "a client that retries by itself may post twice"
            raise ValueError(message)
        self._client = client

    async def post(self, address: str, card: Card, delivery_id: int) -> Sent:
        """Post a card to a channel or a person (a user id), with the delivery id as metadata."""
        channel = await self._channel(address)
        first, *rest = render_messages(card)
        told = await _tried(self._post(channel, first, delivery_id))
        sent = Sent(str(told["channel"]), str(told["ts"]))
        await self._continue(sent, rest, delivery_id)
        return sent

    async def update(self, sent: Sent, card: Card) -> None:
        """Replace a posted message; what of it stands in the thread is replaced too."""
        first, *rest = render_messages(card)
        await _tried(
            self._client.chat_update(
                channel=sent.channel_ref, ts=sent.message_ref, text=first.text, blocks=first.blocks
            )
        )
        if rest:
            await self._update_thread(sent, rest)

    async def find(self, address: str, delivery_id: int) -> Sent | None:
        """Return the message that carries that delivery id among the channel's latest."""
        channel = await self._channel(address)
        history = await _tried(
            self._client.conversations_history(channel=channel, limit=RECENT, include_all_metadata=True)
        )
        found = (each for each in history["messages"] if _place(each, delivery_id) == 0)
        message = next(found, None)
        return Sent(channel, str(message["ts"])) if message else None

    async def _channel(self, address: str) -> str:
        if not address.startswith(("U", "W")):
            return address
        opened = await _tried(self._client.conversations_open(users=[address]))
        return str(opened["channel"]["id"])

    async def _post(self, channel: str, message: Rendered, delivery_id: int, place: int = 0, thread: str = "") -> Any:
        return await self._client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=message.blocks,
            metadata={"event_type": EVENT, "event_payload": {"delivery": delivery_id, "place": place}},
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
        )

    async def _continue(self, sent: Sent, rest: list[Rendered], delivery_id: int) -> None:
        """Post what is left to the thread. The nudge stands already, so a failure here is only written down."""
        for place, message in enumerate(rest, start=1):
            try:
                await _tried(self._post(sent.channel_ref, message, delivery_id, place, sent.message_ref))
            except SendError as error:
                log.warning("continuation_not_sent", delivery=delivery_id, place=place, reason=error.reason)
                return

    async def _update_thread(self, sent: Sent, rest: list[Rendered]) -> None:
        replies = await _tried(
            self._client.conversations_replies(
                channel=sent.channel_ref, ts=sent.message_ref, limit=RECENT, include_all_metadata=True
            )
        )
        stands = {place: str(each["ts"]) for each in replies["messages"] if (place := _place(each)) is not None}
        for place, message in enumerate(rest, start=1):
            if place in stands:
                await _tried(
                    self._client.chat_update(
                        channel=sent.channel_ref, ts=stands[place], text=message.text, blocks=message.blocks
                    )
                )


def _place(message: dict[str, Any], delivery_id: int | None = None) -> int | None:
    """Return a message's place in its delivery; None where it is no nudge, or another one."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != EVENT or delivery_id not in {None, payload.get("delivery")}:
        return None
    return int(payload.get("place", 0))


async def _tried(call: Awaitable[T]) -> T:
    try:
        return await call
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        raise send_error(error) from error
