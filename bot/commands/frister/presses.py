"""The buttons of deadlines, in a private list and in a public nudge."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from bot.cards.card import Card, line
from bot.cards.errors import stale
from bot.commands.ask import Ask, Press, PressHandler, Reply
from bot.commands.frister.attending import attends
from bot.commands.frister.controls import DONE, GO, MOVE, PAGE, RELEASE, REOPEN, STAY, TAKE, UNDO
from bot.commands.frister.deeds import Deed, Told, did, done, iso_day, moved, released, reopened, taken
from bot.commands.frister.listing import list_card, told_parts
from bot.commands.frister.undoing import undone
from bot.commands.frister.value import Value, read_value
from bot.commands.parse.entries import wrong_day


def page(ask: Ask, press: Press, session: Session) -> Reply:
    """Show another page of a list."""
    value = read_value(press.value)
    if value is None or value.query is None:
        return Reply(card=stale())
    return Reply(card=list_card(ask, session, value.query, value.offset), replace=True)


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Put back what a change changed."""
    value = read_value(press.value)
    if value is None or value.change is None:
        return Reply(card=stale())
    confirmation = undone(ask, session, value.change)
    if value.query is None:
        return Reply(card=told_card(confirmation), replace=True, refresh=value.message or "")
    return Reply(card=list_card(ask, session, value.query, value.offset, confirmation), replace=True)


def move(ask: Ask, press: Press, session: Session) -> Reply:
    """Set the day that was chosen."""
    value = read_value(press.value)
    if value is None or value.id is None:
        return Reply(card=stale())
    to = iso_day(press.chosen)
    wrong = "Jeg fikk ingen dato. Velg en dag i kalenderen." if to is None else wrong_day(to, ask.today)
    if to is None or wrong:
        return _reply(ask, session, value, Told(line(f"Ingenting er flyttet. {wrong}")))
    return _reply(ask, session, value, did(moved(to), ask, session, value.id))


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


def told_card(confirmation: Told, message: str = "") -> Card:
    """Return what was done on its own, with the way back; `message` is the public message it was done in."""
    return Card(confirmation.heading, told_parts(confirmation, None, message=message or None))


def _reply(ask: Ask, session: Session, value: Value, confirmation: Told) -> Reply:
    if value.query is None:
        return Reply(card=told_card(confirmation, ask.message_id), refresh=ask.message_id)
    return Reply(card=list_card(ask, session, value.query, value.offset, confirmation), replace=True)


PRESSES: dict[str, PressHandler] = {
    TAKE: doing(taken),
    GO: telling(attends(True)),
    STAY: telling(attends(False)),
    MOVE: move,
}
OWN_PRESSES: dict[str, PressHandler] = {
    DONE: doing(done),
    REOPEN: doing(reopened),
    RELEASE: doing(released),
    UNDO: undo,
    PAGE: page,
}
"""What a guest may do too, with a deadline of their own (`deeds.did`)."""
