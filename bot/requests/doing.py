"""Doing what a command, a control or a form says, within the transaction it is asked in."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph
from bot.cards.errors import stale
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Answer, Ask, CommandHandler, Press, PressHandler, Reply, Submission
from bot.commands.parse.bounds import MOST_TEXT, length_errors, too_long
from bot.requests.deps import Registry
from bot.requests.roles import without_refused
from bot.requests.standing import Standing, standings
from bot.requests.words import HELP, OPEN_FORM, held_command
from models.workspace.contacts import ContactRole

MOST_PRESSED = 2 * MOST_TEXT
"""The most signs that a control of ours carries: a message's text, as JSON."""
Done = tuple[Reply, tuple[Standing, ...]]
"""What to show, and the messages that say something else now."""


def named(registry: Registry, name: str) -> CommandHandler:
    """Return what answers a command, the help where there is none of that name.

    A text that is too long to be read is answered with what to do, and no handler sees it.
    """
    handler = registry.COMMANDS.get(name) or registry.COMMANDS[HELP]

    def answer(ask: Ask, session: Session) -> Answer:
        fault = too_long(ask.text)
        if fault:
            return Card("Teksten er for lang", (Paragraph((fault.text,)),), summary=fault.text)
        answered = handler(ask, session)
        if isinstance(answered, Card) and ask.role is not ContactRole.COLLEAGUE:
            return without_refused(registry, answered)
        return answered

    return answer


def pressed(registry: Registry, name: str, press: Press, ask: Ask, session: Session) -> Answer | Done:
    """Do what a control says. What no control of ours carries is not read."""
    if max(len(press.value), len(press.chosen)) > MOST_PRESSED:
        return stale()
    if name == OPEN_FORM:
        command = held_command(press.value)
        return named(registry, command[0])(replace(ask, text=command[1]), session) if command else stale()
    handler: PressHandler | None = registry.PRESSES.get(name)
    if handler is None:
        return stale()
    reply = handler(ask, press, session)
    return reply if isinstance(reply, Form) else _done(registry, reply, ask, session)


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
    return _done(registry, outcome, ask, session)


def _done(registry: Registry, reply: Reply, ask: Ask, session: Session) -> Done:
    pressed_in = ((ask.channel_id, reply.refresh),) if reply.refresh else ()
    if reply.card and ask.role is not ContactRole.COLLEAGUE:
        reply = replace(reply, card=without_refused(registry, reply.card))
    return reply, standings(ask, session, (*pressed_in, *reply.renew))
