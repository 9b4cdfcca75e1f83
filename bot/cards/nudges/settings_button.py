"""The button at the end of what is posted in a channel: it opens the settings of the kinds that are in the message."""

from bot.cards.card import Bold, Button, Card, Controls, Paragraph, Person, line
from bot.cards.nudges.turn_off import with_button

OPEN_SETTINGS = "padriver.delt"
LABEL = "Innstillinger"


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
