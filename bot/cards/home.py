"""The bot's own page for one person: what that person has to do, what to say today, and where to go."""

from collections.abc import Sequence

from bot.cards.card import Button, Card, Code, Controls, Heading, Item, Paragraph, Part, line
from bot.cards.schedule import where
from models.workspace.preferences import Preferences


def home(manners: Preferences, mine: Sequence[Item], mine_in_all: int, messages: Sequence[Part]) -> Card:
    """Return the page; `mine` are the person's first deadlines of `mine_in_all`, `messages` what is open today."""
    return Card(
        "Pådriver",
        (
            Heading("Mine frister"),
            *_mine(mine, mine_in_all),
            *messages,
            Paragraph(line("Jeg følger det politiske året og sier fra når det er tid for å handle. ", *where(manners))),
            Controls(
                (
                    Button("Velg budskap", "budskap.vis", ""),
                    Button("Status", "padriver.status", ""),
                    Button("Innstillinger", "padriver.settings", ""),
                    Button("Hjelp", "padriver.help", ""),
                )
            ),
        ),
        summary="Pådriver: fristene dine og det vi sier nå",
    )


def guest_home(mine: Sequence[Item], mine_in_all: int) -> Card:
    """Return the page of a guest: what that person has to do, and nothing of what the organisation says or has set up."""
    sentence = "Du er gjest her. Jeg minner deg på fristene du er ansvarlig for."
    help_ = Controls((Button("Hjelp", "padriver.help", ""),))
    return Card(
        "Pådriver",
        (Heading("Mine frister"), *_mine(mine, mine_in_all), Paragraph(line(sentence)), help_),
        summary="Pådriver: fristene dine",
    )


def _mine(mine: Sequence[Item], mine_in_all: int) -> tuple[Part, ...]:
    if not mine:
        return (Paragraph(line("Du har ingen åpne frister. Se alle med ", Code("/frister"), ".")),)
    if mine_in_all == len(mine):
        return tuple(mine)
    return (*mine, Paragraph(line(f"Og {mine_in_all - len(mine)} til. Se dem med ", Code("/frister mine"), ".")))
