"""Sending nudges to one Slack workspace."""

import asyncio
from collections.abc import Awaitable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.slack.draft import EVENT, Draft, drafts
from bot.slack.errors import send_error
from bot.slack.quick import call
from bot.slack.render import Rendered, render_messages
from jobs.ports import AccessLostError, Half, PermanentSendError, SendError, Sent, UncertainSendError

RECENT = 200
"""How many messages are read at a time: as many as Slack recommends."""
MOST_PAGES = 10
MARGIN = timedelta(hours=1)
"""How far the clocks of Slack and of this machine may be apart when a message is looked for."""
PACE_SECONDS = 1.0
"""Slack takes about one message a second in a channel."""
TOO_MUCH = "for mye er skrevet i kanalen siden"

log = structlog.get_logger(__name__)
T = TypeVar("T")


class SlackSender:
    """A workspace's way out (`jobs.ports.Sender`).

    The client must have no retry handlers: a retry after a cut connection posts twice. A card that needs several
    messages goes on in the first one's thread, `pace` seconds between them.
    """

    def __init__(self, client: AsyncWebClient, pace: float = PACE_SECONDS) -> None:
        if client.retry_handlers:
            message = "a client that retries by itself may post twice"
            raise ValueError(message)
        self._client = client
        self._pace = pace

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> Sent:
        """Post a card to a channel or a person (a user id), with the delivery id, and those it carries, as metadata."""
        channel, thread = await self._place(address)
        first, *rest = drafts(card)
        payload = {"delivery": delivery_id, "place": 0} | ({"also": list(also)} if also else {})
        payload |= {"parts": 1 + len(rest)} if rest else {}
        told = await _tried(self._post(channel, first, payload, thread))
        sent = Sent(str(told["channel"]), str(told["ts"]))
        await self._continue(sent, rest, delivery_id)
        return sent

    async def go_on(self, half: Half, card: Card) -> None:
        """Post what is missing of a card that was broken off."""
        _, *rest = drafts(card)
        await self._continue(half.sent, rest, half.carries[0], await self._standing(half.sent))

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

    async def find(self, address: str, delivery_id: int, since: datetime) -> Sent | Half | None:
        """Return the message that carries that delivery id; None where none posted `since` then (aware) does.

        Raises `UncertainSendError` where so much was said since then that it cannot all be read.
        """
        channel, thread = await self._place(address)
        if thread:
            return await self._find_in_thread(channel, thread, delivery_id)
        earliest = (since - MARGIN).timestamp()
        cursor = ""
        for _ in range(MOST_PAGES):
            page = await self._page(channel, cursor)
            messages = page["messages"]
            message = next((each for each in messages if _carries(each, delivery_id)), None)
            if message:
                return await self._found(channel, message)
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            # A page is always read to its end: the clocks of Slack and of this machine may differ.
            if not cursor or not messages or float(messages[-1]["ts"]) < earliest:
                return None
        raise UncertainSendError(TOO_MUCH)

    async def _find_in_thread(self, channel: str, thread: str, delivery_id: int) -> Sent | None:
        cursor = ""
        for _ in range(MOST_PAGES):
            page = await _tried(
                self._client.conversations_replies(
                    channel=channel, ts=thread, limit=RECENT, cursor=cursor or None, include_all_metadata=True
                )
            )
            found = next((each for each in page["messages"] if _carries(each, delivery_id)), None)
            if found:
                return Sent(channel, str(found["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return None
        raise UncertainSendError(TOO_MUCH)

    async def _found(self, channel: str, message: dict[str, Any]) -> Sent | Half:
        sent = Sent(channel, str(message["ts"]))
        payload = _payload(message)
        parts = int(payload.get("parts", 1))
        if parts == 1 or (await self._standing(sent)).keys() >= set(range(1, parts)):
            return sent
        at = datetime.fromtimestamp(float(sent.message_ref), UTC)
        return Half(sent, (payload["delivery"], *payload.get("also", ())), at)

    async def _page(self, channel: str, cursor: str) -> Any:
        asked = self._client.conversations_history(
            channel=channel, limit=RECENT, cursor=cursor or None, include_all_metadata=True
        )
        try:
            return await _tried(asked)
        except AccessLostError as error:
            if error.reason == "missing_scope":  # we may write, but never read
                raise PermanentSendError(error.reason) from error
            raise

    async def _place(self, address: str) -> tuple[str, str]:
        """Return the channel of an address, and the message whose thread it is (`models.outgoing.thread_address`)."""
        channel, _, thread = address.partition(":")
        return await self._channel(channel), thread

    async def _channel(self, address: str) -> str:
        if not address.startswith(("U", "W")):
            return address
        opened = await _tried(self._client.conversations_open(users=[address]))
        return str(opened["channel"]["id"])

    async def _post(self, channel: str, draft: Draft, payload: dict[str, Any], thread: str = "") -> Any:
        return await call(self._client, "chat.postMessage", draft.to(channel, payload, thread))

    async def _continue(self, sent: Sent, rest: list[Draft], delivery_id: int, stands: Collection[int] = ()) -> None:
        """Post to the thread what is left and does not stand there. Raises `UncertainSendError`: it is gone on with later."""
        for place, draft in enumerate(rest, start=1):
            if place in stands:
                continue
            await asyncio.sleep(self._pace)
            try:
                payload = {"delivery": delivery_id, "place": place}
                await _tried(self._post(sent.channel_ref, draft, payload, sent.message_ref))
            except SendError as error:
                log.warning("continuation_not_sent", delivery=delivery_id, place=place, reason=error.reason)
                raise UncertainSendError(error.reason, error.retry_after) from error

    async def _standing(self, sent: Sent) -> dict[int, str]:
        """Return what stands in a nudge's thread: each part's place, and its message id."""
        replies = await _tried(
            self._client.conversations_replies(
                channel=sent.channel_ref, ts=sent.message_ref, limit=RECENT, include_all_metadata=True
            )
        )
        return {place: str(each["ts"]) for each in replies["messages"] if (place := _place(each)) is not None}

    async def _update_thread(self, sent: Sent, rest: list[Rendered]) -> None:
        stands = await self._standing(sent)
        for place, message in enumerate(rest, start=1):
            if place in stands:
                await _tried(
                    self._client.chat_update(
                        channel=sent.channel_ref, ts=stands[place], text=message.text, blocks=message.blocks
                    )
                )


def _carries(message: dict[str, Any], delivery_id: int) -> bool:
    payload = _payload(message)
    return _place(message) == 0 and delivery_id in {payload.get("delivery"), *payload.get("also", ())}


def _place(message: dict[str, Any]) -> int | None:
    """Return a message's place in its delivery; None where it is no nudge."""
    payload = _payload(message)
    return int(payload.get("place", 0)) if payload else None


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    metadata = message.get("metadata") or {}
    return (metadata.get("event_payload") or {}) if metadata.get("event_type") == EVENT else {}


async def _tried(call: Awaitable[T]) -> T:
    try:
        return await call
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        raise send_error(error) from error
