"""The answers to actions: what was done, with a button to undo, or what was not understood."""

from bot.cards.card import Card, Code, Item, Note, Paragraph, Part, line
from bot.commands.parse.fault import Fault
from bot.commands.shared.deadline_controls import undo_button
from bot.commands.shared.occurrence_actions import ActionResult


def fault_card(fault: Fault, command: str = "frister") -> Card:
    """Return the answer to a question that was not understood, with the command for help."""
    more = line("Skriv ", Code(f"/{command} hjelp"), " for å se hva du kan spørre om.")
    return Card("Det forsto jeg ikke", (Paragraph(line(fault.text)), Note(more)), summary=fault.text)


def result_parts(
    confirmation: ActionResult, query: str | None, offset: int = 0, message: str | None = None
) -> tuple[Part, ...]:
    """Return what has just been done, with a button to undo."""
    undo = (
        confirmation.back if confirmation.change is None else undo_button(confirmation.change, query, offset, message)
    )
    return (Item(confirmation.line, (*((undo,) if undo else ()), *confirmation.controls)),)


def result_card(confirmation: ActionResult, message: str = "") -> Card:
    """Return what was done as a separate card, with a button to undo; `message` is the id of a public message."""
    return Card(confirmation.heading, result_parts(confirmation, None, message=message or None))
