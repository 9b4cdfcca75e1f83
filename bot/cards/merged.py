"""Several nudges that are due together, as one message."""

from collections.abc import Sequence

from bot.cards.card import Card, Divider, Heading, Part


def merged(cards: Sequence[Card]) -> Card:
    """Return one card of one or more: the first one's title heads it, and each of the others is a part with a heading."""
    first, *rest = cards
    if not rest:
        return first
    parts: list[Part] = [*first.parts]
    for card in rest:
        parts += (Divider(), Heading(card.title), *card.parts)
    return Card(first.title, tuple(parts), summary=" · ".join(card.summary or card.title for card in cards))
