"""The question of which contacts were met at an event of the wheel."""

from bot.cards.card import Button, Card, Controls, Note, Paragraph, line
from bot.cards.checklists import advice_buttons
from bot.cards.rows import in_sentence
from content.schema.pack import Pack
from models.tables import Occurrence

LOG, NOBODY = "interessent.mott", "interessent.mott_ingen"


def met_card(event: Occurrence, pack: Pack) -> Card:
    """Return the question after an event, with a button to answer and one to say that there was nobody."""
    sentence = f"Hvem møtte dere på {in_sentence(event.title)}?"
    return Card(
        sentence,
        (
            Paragraph(line("Skriv én linje for hver dere snakket med, så havner samtalene i registeret.")),
            Controls(
                (
                    Button("Loggfør", LOG, str(event.id), style="primary"),
                    Button("Ingen denne gangen", NOBODY, str(event.id)),
                    *advice_buttons(pack, "møte"),
                )
            ),
            Note(line("Du får spørsmålet fordi du sa at du skulle dit.")),
        ),
        summary=sentence,
    )


def thanks(event: Occurrence) -> Card:
    """Return what replaces the question when it is answered, with a button to log more."""
    sentence = f"Takk, du har svart for {in_sentence(event.title)}."
    more = Controls((Button("Loggfør flere", LOG, str(event.id)),))
    return Card("Takk for svaret", (Paragraph(line(sentence)), more), summary=sentence)
