"""Answering when one is given a deadline, taking one over, and being responsible together."""

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph, Person, line
from bot.cards.form import Form, FormErrors, PersonInput
from bot.cards.nudges.handover import ACCEPT, HAND_BACK
from bot.cards.rows import when_of
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_owner import NOBODY, TO, ask_receiver, owner_error
from bot.commands.shared.occurrence_actions import GONE, Action, ActionResult, perform, quoted_title
from jobs.nudges.handover import ACCEPTED, BACK, TAKEN, plan_answer
from models.db.base import longest
from models.occurrences import owning
from models.occurrences.changes import ChangedError, GoneError
from models.occurrences.handover import Handover
from models.occurrences.handover import accept as accept_it
from models.occurrences.handover import hand_back as give_back
from models.occurrences.owning import TooManyError
from models.occurrences.queries import by_id
from models.occurrences.undoing import AlreadyUndoneError
from models.tables import Change, Occurrence

JOIN_FORM = "frist.med_lagre"
ALREADY_BACK = "Fristen er allerede gitt tilbake."
NOT_YOURS_NOW = "Du er ikke ansvarlig for fristen lenger, eller du har svart allerede."
TOO_MANY = f"{owning.MOST_OWNERS} er ansvarlige. Gi fristen fra deg, eller be en av dem om det."


def accept(ask: Ask, press: Press, session: Session) -> Reply:
    """Note that the person takes what they were given; the giver hears of it."""
    try:
        found = accept_it(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now)
    except (GoneError, ChangedError) as error:
        return _refused(ask, error)
    _tell_giver(ask, session, found, ACCEPTED)
    said = f"Du er ansvarlig for {quoted_title(found.row)}."
    card = Card("Du tok den", (Paragraph(line(f"{said} {when_of(found.row, ask.today).capitalize()}.")),), summary=said)
    return Reply(card=card, refresh=ask.message_id, planned=True)


def hand_back(ask: Ask, press: Press, session: Session) -> Reply:
    """Hand back what the person was given; the giver hears of it."""
    try:
        found = give_back(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now)
    except (GoneError, ChangedError) as error:
        return _refused(ask, error)
    _tell_giver(ask, session, found, BACK)
    said = f"Du ga tilbake {quoted_title(found.row)}."
    parts = (Paragraph(line(f"{said} ", Person(found.giver), " får beskjed.")),)
    return Reply(card=Card("Gitt tilbake", parts, summary=said), refresh=ask.message_id, planned=True)


def taking_over(owner: str) -> Action:
    """Return the action that makes the asker responsible in place of `owner`, who hears of it."""

    def take_over(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, str]:
        change = owning.take_over(session, ask.workspace.id, occurrence_id, ask.user_id, owner, ask.now)
        if owner:
            plan_answer(session, ask.workspace.id, change.id, owner, TAKEN, ask.user_id, ask.now)
        return change, "Du er ansvarlig for {} nå."

    return take_over


def join_form(ask: Ask, row: Occurrence, state: str) -> Form:
    """Return the form that asks who else is responsible."""
    name = PersonInput(TO, "Hvem er også ansvarlig?", optional=False)
    intro = line(f"{quoted_title(row)}, {when_of(row, ask.today)}")
    return Form("Flere ansvarlige", JOIN_FORM, (name,), "Legg til", state, intro)


def join(ask: Ask, session: Session, occurrence_id: int, sent: Submission) -> ActionResult | FormErrors:
    """Make the chosen person responsible as well; they are asked."""
    to = sent.values.get(TO, "")
    wrong = owner_error(ask, session, to) if to and len(to) <= longest(Occurrence.owner) else NOBODY
    if wrong:
        return FormErrors({TO: wrong})
    try:
        result = perform(_joined(to), ask, session, occurrence_id)
    except TooManyError:
        return FormErrors({TO: TOO_MANY})
    if result.change is None:
        return result
    ask_receiver(ask, session, result.change, to)
    row = by_id(session, ask.workspace.id, occurrence_id)
    who = ("Du",) if to == ask.user_id else (Person(to),)
    return ActionResult(
        line(*who, f" er også ansvarlig for {quoted_title(row) if row else 'fristen'} nå."), result.change, "Endret"
    )


def _joined(who: str) -> Action:
    def join_it(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, str]:
        return owning.join(session, ask.workspace.id, occurrence_id, ask.user_id, who, ask.now), ""

    return join_it


def _tell_giver(ask: Ask, session: Session, found: Handover, what: str) -> None:
    if found.giver != ask.user_id:
        plan_answer(session, ask.workspace.id, found.change.id, found.giver, what, ask.user_id, ask.now)


def _refused(ask: Ask, error: Exception) -> Reply:
    said = GONE if isinstance(error, GoneError) else NOT_YOURS_NOW
    said = ALREADY_BACK if isinstance(error, AlreadyUndoneError) else said
    card = Card("Ingenting er endret", (Paragraph(line(said)),), summary=said)
    return Reply(card=card, refresh=ask.message_id)


PRESSES: dict[str, PressHandler] = {ACCEPT: accept, HAND_BACK: hand_back}
