"""What a person answers to a deadline that their own assistant has proposed."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.form import Form, FormErrors
from bot.cards.nudges import deadline_proposal as cards
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.frister.new_deadline import add_deadline, submit_deadline
from bot.commands.parse.entries import wrong_day
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_form import deadline_form, decode_entry
from models.occurrences.changes import GoneError
from models.tables import DeadlineProposal
from models.workspace.deadline_proposals import is_open, proposal
from models.workspace.workspaces import lock

SAVE = "frist.forslag.lagre"


def add_it(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Add the deadline as it was proposed; open the form if its day is over or it recurs on no day."""
    row = _open(ask, session, press.value)
    if row is None:
        return _answered(ask, session, press.value, ask.message_id)
    entry = decode_entry(row.entry)
    if entry.due is None or wrong_day(entry.due, ask.today):
        return _form(ask, row)
    try:
        return Reply(card=_added(ask, row, add_deadline(ask, entry, session)), refresh=ask.message_id)
    except GoneError:
        return _form(ask, row)


def change_it(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a new deadline, filled in with the proposal."""
    row = _open(ask, session, press.value)
    return _form(ask, row) if row else _answered(ask, session, press.value, ask.message_id)


def refuse_it(ask: Ask, press: Press, session: Session) -> Reply:
    """Note that the person does not want it."""
    row = _open(ask, session, press.value)
    if row is not None:
        row.settled_at = ask.now
        session.flush()
    return _answered(ask, session, press.value, ask.message_id)


def save_it(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Add the deadline in the form, or return its errors."""
    number, message, state = [*submission.state.split("|", 2), "", ""][:3]
    row = _open(ask, session, number)
    if row is None:
        return _answered(ask, session, number, message)
    answer = submit_deadline(ask, replace(submission, state=state), session)
    if isinstance(answer, Reply) and isinstance(answer.card, Card):
        return replace(answer, card=_added(ask, row, answer.card), refresh=message)
    return answer


def _form(ask: Ask, row: DeadlineProposal) -> Form:
    form = deadline_form(ask, decode_entry(row.entry))
    return replace(form, action=SAVE, state=f"{row.id}|{ask.message_id}|{form.state}")


def _open(ask: Ask, session: Session, value: str) -> DeadlineProposal | None:
    """Return the person's own proposal, if it can still be added; of two answers at once the second finds none."""
    lock(session, ask.workspace.id)
    row = proposal(session, ask.workspace.id, ask.user_id, row_id(value))
    return row if row and is_open(row, ask.now) else None


def _answered(ask: Ask, session: Session, value: str, message: str) -> Reply:
    """Say what came of a proposal that has its answer, or that can no longer be added; the question shows it too."""
    row = proposal(session, ask.workspace.id, ask.user_id, row_id(value))
    card = cards.settled(row) if row and row.settled_at else cards.too_old()
    return Reply(card=card, refresh=message)


def _added(ask: Ask, row: DeadlineProposal, card: Card) -> Card:
    row.settled_at, row.is_added = ask.now, True
    return card


PRESSES: Mapping[str, PressHandler] = {cards.ADD: add_it, cards.CHANGE: change_it, cards.REFUSE: refuse_it}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE: save_it}
