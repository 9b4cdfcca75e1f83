"""Sends nudges to one Slack workspace."""

import asyncio
from collections.abc import Awaitable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.slack.api_call import api_call
from bot.slack.errors import send_error
from bot.slack.pictures import posted_with_pictures, upload_pictures, with_places
from bot.slack.render import RenderedBlocks, render_messages
from jobs.ports import (
    AccessLostError,
    PartlySent,
    PermanentSendError,
    Search,
    SearchPage,
    SendError,
    SentMessage,
    UncertainSendError,
)

EVENT = "padriver_delivery"
"""The type of the metadata that a nudge carries: its delivery, and the message's place in it."""
PAGE = 15
"""How many messages are read at a time: more are not given to an app that is distributed outside Slack's Marketplace,
which may ask once a minute (https://docs.slack.dev/apis/web-api/rate-limits)."""
NEAR, FAR = "near", "far"
MARGINS = {NEAR: timedelta(minutes=5), FAR: timedelta(hours=1)}
"""How far the clocks of Slack and of this machine may be apart when a message is looked for: likely, and at most."""
INVALID_CURSOR = "invalid_cursor"
PACE_SECONDS = 1.0
"""Slack takes about one message a second in a channel."""
NO_CURSOR = "Slack sa ikke hvor det neste står"

log = structlog.get_logger(__name__)
T = TypeVar("T")


