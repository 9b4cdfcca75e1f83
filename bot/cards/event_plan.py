"""The button that opens the plan of an event."""

from bot.cards.card import Button

SHOW = "arrangement.plan"


def plan_button(event_id: int) -> Button:
    """Return the button to who goes to an event, and to what is planned for it."""
    return Button("Planen vår", SHOW, str(event_id))
