"""«Hvem leder arbeidet?», to the person who installed the bot, who is often from IT."""

from collections.abc import Sequence

from bot.cards.card import Button, Card, Code, Controls, Paragraph, Part, line
from bot.cards.status import people
from bot.cards.welcome import welcome_button, welcome_line

CHOOSE, MYSELF = "padriver.leder.skjema", "padriver.leder.meg"
TITLE = "Hvem leder arbeidet?"


def who_leads(*, is_unnamed: bool = False) -> Card:
    """Return the question, with a button to choose somebody and one to keep the role oneself.

    If the organisation has no name yet, it is asked for.
    """
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
            *_welcome(is_unnamed=is_unnamed),
        ),
        summary=TITLE,
    )


def leads(others: Sequence[str], *, is_unnamed: bool = False) -> Card:
    """Return what is shown once it is answered; `others` are the other administrators, if there are any."""
    who = line("Du og ", *people(others), " er administratorer.") if others else line("Du er administrator.")
    return Card(
        "Takk for svaret",
        (
            Paragraph(line(*who, " Endre det når som helst med ", Code("/padriver administratorer"), ".")),
            *_welcome(is_unnamed=is_unnamed),
        ),
        summary="Takk for svaret",
    )


def _welcome(*, is_unnamed: bool) -> tuple[Part, ...]:
    return (welcome_line(), Controls((welcome_button(),))) if is_unnamed else ()
