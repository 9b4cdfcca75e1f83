"""A card as the bodies of `chat.postMessage`: made once for all the channels it goes to."""

from collections import OrderedDict
from typing import Any

from bot.cards.card import Card
from bot.slack.render import render_messages
from bot.slack.written import encoded
from content.frozen import frozen

EVENT = "padriver_delivery"
MOST_KEPT = 32
"""How many cards are kept as they were written last: one that many workspaces get alike is the same object to all."""


@frozen
class Draft:
    """One message, written but for where it goes."""

    body: bytes
    """A JSON object without its first brace."""

    def to(self, channel: str, payload: dict[str, Any], thread: str = "") -> bytes:
        """Return the whole body of the message to a channel (or a thread in it), with that as its metadata."""
        where = {"channel": channel, "metadata": {"event_type": EVENT, "event_payload": payload}}
        return encoded(where | ({"thread_ts": thread} if thread else {}))[:-1] + b"," + self.body


def drafts(card: Card) -> list[Draft]:
    """Return the card as messages in order; nearly always one."""
    kept = _KEPT.get(id(card))
    if kept is None or kept[0] is not card:
        kept = (card, _written(card))
        _KEPT[id(card)] = kept
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return kept[1]


# By identity, since comparing two cards takes as long as writing one; holding the card keeps its id its own.
_KEPT: OrderedDict[int, tuple[Card, list[Draft]]] = OrderedDict()


def _written(card: Card) -> list[Draft]:
    return [
        Draft(encoded({"text": each.text, "blocks": each.blocks, "unfurl_links": False, "unfurl_media": False})[1:])
        for each in render_messages(card)
    ]
