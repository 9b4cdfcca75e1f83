"""What an action answers: what was done, with the way back, or what was not understood."""

from bot.cards.card import Card, Code, Item, Note, Paragraph, Part, line
from bot.commands.parse.fault import Fault
from bot.commands.shared.deadline_controls import undo_button
from bot.commands.shared.occurrence_actions import ActionResult


def fault_card(fault: Fault, command: str = "frister") -> Card:
    """Return what is told where a question is not understood, and where it says what may be asked."""
    more = line("Skriv ", Code(f"/{command} hjelp"), " for å se hva du kan spørre om.")
    return Card("Det forsto jeg ikke", (Paragraph(line(fault.text)), Note(more)), summary=fault.text)


def result_parts(
    confirmation: ActionResult, query: str | None, offset: int = 0, message: str | None = None
) -> tuple[Part, ...]:
    """Return what has just been done, with the way back."""
    undo = (
        confirmation.back if confirmation.change is None else undo_button(confirmation.change, query, offset, message)
    )
    return (Item(confirmation.line, (undo,) if undo else ()),)


def result_card(confirmation: ActionResult, message: str = "") -> Card:
    """Return what was done on its own, with the way back; `message` is the public message it was done in."""
    return Card(confirmation.heading, result_parts(confirmation, None, message=message or None))
