"""«Hvem leder arbeidet?», to the person who installed the bot, who is often from IT."""

from collections.abc import Sequence

from bot.cards.card import Button, Card, Code, Controls, Paragraph, line
from bot.cards.status import people

CHOOSE, MYSELF = "padriver.leder.skjema", "padriver.leder.meg"
TITLE = "Hvem leder arbeidet?"


def who_leads() -> Card:
    """Return the question, with a button to choose somebody and one to keep the role oneself."""
    return Card(
        TITLE,
        (
            Paragraph(
                line(
                    "Du installerte meg, så du er administrator: Du endrer innstillinger for alle og sier hvem andre som "
                    "kan det."
                )
            ),
            Paragraph(
                line(
                    "Leder noen andre arbeidet? Velg dem, så blir de også administrator. Da kan du gi fra deg rollen "
                    "når du vil."
                )
            ),
            Controls((Button("Velg hvem", CHOOSE, "", style="primary"), Button("Det er meg", MYSELF, ""))),
        ),
        summary=TITLE,
    )


def leads(others: Sequence[str]) -> Card:
    """Return what is shown once it is answered; `others` are the other administrators, if there are any."""
    who = line("Du og ", *people(others), " er administratorer.") if others else line("Du er administrator.")
    return Card(
        "Takk for svaret",
        (Paragraph(line(*who, " Endre det når som helst med ", Code("/padriver administratorer"), ".")),),
        summary="Takk for svaret",
    )
