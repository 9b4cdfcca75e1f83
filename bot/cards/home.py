"""The bot's own page for one person: what to say today, what that person has to do, and where to go."""

from collections.abc import Sequence
from datetime import date

from bot.cards.card import Button, Card, Code, Controls, Heading, Item, Paragraph, Part, line
from bot.cards.rows import Row, dated_line, with_note
from bot.cards.schedule import where
from models.workspace.preferences import Preferences


def home(manners: Preferences, today: date, mine: Sequence[Row], mine_in_all: int, messages: Sequence[Part]) -> Card:
    """Return the page; `mine` are the person's first deadlines of `mine_in_all`, `messages` what is open today."""
    return Card(
        "Pådriver",
        (
            Paragraph(line("Jeg følger det politiske året og sier fra når det er tid for å handle. ", *where(manners))),
            Heading("Dine frister"),
            *_mine(today, mine, mine_in_all),
            *messages,
            Controls(
                (
                    Button("Velg budskap", "budskap.vis", ""),
                    Button("Status", "padriver.status", ""),
                    Button("Innstillinger", "padriver.settings", ""),
                    Button("Hjelp", "padriver.help", ""),
                )
            ),
        ),
        summary="Pådriver: dine frister og det vi sier nå",
    )


def guest_home(today: date, mine: Sequence[Row], mine_in_all: int) -> Card:
    """Return the page of a guest: what that person has to do, and nothing of what the organisation says or has set up."""
    sentence = "Du er gjest her. Jeg minner deg på fristene du er ansvarlig for."
    help_ = Controls((Button("Hjelp", "padriver.help", ""),))
    return Card(
        "Pådriver",
        (Paragraph(line(sentence)), Heading("Dine frister"), *_mine(today, mine, mine_in_all), help_),
        summary="Pådriver: dine frister",
    )


def _mine(today: date, mine: Sequence[Row], mine_in_all: int) -> tuple[Part, ...]:
    if not mine:
        return (Paragraph(line("Du har ingen åpne frister. Se alle med ", Code("/frister"), ".")),)
    rows = tuple(part for each in mine for part in with_note(Item(dated_line(each, today)), each))
    if mine_in_all == len(mine):
        return rows
    return (*rows, Paragraph(line(f"Og {mine_in_all - len(mine)} til. Se dem med ", Code("/frister mine"), ".")))
