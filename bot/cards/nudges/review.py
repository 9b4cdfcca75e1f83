"""The reminder to review the register."""

from bot.cards.card import Button, Card, Code, Controls, Note, Paragraph, line
from bot.cards.words import amount, listing
from models.register.review import Numbers

OPEN = "interessent.gjennomgang"


def review(numbers: Numbers) -> Card:
    """Return how many people should be reviewed, with a button that opens the review."""
    sentence = f"{amount(numbers.all, 'person', 'personer')} i registeret bør vurderes på nytt: {why(numbers)}."
    law = "Vi skal ikke ha opplysninger om folk lenger enn vi trenger dem. Du velger for hver av dem."
    return Card(
        "Gå gjennom interessentregisteret",
        (
            Paragraph(line(sentence)),
            Paragraph(line(law)),
            Controls((Button("Gå gjennom", OPEN, "", style="primary"),)),
            Note(line("Du kan også gjøre det senere: ", Code("/interessenter gjennomgang"))),
        ),
        summary=sentence,
    )


def why(numbers: Numbers) -> str:
    """Return the reasons, with how many there are of each."""
    rows = [
        (numbers.silent, "har vi ikke snakket med på over to år"),
        (numbers.election, "sto her før valget"),
    ]
    return listing([f"{number} {said}" for number, said in rows if number])
