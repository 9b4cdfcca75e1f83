"""Does what a command, a control or a form says, within the transaction of the request."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Card, Paragraph
from bot.cards.card_errors import stale
from bot.cards.departed import choose_another, people_chosen, people_named, with_departed, without_departed
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Answer, Ask, CommandHandler, Press, PressHandler, Reply, Submission
from bot.commands.parse.bounds import MOST_TEXT, length_errors, too_long
from bot.requests.command_text import HELP, OPEN_FORM, command_of_button
from bot.requests.deps import Registry
from bot.requests.posted_messages import PostedMessage, posted_messages
from bot.requests.roles import without_refused
from models.workspace.contacts import ContactRole, departed

MOST_PRESSED = 2 * MOST_TEXT
"""The longest value that a control of ours carries: a message's text, as JSON."""
Outcome = tuple[Reply, tuple[PostedMessage, ...]]
"""What to show, and the messages that have changed."""


def command_handler(registry: Registry, name: str) -> CommandHandler:
    """Return the handler of a command, or help if there is none of that name.

    A text that is too long is answered with what to do, and no handler gets it.
    """
    handler = registry.COMMANDS.get(name) or registry.COMMANDS[HELP]

    def answer(ask: Ask, session: Session) -> Answer:
        fault = too_long(ask.text)
        if fault:
            return Card("Teksten er for lang", (Paragraph((fault.text,)),), summary=fault.text)
        answered = handler(ask, session)
        if isinstance(answered, Form):
            return form_now(answered, ask, session)
        answered = card_now(answered, ask, session) if isinstance(answered, Card) else answered
        if isinstance(answered, Card) and ask.role is not ContactRole.COLLEAGUE:
            return without_refused(registry, answered)
        return answered

    return answer


def run_press(registry: Registry, name: str, press: Press, ask: Ask, session: Session) -> Answer | Outcome:
    """Do what a control says. A value longer than our controls carry is not read."""
    if max(len(press.value), len(press.chosen)) > MOST_PRESSED:
        return stale()
    if name == OPEN_FORM:
        command = command_of_button(press.value)
        return command_handler(registry, command[0])(replace(ask, text=command[1]), session) if command else stale()
    handler: PressHandler | None = registry.PRESSES.get(name)
    if handler is None:
        return stale()
    reply = handler(ask, press, session)
    return form_now(reply, ask, session) if isinstance(reply, Form) else _outcome(registry, reply, ask, session)


def run_submission(
    registry: Registry, name: str, sent: Submission, ask: Ask, session: Session
) -> Outcome | FormErrors | Form:
    """Save a form. If it stays open, or another takes its place, all that was written is rolled back."""
    handler = registry.SUBMITS.get(name)
    if handler is None:
        return Reply(card=stale()), ()
    wrong = length_errors(sent.values, dict.fromkeys(sent.values, MOST_TEXT)) or _departed(ask, sent, session)
    outcome = FormErrors(wrong) if wrong else handler(ask, sent, session)
    if isinstance(outcome, FormErrors | Form):
        shown = form_now(outcome, ask, session) if isinstance(outcome, Form) else outcome
        session.rollback()
        return shown
    return _outcome(registry, outcome, ask, session)


def card_now(card: Card, ask: Ask, session: Session) -> Card:
    """Return a card in which those who have left are named and not mentioned."""
    return with_departed(card, departed(session, ask.workspace.id, people_named(card) - {ask.user_id}))


def form_now(form: Form, ask: Ask, session: Session) -> Form:
    """Return a form that begins with nobody who has left."""
    return without_departed(form, departed(session, ask.workspace.id, people_chosen(form) - {ask.user_id}))


def _departed(ask: Ask, sent: Submission, session: Session) -> dict[str, str]:
    """Return the errors of a form with somebody who has left. The platform is asked again whether they have."""
    left = departed(session, ask.workspace.id, set(sent.values.values()))
    for user_id in left:
        ask.role_of(session, user_id)
    return {name: choose_another(left[each]) for name, each in sent.values.items() if each in left}


def _outcome(registry: Registry, reply: Reply, ask: Ask, session: Session) -> Outcome:
    pressed_in = ((ask.channel_id, reply.refresh),) if reply.refresh else ()
    reply = replace(
        reply,
        card=reply.card and card_now(reply.card, ask, session),
        share=reply.share and card_now(reply.share, ask, session),
    )
    if reply.card and ask.role is not ContactRole.COLLEAGUE:
        reply = replace(reply, card=without_refused(registry, reply.card))
    return reply, posted_messages(ask, session, (*pressed_in, *reply.renew))
