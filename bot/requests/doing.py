"""Doing what a control or a form says, within the transaction it is asked in."""

from sqlalchemy.orm import Session

from bot.cards.errors import stale
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Answer, Ask, Press, PressHandler, Reply, Submission
from bot.commands.parse.bounds import MOST_TEXT, length_errors
from bot.requests.deps import Registry
from bot.requests.standing import Standing, standings
from bot.requests.words import OPEN_FORM, reopen

MOST_PRESSED = 2 * MOST_TEXT
"""The most signs that a control of ours carries: a message's text, as JSON."""
Done = tuple[Reply, tuple[Standing, ...]]
"""What to show, and the messages that say something else now."""


def pressed(registry: Registry, name: str, press: Press, ask: Ask, session: Session) -> Answer | Done:
    """Do what a control says. What no control of ours carries is not read."""
    if max(len(press.value), len(press.chosen)) > MOST_PRESSED:
        return stale()
    if name == OPEN_FORM:
        return reopen(registry, press.value, ask, session)
    handler: PressHandler | None = registry.PRESSES.get(name)
    if handler is None:
        return stale()
    reply = handler(ask, press, session)
    return reply if isinstance(reply, Form) else _done(reply, ask, session)


def saved(registry: Registry, name: str, sent: Submission, ask: Ask, session: Session) -> Done | FormErrors:
    """Save a form. Where something is to be mended, whatever was written is undone: the same form may be sent again."""
    handler = registry.SUBMITS.get(name)
    if handler is None:
        return Reply(card=stale()), ()
    wrong = length_errors(sent.values, dict.fromkeys(sent.values, MOST_TEXT))
    outcome = FormErrors(wrong) if wrong else handler(ask, sent, session)
    if isinstance(outcome, FormErrors):
        session.rollback()
        return outcome
    return _done(outcome, ask, session)


def _done(reply: Reply, ask: Ask, session: Session) -> Done:
    pressed_in = ((ask.channel_id, reply.refresh),) if reply.refresh else ()
    return reply, standings(ask, session, (*pressed_in, *reply.renew))
