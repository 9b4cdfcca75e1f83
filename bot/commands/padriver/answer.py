"""Answers `/padriver`, and the buttons that lead to its parts."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.cards.help import help_card, not_understood_help
from bot.commands.ask import Answer, Ask, CommandHandler, Press, PressHandler, Reply, SubmitHandler
from bot.commands.budskap.names import comparable
from bot.commands.padriver.form import SAVE, settings_form
from bot.commands.padriver.save import save
from bot.commands.padriver.status import status
from models.tables import Workspace

WORDS = {
    "hjelp": "hjelp",
    "help": "hjelp",
    "kommandoer": "hjelp",
    "status": "status",
    "innstillinger": "innstillinger",
    "innstilling": "innstillinger",
    "oppsett": "innstillinger",
    "settings": "innstillinger",
}
LIKE = 70
LONGEST = 40


def answer(ask: Ask, session: Session) -> Answer:
    """Answer `/padriver [hjelp|status|innstillinger]`; anything else is answered with the help."""
    words = comparable(ask.text[: LONGEST + 1])
    if not ask.text.strip(" ?!."):
        return help_card(ask.workspace)
    match WORDS.get(words):
        case "hjelp":
            return help_card(ask.workspace)
        case "status":
            return status(ask, session)
        case "innstillinger":
            return settings_form(_fresh(ask, session))
        case _:
            return not_understood_help(ask.workspace, ask.text, _suggestion(words))


def _suggestion(words: str) -> str:
    like = process.extractOne(words, WORDS, scorer=fuzz.ratio, score_cutoff=LIKE) if len(words) <= LONGEST else None
    return f"/padriver {like[0]}" if like else ""


def _fresh(ask: Ask, session: Session) -> Workspace:
    return session.get_one(Workspace, ask.workspace.id, populate_existing=True)


def open_settings(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form of the settings."""
    del press
    return settings_form(_fresh(ask, session))


def show_help(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the help."""
    del press, session
    return Reply(card=help_card(ask.workspace))


def show_status(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the status."""
    del press
    return Reply(card=status(ask, session))


COMMANDS: Mapping[str, CommandHandler] = {"padriver": answer}
PRESSES: Mapping[str, PressHandler] = {
    "padriver.settings": open_settings,
    "padriver.help": show_help,
    "padriver.status": show_status,
}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE: save}
