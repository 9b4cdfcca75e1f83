"""«Spørsmål som venter» in Home: the questions that were asked in vain, or held back by the limit on questions."""

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Item, Paragraph, Part, line
from bot.commands.ask import Ask, Press, Reply
from bot.commands.shared.administration import current_workspace
from jobs.nudges.waiting_questions import waiting_question, waiting_questions
from models.workspace.contacts import ContactRole

SHOW = "padriver.sporsmal"
ANSWERED = Card("Spørsmålet er besvart", (Paragraph(line("Noen har svart på det, eller det gjelder ikke lenger.")),))


def waiting_rows(ask: Ask, session: Session) -> tuple[tuple[Part, ...], ...]:
    """Return a colleague's unanswered questions, each as a row of Home."""
    if ask.role is not ContactRole.COLLEAGUE:
        return ()
    found = waiting_questions(session, current_workspace(ask, session), ask.pack, ask.user_id, ask.now)
    return tuple((Item(line(each.card.title), (Button("Svar", SHOW, str(each.delivery_id)),)),) for each in found)


def show_question(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a question, so that it can be answered."""
    number = int(press.value) if press.value.isascii() and press.value.isdigit() and len(press.value) < 12 else 0  # noqa: PLR2004
    workspace = current_workspace(ask, session)
    return Reply(card=waiting_question(session, workspace, ask.pack, ask.user_id, number, ask.now) or ANSWERED)
