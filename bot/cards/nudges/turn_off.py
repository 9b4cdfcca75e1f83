"""The buttons that a nudge ends with: what turns off its kind for a person, and in a channel «Innstillinger»."""

from dataclasses import replace

from bot.cards.card import Bold, Button, Card, Controls, Paragraph, Person, line

TURN_OFF, TURN_ON = "padriver.av", "padriver.paa"
OPEN_SETTINGS = "padriver.delt"
LABEL = "Innstillinger"
"""On the button that opens the settings of the kinds that are in a message in a channel."""


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


def settings_button(kinds: str) -> Button:
    """Return the button; `kinds` are the stored names of the message's kinds, separated by commas."""
    return Button(LABEL, OPEN_SETTINGS, kinds)


def with_settings_button(card: Card, kind: str) -> Card:
    """Return the card of a nudge in a channel with the button, beside the controls it ends with."""
    return with_button(card, settings_button(kind))


def changed(user_id: str, kind: str, name: str, *, on: bool) -> Card:
    """Return who turned a kind on or off for everybody; `name` is what people call it."""
    said = line(Person(user_id), f" har slått {'på' if on else 'av'} dette for alle: ", Bold(name), ".")
    return Card("Innstillingene er endret", (Paragraph(said), Controls((settings_button(kind),))))
