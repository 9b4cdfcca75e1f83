"""The greeting when the bot is added to a channel."""

from bot.cards.card import Bullets, Button, Card, Code, Controls, Note, Paragraph, line
from bot.cards.schedule import rest, where
from bot.cards.welcome import welcome_button, welcome_line
from models.workspace.preferences import Preferences


def greeting(manners: Preferences, schedule: Bullets, *, is_unnamed: bool = False) -> Card:
    """Return one short greeting: what will be posted (`schedule`), where, and how to change it.

    If the organisation has no name yet, it is asked for.
    """
    change = line("Endre tid og sted med ", Code("/padriver innstillinger"), ". ")
    answers = line("Spør meg når som helst med ", Code("/frister"), ", ", Code("/arshjul"), " eller ", Code("/budskap"))
    return Card(
        "Hei, jeg er Pådriver",
        (
            Paragraph(line("Jeg følger det politiske året og sier fra når det er tid for å handle. ", *where(manners))),
            schedule,
            Note(line(rest(manners))),
            Paragraph(line(*change, *answers, ".")),
            *((welcome_line(),) if is_unnamed else ()),
            Controls(
                (
                    *((welcome_button(),) if is_unnamed else ()),
                    Button("Innstillinger", "padriver.settings", ""),
                    Button("Hjelp", "padriver.help", ""),
                )
            ),
        ),
        summary="Hei, jeg er Pådriver. Jeg sier fra her om frister, årshjul og budskap.",
    )
