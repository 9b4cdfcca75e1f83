"""A card as the bodies of `chat.postMessage`: written once for all the channels it goes to."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from bot.cards.card import Card
from bot.slack.json_bytes import json_bytes
from bot.slack.render import render_messages

EVENT = "padriver_delivery"
MOST_KEPT = 32
"""How many cards' bodies are cached: a card that many workspaces get is the same object for all of them."""


@dataclass(frozen=True)
class MessageBody:
    """One message, complete except for its destination."""

    body: bytes
    """A JSON object without its first brace."""

    def to(self, channel: str, payload: dict[str, Any], thread: str = "") -> bytes:
        """Return the whole body of the message to a channel (or a thread in it), with `payload` as its metadata."""
        where = {"channel": channel, "metadata": {"event_type": EVENT, "event_payload": payload}}
        return json_bytes(where | ({"thread_ts": thread} if thread else {}))[:-1] + b"," + self.body


def message_bodies(card: Card) -> list[MessageBody]:
    """Return the card as messages in order; nearly always one."""
    kept = _KEPT.get(id(card))
    if kept is None or kept[0] is not card:
        kept = (card, _bodies(card))
        _KEPT[id(card)] = kept
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return kept[1]


# By identity, since comparing two cards takes as long as writing one; keeping the card keeps its id from being reused.
_KEPT: OrderedDict[int, tuple[Card, list[MessageBody]]] = OrderedDict()


def _bodies(card: Card) -> list[MessageBody]:
    return [
        MessageBody(
            json_bytes({"text": each.text, "blocks": each.blocks, "unfurl_links": False, "unfurl_media": False})[1:]
        )
        for each in render_messages(card)
    ]
