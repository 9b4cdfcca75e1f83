"""The welcome of a workspace that starts from the template: the button, and what is said beside it."""

from bot.cards.card import Button, Paragraph, line

OPEN = "innhold.velkomst"
WHY = "Jeg vet ikke hvem dere er ennå. Skriv inn navnet og de tre viktigste sakene, så begynner jeg med dem."


def welcome_button() -> Button:
    """Return the button that opens the form with the name and the most important cases; administrators may use it."""
    return Button("Hvem er dere?", OPEN, "", style="primary")


def welcome_line() -> Paragraph:
    """Return why the form should be filled in."""
    return Paragraph(line(WHY))
