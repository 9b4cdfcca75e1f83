"""The buttons of deadlines, in a private list and in a public nudge."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from bot.cards.card import line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors
from bot.cards.nudges.ending import CALL_OFF, SHOW
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.frister.deadline_list import list_card
from bot.commands.parse.entries import wrong_day
from bot.commands.parse.query import Query
from bot.commands.shared.attendance import set_attendance
from bot.commands.shared.deadline_controls import (
    DONE,
    GIVE,
    GO,
    MOVE,
    PAGE,
    RELEASE,
    REOPEN,
    STAY,
    TAKE,
    UNDO,
    DeadlineControlValue,
    pressed_value,
    read_deadline_value,
)
from bot.commands.shared.deadline_owner import GIVEN, gave, giving_form, took
from bot.commands.shared.occurrence_actions import (
    Action,
    ActionResult,
    call_off,
    iso_day,
    mark_done,
    move_to,
    perform,
    release,
    reopen,
)
from bot.commands.shared.result_cards import result_card
from bot.commands.shared.undo import undo_change

UNANSWERED = str(Query(unanswered=True))


def page(ask: Ask, press: Press, session: Session) -> Reply:
    """Show another page of a list."""
    value = read_deadline_value(press.value)
    if value is None or value.query is None:
        return Reply(card=stale())
    return Reply(card=list_card(ask, session, value.query, value.offset), replace=True)


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo the change in the button's value, and show the list again in place."""
    value = read_deadline_value(press.value)
    if value is None or value.change is None:
        return Reply(card=stale())
    confirmation = undo_change(ask, session, value.change)
    if value.query is None:
        return Reply(card=result_card(confirmation), replace=True, refresh=value.message or "")
    return Reply(card=list_card(ask, session, value.query, value.offset, confirmation), replace=True)


def move(ask: Ask, press: Press, session: Session) -> Reply:
    """Move a row to the chosen day."""
    value = pressed_value(session, ask.workspace.id, press.value)
    if value is None or value.id is None:
        return Reply(card=stale())
    to = iso_day(press.chosen)
    wrong = "Jeg fikk ingen dato. Velg en dag i kalenderen." if to is None else wrong_day(to, ask.today)
    if to is None or wrong:
        return _reply(ask, session, value, ActionResult(line(f"Ingenting er flyttet. {wrong}")))
    return _reply(ask, session, value, perform(move_to(to), ask, session, value.id))


def ask_for_owner(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask who gets a row."""
    value = pressed_value(session, ask.workspace.id, press.value)
    if value is None or value.id is None:
        return Reply(card=stale())
    state = str(replace(value, message=value.message or ask.message_id or None))
    form = giving_form(ask, session, value.id, GIVEN, state)
    return form if isinstance(form, Form) else _reply(ask, session, value, form)


def give(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Give a row to the chosen person."""
    value = read_deadline_value(sent.state)
    if value is None or value.id is None:
        return Reply(card=stale())
    result = gave(ask, session, value.id, sent)
    if isinstance(result, FormErrors):
        return result
    if value.query is None:
        return Reply(card=result_card(result, value.message or ""), refresh=value.message or "", planned=True)
    return Reply(card=list_card(ask, session, value.query, value.offset, result), planned=True)


def show_unanswered(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what is over and has no answer, beside the message that asks."""
    del press
    return Reply(card=list_card(ask, session, UNANSWERED))


def action_handler(deed: Action) -> PressHandler:
    """Return the handler of a button that performs an action."""
    return result_handler(partial(perform, deed))


def result_handler(act: Callable[[Ask, Session, int], ActionResult]) -> PressHandler:
    """Return the handler of a button that changes a row and shows the result."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        value = pressed_value(session, ask.workspace.id, press.value)
        if value is None or value.id is None:
            return Reply(card=stale())
        return _reply(ask, session, value, act(ask, session, value.id))

    return press_it


def _reply(ask: Ask, session: Session, value: DeadlineControlValue, confirmation: ActionResult) -> Reply:
    if value.query is None:
        return Reply(card=result_card(confirmation, ask.message_id), refresh=ask.message_id)
    return Reply(card=list_card(ask, session, value.query, value.offset, confirmation), replace=True)


PRESSES: dict[str, PressHandler] = {
    TAKE: result_handler(took),
    GIVE: ask_for_owner,
    GO: result_handler(set_attendance(True)),
    STAY: result_handler(set_attendance(False)),
    MOVE: move,
}
SUBMITS: dict[str, SubmitHandler] = {GIVEN: give}
OWN_PRESSES: dict[str, PressHandler] = {
    DONE: action_handler(mark_done),
    REOPEN: action_handler(reopen),
    CALL_OFF: action_handler(call_off),
    SHOW: show_unanswered,
    RELEASE: action_handler(release),
    UNDO: undo,
    PAGE: page,
}
"""What a guest may also do, with a deadline of their own (`occurrence_actions.perform`)."""
