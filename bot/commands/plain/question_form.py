"""The form of a question in plain words, for those who have no conversation with the bot open."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form, FormErrors, TextInput
from bot.commands.access import Command, Submitting, for_guests
from bot.commands.ask import Ask, Reply, Submission, Submitted
from bot.commands.parse.clean import clean
from bot.commands.plain import linking
from bot.commands.plain.question import LONGEST

ASKED = "sok.sporsmal"
EMPTY = "Skriv hva du lurer på."
ANSWERS = "padriver"
"""The command that understands what is no command."""


def question_form() -> Form:
    """Return the form with its one field."""
    hint = "For eksempel «når er fristen for innspill?»."
    return Form("Spør", ASKED, (TextInput("question", "Hva lurer du på?", hint=hint, max_length=LONGEST),), "Spør")


def submits(commands: Mapping[str, Command]) -> Mapping[str, Submitting]:
    """Return the handlers of the forms."""

    def submit(ask: Ask, sent: Submission, session: Session) -> Submitted:
        text = clean(sent.values.get("question", ""))
        if not text.strip(" ?!."):
            return FormErrors({"question": EMPTY})
        answer = commands[ANSWERS](replace(ask, text=text), session)
        match answer:
            case Card():
                return Reply(card=answer)
            case File():
                return Reply(file=answer)
            case Form():
                return answer

    return {**for_guests({ASKED: submit}), **linking.SUBMITS}
