"""Doing what a control or a form says, within the transaction it is asked in."""

from sqlalchemy.orm import Session

from bot.cards.errors import stale
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Answer, Ask, Press, PressHandler, Reply, Submission
from bot.desk.deps import Registry
from bot.desk.standing import Standing, standing
from bot.desk.words import OPEN_FORM, reopen

Done = tuple[Reply, Standing | None]
"""What to show, and the message in the channel that says something else now."""


def pressed(registry: Registry, name: str, press: Press, ask: Ask, session: Session) -> Answer | Done:
    """Do what a control says."""
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
        return Reply(card=stale()), None
    outcome = handler(ask, sent, session)
    if isinstance(outcome, FormErrors):
        session.rollback()
        return outcome
    return _done(outcome, ask, session)


def _done(reply: Reply, ask: Ask, session: Session) -> Done:
    return reply, standing(ask, session, reply.refresh) if reply.refresh else None
