"""The button that opens the rounds of invitations to representatives of the Storting."""

from bot.cards.card import Button

ROUNDS = "stortinget.runder"


def rounds_button() -> Button:
    """Return the button to the open rounds; without any it opens the form of a new one."""
    return Button("Møteinvitasjoner", ROUNDS, "")
