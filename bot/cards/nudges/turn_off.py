"""The buttons that a nudge ends with: what turns off its kind for the person it was sent to.

What is posted in a channel has «Innstillinger» instead (`bot.cards.nudges.settings_button`).
"""

from dataclasses import replace

from bot.cards.card import Button, Card, Controls

TURN_OFF, TURN_ON = "padriver.av", "padriver.paa"


def with_turn_off_button(card: Card, kind: str, label: str) -> Card:
    """Return a nudge's card with the button that turns its kind off, beside the controls it ends with.

    The label says what is turned off: «Slå av påminnelser om frister».
    """
    return with_button(card, Button(label, TURN_OFF, kind))


def with_button(card: Card, button: Button) -> Card:
    """Return a card with a button beside the controls it ends with."""
    match card.parts:
        case (*parts, Controls(controls)):
            return replace(card, parts=(*parts, Controls((*controls, button))))
        case parts:
            return replace(card, parts=(*parts, Controls((button,))))
