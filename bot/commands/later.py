"""The commands that come later: they say so, and what to use meanwhile."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Card, Code, Paragraph, line
from bot.commands.ask import Ask, CommandHandler, PressHandler, SubmitHandler


def interessenter(ask: Ask, session: Session) -> Card:
    """Answer `/interessenter`."""
    del ask, session
    said = "Interessentoversikten er ikke her ennå."
    meanwhile = line(" Bruk regnearket så lenge, og se hvem budskapet gjelder med ", Code("/budskap jernbane"), ".")
    return Card("Interessenter", (Paragraph(line(said, *meanwhile)),), summary=said)


COMMANDS: Mapping[str, CommandHandler] = {"interessenter": interessenter}
PRESSES: Mapping[str, PressHandler] = {}
SUBMITS: Mapping[str, SubmitHandler] = {}
