"""The buttons of the wheel."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from bot.cards.errors import stale
from bot.cards.form import Form
from bot.commands.arshjul.entries import Point
from bot.commands.arshjul.fields import FIELDS
from bot.commands.arshjul.month import month_card
from bot.commands.arshjul.new import form
from bot.commands.arshjul.value import (
    DONE,
    FORM,
    GO,
    MOVE,
    RELEASE,
    REOPEN,
    SHOW,
    STAY,
    TAKE,
    UNDO,
    Value,
    read_month,
    read_value,
)
from bot.commands.arshjul.year import year_card
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.frister.attending import attends
from bot.commands.frister.deeds import Deed, Told, did, done, moved_to_month, released, reopened, taken
from bot.commands.frister.presses import told_card
from bot.commands.frister.undoing import undone
from bot.commands.parse.days import FIRST_YEAR, LAST_YEAR
from bot.commands.parse.entries import Entry


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show another month or year."""
    value = read_value(press.chosen or press.value) or Value()
    first, year = read_month(value.view), _year(value.view)
    if first:
        return Reply(card=month_card(ask, session, first), replace=True)
    return Reply(card=year_card(ask, session, year), replace=True) if year else Reply(card=stale())


def move(ask: Ask, press: Press, session: Session) -> Reply:
    """Move a point to the month that was chosen."""
    value = read_value(press.chosen or press.value)
    to = read_month(value.to) if value else None
    if value is None or value.id is None or to is None:
        return Reply(card=stale())
    return _reply(ask, session, value, did(moved_to_month(to), ask, session, value.id))


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Put back what a change changed."""
    value = read_value(press.value)
    if value is None or value.change is None:
        return Reply(card=stale())
    confirmation = undone(ask, session, value.change)
    first = read_month(value.view)
    return Reply(card=month_card(ask, session, first, confirmation) if first else told_card(confirmation), replace=True)


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form for a month and a field."""
    del session
    value = read_value(press.value) or Value()
    month = read_month(value.view) or ask.today.replace(day=1)
    return form(ask, Point(Entry(), month, value.field if value.field in FIELDS else None))


def doing(deed: Deed) -> PressHandler:
    """Return the handler of a button that does that deed."""
    return telling(partial(did, deed))


def telling(act: Callable[[Ask, Session, int], Told]) -> PressHandler:
    """Return the handler of a button that does something to a row, and tells how it went."""

    def press_it(ask: Ask, press: Press, session: Session) -> Reply:
        value = read_value(press.value)
        if value is None or value.id is None:
            return Reply(card=stale())
        return _reply(ask, session, value, act(ask, session, value.id))

    return press_it


def _reply(ask: Ask, session: Session, value: Value, confirmation: Told) -> Reply:
    first = read_month(value.view)
    if first is None:
        return Reply(card=told_card(confirmation, ask.message_id), refresh=ask.message_id)
    return Reply(card=month_card(ask, session, first, confirmation), replace=True)


def _year(view: str | None) -> int | None:
    year = int(view) if view and view.isascii() and view.isdigit() and len(view) == len(str(LAST_YEAR)) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


PRESSES: dict[str, PressHandler] = {
    TAKE: doing(taken),
    GO: telling(attends(True)),
    STAY: telling(attends(False)),
    MOVE: move,
    FORM: open_form,
}
OWN_PRESSES: dict[str, PressHandler] = {
    DONE: doing(done),
    REOPEN: doing(reopened),
    RELEASE: doing(released),
    UNDO: undo,
    SHOW: show,
}
"""What a guest may do too, with a point of their own (`frister.deeds.did`)."""
