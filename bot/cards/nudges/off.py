"""The way off: what every nudge that may be turned off ends with."""

from bot.cards.card import Button, Card, Controls

OFF, ON = "padriver.av", "padriver.paa"
LABEL = "Slå av slike"


def with_way_off(card: Card, kind: str) -> Card:
    """Return a nudge's card with the button that turns its kind off, beside what it ends with."""
    off = Button(LABEL, OFF, kind)
    *parts, last = card.parts
    if isinstance(last, Controls):
        return Card(card.title, (*parts, Controls((*last.controls, off))), summary=card.summary)
    return Card(card.title, (*card.parts, Controls((off,))), summary=card.summary)
