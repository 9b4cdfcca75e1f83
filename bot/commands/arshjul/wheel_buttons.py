"""The buttons of the wheel."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from bot.cards.card import line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors
from bot.cards.ntp_windows import SHOW_OPEN
from bot.cards.nudges.wheel import MONTH
from bot.commands.arshjul.new_wheel_entry import wheel_form
from bot.commands.arshjul.open_card import open_card
from bot.commands.arshjul.wheel_cards import month_card
from bot.commands.arshjul.wheel_controls import (
    DATE,
    DONE,
    FORM,
    GIVE,
    GIVEN,
    GO,
    MOVE,
    PICTURE,
    POSTER,
    RELEASE,
    REOPEN,
    SHOW,
    STAY,
    TAKE,
    UNDO,
    WheelControlValue,
    read_month,
    read_wheel_value,
    read_year,
)
from bot.commands.arshjul.wheel_entry_line import WheelEntry
from bot.commands.arshjul.wheel_fields import FIELDS
from bot.commands.arshjul.wheel_picture import send_poster, show_picture
from bot.commands.arshjul.year_cards import year_card
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.parse.entries import Entry, wrong_day
from bot.commands.shared.attendance import set_attendance
from bot.commands.shared.deadline_owner import gave, giving_form, took
from bot.commands.shared.occurrence_actions import (
    Action,
    ActionResult,
    iso_day,
    mark_done,
    move_to,
    move_to_month,
    perform,
    release,
    reopen,
)
from bot.commands.shared.result_cards import result_card
from bot.commands.shared.undo import undo_change


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show another month or year."""
    value = read_wheel_value(press.chosen or press.value) or WheelControlValue()
    first, year = read_month(value.view), read_year(value.view)
    if first:
        return Reply(card=month_card(ask, session, first), replace=True)
    return Reply(card=year_card(ask, session, year), replace=True) if year else Reply(card=stale())


def show_below(ask: Ask, press: Press, session: Session) -> Reply:
    """Show a month below the message that names it."""
    first = read_month(press.value)
    return Reply(card=month_card(ask, session, first) if first else stale())


def move(ask: Ask, press: Press, session: Session) -> Reply:
    """Move an entry to the chosen month."""
    value = read_wheel_value(press.chosen or press.value)
    to = read_month(value.to) if value else None
    if value is None or value.id is None or to is None:
        return Reply(card=stale())
    return _reply(ask, session, value, perform(move_to_month(to), ask, session, value.id))


def set_date(ask: Ask, press: Press, session: Session) -> Reply:
    """Set the day of an entry that has none."""
    value = read_wheel_value(press.value)
    if value is None or value.id is None:
        return Reply(card=stale())
    to = iso_day(press.chosen)
    wrong = "Jeg fikk ingen dato. Velg en dag i kalenderen." if to is None else wrong_day(to, ask.today)
    if to is None or wrong:
        return _reply(ask, session, value, ActionResult(line(f"Ingenting er endret. {wrong}")))
    return _reply(ask, session, value, perform(move_to(to), ask, session, value.id))


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo the change in the button's value, and show the month again in place."""
    value = read_wheel_value(press.value)
    if value is None or value.change is None:
        return Reply(card=stale())
    confirmation = undo_change(ask, session, value.change)
    first = read_month(value.view)
    return Reply(
        card=month_card(ask, session, first, confirmation) if first else result_card(confirmation), replace=True
    )


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form for a month and a field."""
    del session
    value = read_wheel_value(press.value) or WheelControlValue()
    month = read_month(value.view) or ask.today.replace(day=1)
    return wheel_form(ask, WheelEntry(Entry(), month, value.field if value.field in FIELDS else None))


def ask_for_owner(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask who gets an entry."""
    value = read_wheel_value(press.value)
    if value is None or value.id is None:
        return Reply(card=stale())
    form = giving_form(ask, session, value.id, GIVEN, press.value)
    return form if isinstance(form, Form) else _reply(ask, session, value, form)


def give(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Give an entry to the chosen person."""
    value = read_wheel_value(sent.state)
    if value is None or value.id is None:
        return Reply(card=stale())
    result = gave(ask, session, value.id, sent)
    if isinstance(result, FormErrors):
        return result
    first = read_month(value.view)
    return Reply(card=month_card(ask, session, first, result) if first else result_card(result))


def action_handler(deed: Action) -> PressHandler:
    """Return the handler of a button that performs an action."""
    return result_handler(partial(perform, deed))


def result_handler(act: Callable[[Ask, Session, int], ActionResult]) -> PressHandler:
    """Return the handler of a button that changes a row and shows the result."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        value = read_wheel_value(press.value)
        if value is None or value.id is None:
            return Reply(card=stale())
        return _reply(ask, session, value, act(ask, session, value.id))

    return press_it


def _reply(ask: Ask, session: Session, value: WheelControlValue, confirmation: ActionResult) -> Reply:
    first = read_month(value.view)
    if first is None:
        return Reply(card=result_card(confirmation, ask.message_id), refresh=ask.message_id)
    return Reply(card=month_card(ask, session, first, confirmation), replace=True)


def show_open(ask: Ask, press: Press, session: Session) -> Reply:
    """Show what can be influenced now."""
    del press
    return Reply(card=open_card(ask, session, None, ""))


PRESSES: dict[str, PressHandler] = {
    SHOW_OPEN: show_open,
    TAKE: result_handler(took),
    GIVE: ask_for_owner,
    GO: result_handler(set_attendance(True)),
    STAY: result_handler(set_attendance(False)),
    MOVE: move,
    DATE: set_date,
    FORM: open_form,
}
SUBMITS: dict[str, SubmitHandler] = {GIVEN: give}
OWN_PRESSES: dict[str, PressHandler] = {
    DONE: action_handler(mark_done),
    REOPEN: action_handler(reopen),
    RELEASE: action_handler(release),
    UNDO: undo,
    SHOW: show,
    PICTURE: show_picture,
    POSTER: send_poster,
    MONTH: show_below,
}
"""What a guest may also do, with an entry of their own (`occurrence_actions.perform`)."""
