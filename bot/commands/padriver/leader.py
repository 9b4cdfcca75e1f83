"""The answers to «Hvem leder arbeidet?»: somebody else is chosen, or the installer keeps the role."""

from sqlalchemy.orm import Session

from bot.cards.form import Form, FormErrors, PersonInput
from bot.cards.nudges.leader import CHOOSE, MYSELF, TITLE, leads
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.padriver.administrator_list import LONGEST_ID, named_card
from models.content.packs import is_unnamed
from models.workspace.nudge_kinds import LEADER
from models.workspace.outgoing import posted_at

CHOSEN = "padriver.leder.valgt"
WHO = "person"


def choose(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form with the people to choose among."""
    del ask, press, session
    return Form(TITLE, CHOSEN, (PersonInput(WHO, "Hvem", optional=False),), submit="Velg")


def chosen(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Make the person in the form an administrator, and show the question as answered."""
    person = submission.values.get(WHO, "")[:LONGEST_ID]
    if not person:
        return FormErrors({WHO: "Velg en person."})
    if person == ask.user_id:
        return Reply(card=leads((), is_unnamed=is_unnamed(ask.workspace, ask.pack)))
    card = named_card(ask, session, person)
    asked = posted_at(session, ask.workspace.id, LEADER, ask.user_id)
    return Reply(card=card, renew=(asked,) if asked else ())


def myself(ask: Ask, press: Press, session: Session) -> Reply:
    """Let the installer keep the role."""
    del press, session
    return Reply(card=leads((), is_unnamed=is_unnamed(ask.workspace, ask.pack)), replace=True)


PRESSES: dict[str, PressHandler] = {CHOOSE: choose, MYSELF: myself}
SUBMITS: dict[str, SubmitHandler] = {CHOSEN: chosen}