class SlackSender:
    """Sends to one workspace (`jobs.ports.Sender`).

    The client must have no retry handlers: a retry after a cut connection posts twice. A card that needs several
    messages continues in the first one's thread, `pace` seconds between them.
    """

    def __init__(self, client: AsyncWebClient, pace: float = PACE_SECONDS) -> None:
        if client.retry_handlers:
            message = "a client that retries by itself may post twice"
            raise ValueError(message)
        self._client = client
        self._pace = pace

    async def post(self, address: str, card: Card, delivery_id: int, also: Sequence[int] = ()) -> SentMessage:
        """Post a card to a channel or a person (a user id), with the delivery id, and those in `also`, as metadata."""
        channel, thread = await self._place(address)
        rest: Sequence[RenderedBlocks] = ()

        async def post(shown: Card) -> Any:
            nonlocal rest
            first, *rest = _rendered(shown)
            payload = {"delivery": delivery_id, "place": 0} | ({"also": list(also)} if also else {})
            payload |= {"parts": 1 + len(rest)} if rest else {}
            return await self._post(channel, first, payload, thread)

        card = await upload_pictures(self._client, card)
        answer = await _tried(posted_with_pictures(card, post))
        return await self._continue(SentMessage(str(answer["channel"]), str(answer["ts"])), rest, delivery_id, {})

    async def go_on(self, half: PartlySent, card: Card) -> SentMessage:
        """Post what is missing of a card that was to go on below its first message."""
        _, *rest = _rendered(with_places(card))
        return await self._continue(half.sent, rest, half.carries[0], await self._standing(half.sent, len(rest)))

    async def update(self, sent: SentMessage, card: Card) -> None:
        """Replace a posted message; its parts in the thread are replaced too."""
        rest: Sequence[RenderedBlocks] = ()

        async def change(shown: Card) -> Any:
            nonlocal rest
            first, *rest = render_messages(shown)
            return await self._client.chat_update(
                channel=sent.channel_ref, ts=sent.message_ref, text=first.text, blocks=first.blocks
            )

        await _tried(posted_with_pictures(await upload_pictures(self._client, card), change))
        if rest:
            await self._update_thread(sent, rest)

    async def find(self, search: Search) -> SearchPage:
        """Read one page of the channel, or of the thread, around when the message may have been posted.

        First near that moment, where 15 messages nearly always suffice; then as far from it as clocks may differ.
        """
        channel, thread = await self._place(search.address)
        area, _, cursor = search.cursor.partition(":")
        area = area or (NEAR if search.until else FAR)
        oldest = search.since - MARGINS[area]
        latest = search.until + MARGINS[area] if search.until else None
        try:
            page = await self._page(channel, thread, cursor, oldest=_ts(oldest), latest=_ts(latest) if latest else None)
        except SendError as error:
            if error.reason == INVALID_CURSOR and cursor:
                return SearchPage(cursor=f"{area}:")
            raise
        return SearchPage(_found(page.messages, channel, thread, search.deliveries), _following(area, page.cursor))

    async def _page(self, channel: str, thread: str, cursor: str, **between: str | None) -> "_Page":
        arguments: dict[str, Any] = {
            "channel": channel,
            "limit": PAGE,
            "cursor": cursor or None,
            "include_all_metadata": True,
            **between,
        }
        try:
            if thread:
                page = await _tried(self._client.conversations_replies(ts=thread, **arguments))
            else:
                page = await _tried(self._client.conversations_history(**arguments))
        except AccessLostError as error:
            if error.reason == "missing_scope":  # the bot may write, but never read
                raise PermanentSendError(error.reason) from error
            raise
        following = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if page.get("has_more") and not following:
            raise UncertainSendError(NO_CURSOR)
        return _Page(page["messages"], following)

    async def _place(self, address: str) -> tuple[str, str]:
        """Return the channel and the thread's message of an address (`models.workspace.outgoing.thread_address`)."""
        channel, _, thread = address.partition(":")
        return await self._channel(channel), thread

    async def _channel(self, address: str) -> str:
        if not address.startswith(("U", "W")):
            return address
        opened = await _tried(self._client.conversations_open(users=[address]))
        return str(opened["channel"]["id"])

    async def _post(self, channel: str, message: RenderedBlocks, payload: dict[str, Any], thread: str = "") -> Any:
        fields = {
            "channel": channel,
            "text": message.text,
            "blocks": message.blocks,
            "metadata": {"event_type": EVENT, "event_payload": payload},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        return await api_call(self._client, "chat.postMessage", fields | ({"thread_ts": thread} if thread else {}))

    async def _continue(
        self, sent: SentMessage, rest: Sequence[RenderedBlocks], delivery_id: int, posted: Mapping[int, str]
    ) -> SentMessage:
        """Post the parts that are not in the thread yet; return the message with the ids of all parts.

        Raises `UncertainSendError`: it is continued later.
        """
        parts = dict(posted)
        for place, message in enumerate(rest, start=1):
            if place in parts:
                continue
            await asyncio.sleep(self._pace)
            try:
                payload = {"delivery": delivery_id, "place": place}
                answer = await _tried(self._post(sent.channel_ref, message, payload, sent.message_ref))
            except SendError as error:
                log.warning("continuation_not_sent", delivery=delivery_id, place=place, reason=error.reason)
                raise UncertainSendError(error.reason, error.retry_after) from error
            parts[place] = str(answer["ts"])
        return replace(sent, parts=tuple(parts[place] for place in sorted(parts)))

    async def _standing(self, sent: SentMessage, parts: int) -> dict[int, str]:
        """Return the parts, of so many, that are posted in a nudge's thread: each part's place, and its message id."""
        posted: dict[int, str] = {}
        cursor = ""
        while True:
            page = await self._page(sent.channel_ref, sent.message_ref, cursor)
            posted |= {place: str(each["ts"]) for each in page.messages if (place := _part(each))}
            cursor = page.cursor
            if not cursor or len(posted) >= parts:
                return posted

    async def _update_thread(self, sent: SentMessage, rest: Sequence[RenderedBlocks]) -> None:
        parts = dict(enumerate(sent.parts, start=1))
        if not parts:
            try:
                parts = await self._standing(sent, len(rest))
            except SendError as error:  # the first message says what is new; reading may be limited
                log.warning("thread_not_renewed", reason=error.reason)
        for place, message in enumerate(rest, start=1):
            if place in parts:
                await _tried(
                    self._client.chat_update(
                        channel=sent.channel_ref, ts=parts[place], text=message.text, blocks=message.blocks
                    )
                )


@dataclass(frozen=True)
class _Page:
    """Some messages as Slack gives them, and the cursor of the next page; empty if there is none."""

    messages: Sequence[dict[str, Any]]
    cursor: str


@lru_cache(32)
def _rendered(card: Card) -> Sequence[RenderedBlocks]:
    """Return a card as messages. Kept, since many workspaces are sent the same card (`jobs.sending.compose`).

    Without that, Monday's digests went out at 0.37 of plain calls, and with it at 0.56 (`bench/README.md`).
    """
    return tuple(render_messages(card))


def _following(area: str, cursor: str) -> str:
    """Return the cursor that a search continues from; empty at its end."""
    if cursor:
        return f"{area}:{cursor}"
    return f"{FAR}:" if area == NEAR else ""


def _found(
    messages: Sequence[dict[str, Any]], channel: str, thread: str, wanted: Collection[int]
) -> dict[int, SentMessage | PartlySent]:
    """Return the posted messages of the wanted deliveries, by delivery."""
    results: dict[int, SentMessage | PartlySent] = {}
    for message in messages:
        payload = _payload(message)
        if not payload or int(payload.get("place", 0)) != 0:
            continue
        sent = SentMessage(channel, str(message["ts"]))
        carries = (int(payload["delivery"]), *map(int, payload.get("also", ())))
        at = datetime.fromtimestamp(float(sent.message_ref), UTC)
        is_whole = thread or int(payload.get("parts", 1)) == 1
        results |= {each: sent if is_whole else PartlySent(sent, carries, at) for each in carries if each in wanted}
    return results


def _ts(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"


def _part(message: dict[str, Any]) -> int:
    """Return a message's place in its delivery; 0 for the first message, and for a message that is no nudge."""
    return int(_payload(message).get("place", 0))


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    metadata = message.get("metadata") or {}
    return (metadata.get("event_payload") or {}) if metadata.get("event_type") == EVENT else {}


async def _tried(call: Awaitable[T]) -> T:
    try:
        return await call
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        raise send_error(error) from error
