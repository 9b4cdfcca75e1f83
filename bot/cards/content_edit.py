"""The controls that lead to the content from other cards: «Endre» opens the form of an entry."""

from bot.cards.card import Button
from content.schema.messages import Campaign, Issue

EDIT = "innhold.endre"
SHOW_ENTRY = "innhold.vis"
COPY_CAMPAIGN = "innhold.kampanje"
LIST = "innhold.liste"
CLEAR, TO_CLEAR = "innhold.klarer", "klarer"
"""The action that opens the form that clears texts, and its value."""
SEPARATOR = "#"
"""Between the file and the id of an entry in a control's value: neither has it."""


def entry_value(file: str, entry: str) -> str:
    """Return the value of a control about an entry."""
    return f"{file}{SEPARATOR}{entry}"


def edit_button(file: str, entry: str, label: str = "Endre") -> Button:
    """Return the button that opens the form of an entry."""
    return Button(label, EDIT, entry_value(file, entry))


def budget_phases_button() -> Button:
    """Return the button that lists the phases of the budget, each with its message."""
    return Button("Endre", LIST, "budsjettfase|0|")


def reactions_button() -> Button:
    """Return the button that lists the reactions that are written beforehand."""
    return Button("Endre reaksjonene", LIST, "reaksjon|0|")


def issue_file(issue: Issue) -> str:
    """Return the usual name of an issue's file; it is found by the issue's id if it has another."""
    return f"saker/{issue.id}.yaml"


def campaign_file(campaign: Campaign) -> str:
    """Return the usual name of a campaign's file; it is found by the campaign's year if it has another."""
    return f"kampanjer/{campaign.year}.yaml"
