"""The button that turns off a kind of nudge, at the end of every nudge that allows it."""

from dataclasses import replace

from bot.cards.card import Button, Card, Controls

TURN_OFF, TURN_ON = "padriver.av", "padriver.paa"
LABEL = "Slå av slike"


def with_turn_off_button(card: Card, kind: str) -> Card:
    """Return a nudge's card with the button that turns its kind off, beside the controls it ends with."""
    off = Button(LABEL, TURN_OFF, kind)
    match card.parts:
        case (*parts, Controls(controls)):
            return replace(card, parts=(*parts, Controls((*controls, off))))
        case parts:
            return replace(card, parts=(*parts, Controls((off,))))
