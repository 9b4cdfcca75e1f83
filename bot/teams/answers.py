"""Does what a control or a form says, and shows the outcome: in the message itself, or in a dialog."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Card, Controls, Item
from bot.cards.file import File
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.requests.handlers import Outcome, run_press, run_submission
from bot.requests.posted_messages import PostedMessage
from bot.requests.progress import Progress, show_meanwhile
from bot.requests.request_errors import report_error
from bot.requests.roles import form_need, press_need
from bot.teams.activities import CLOSED, ActivityResponse, dialog, dialog_message, in_place, toast
from bot.teams.contact_names import all_names
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.errors import NO_MESSAGE
from bot.teams.file_offers import offer_file, shown_in_card
from bot.teams.form_state import FormState, open_form_again
from bot.teams.incoming import TeamsRequest
from bot.teams.nudge_refresh import render_at_place
from bot.teams.progress_message import TeamsProgressMessage
from bot.teams.render import marked, render_form
from bot.teams.responder import outcome_above, render_reply, replace_pressed, respond, share, update_nudge
from jobs.ports import SendError


async def apply_reply(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, reply: Reply, updates: Sequence[PostedMessage], shared: str
) -> str:
    """Update messages, share a card or offer a file, and trigger what is planned; return what to say, if anything."""
    for each in updates:
        await update_nudge(dispatcher, incoming, each)
    if reply.planned:
        dispatcher.deps.trigger_now()
    if reply.share:
        return await share(dispatcher, incoming, reply.share, shared)
    if not reply.file:
        return ""
    answer = await offer_file(dispatcher, incoming, reply.file)
    return answer.summary or answer.title


def is_plain(card: Card) -> bool:
    """Return True if a card has nothing to press: a sentence can replace it."""
    return not any(isinstance(part, Controls) or (isinstance(part, Item) and part.controls) for part in card.parts)


ALREADY_DONE = "Det er allerede gjort."
DONE_TEXT = "Gjort."


async def answer_press(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, press_given: Press, *, in_dialog: bool
) -> ActivityResponse:
    """Do what a control says."""
    match await _run_press(dispatcher, incoming, press_given):
        case (Form() as form, _):
            form_state = FormState(form.state, incoming.message_id, incoming.name, press_given)
            return await show_form(dispatcher, incoming, form, form_state, in_dialog=in_dialog)
        case (File() as file, _):
            handed = await offer_file(dispatcher, incoming, file)
            return _show_text(handed.summary or handed.title, in_dialog=in_dialog)
        case (Card() as card, _):
            return await _show(dispatcher, incoming, Reply(card=card), (), in_dialog=in_dialog)
        case ((Reply() as reply, updates), shared):
            reply = _with_picture(dispatcher, reply)
            note = await apply_reply(dispatcher, incoming, reply, updates, shared)
            if note:
                return _show_text(note, in_dialog=in_dialog)
            return await _show(dispatcher, incoming, reply, updates, in_dialog=in_dialog)
        case apology:
            return _show_apology(apology, in_dialog=in_dialog)


def _with_picture(dispatcher: TeamsDispatcher, reply: Reply) -> Reply:
    """Return the reply with its file in the card, if it is a picture that can be shown there."""
    shown = shown_in_card(dispatcher, reply.file) if reply.file else None
    return replace(reply, card=shown, file=None) if shown else reply


async def _run_press(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, press_given: Press
) -> tuple[Answer | Outcome, str] | Card | None:
    """Call the control's handler; if that is slow, the message shows the progress meanwhile."""
    registry = dispatcher.deps.registry
    progress = Progress(registry.SLOW.get(incoming.name, ""))

    def press_it(ask: Ask, session: Session) -> tuple[Answer | Outcome, str]:
        done = run_press(registry, incoming.name, press_given, replace(ask, progress=progress), session)
        return done, ask.workspace.shared_channel or ""

    work = dispatcher.answer(incoming, press_need(registry, incoming.name, press_given), press_it)
    if incoming.name not in registry.SLOW or not incoming.is_personal or not incoming.message_id:
        return await work
    return await show_meanwhile(
        work, progress.card, TeamsProgressMessage(dispatcher, incoming, incoming.message_id).show
    )


async def answer_submission(
    dispatcher: TeamsDispatcher,
    incoming: TeamsRequest,
    form_state: FormState,
    values: dict[str, str],
    *,
    in_dialog: bool,
) -> ActivityResponse:
    """Save a form. If something must be corrected it is shown again, with all that was written."""
    registry = dispatcher.deps.registry

    def save_it(ask: Ask, session: Session) -> Outcome | FormErrors | Form:
        return run_submission(registry, incoming.name, Submission(form_state.state, values), ask, session)

    def open_again(ask: Ask, session: Session) -> Answer | Outcome:
        shown = open_form_again(registry, form_state, ask, session)
        session.rollback()  # nothing is done: the same form may be sent again
        return shown

    need = form_need(registry, incoming.name)
    match await dispatcher.answer(incoming, need, save_it):
        case FormErrors(errors) as wrong:
            # In a transaction of its own: the first one is rolled back, and some forms are made from stored data.
            form = await dispatcher.ask(incoming, need, open_again)
            if isinstance(form, Form):
                return await show_form(dispatcher, incoming, form, form_state, values, wrong, in_dialog=in_dialog)
            return _show_text(" ".join(errors.values()), in_dialog=in_dialog)
        case Form() as another:
            kept = replace(form_state, state=another.state)
            return await show_form(dispatcher, incoming, another, kept, in_dialog=in_dialog)
        case (Reply() as reply, updates):
            note = await apply_reply(dispatcher, incoming, reply, updates, "")
            if note:
                return _show_text(note, in_dialog=in_dialog)
            return await _show(dispatcher, incoming, reply, updates, in_dialog=in_dialog)
        case apology:
            return _show_apology(apology, in_dialog=in_dialog)


async def show_form(
    dispatcher: TeamsDispatcher,
    incoming: TeamsRequest,
    form: Form,
    form_state: FormState,
    values: dict[str, str] | None = None,
    errors: FormErrors | None = None,
    *,
    in_dialog: bool,
) -> ActivityResponse:
    """Show a form, in a dialog or in place of the message."""
    names = await dispatcher.reads(lambda database: all_names(database, dispatcher.platform, incoming.team_id))
    card = render_form(
        form, names, metadata=form_state.packed(), values=values, errors=errors or FormErrors(), dialog=in_dialog
    )
    if incoming.private:
        card = marked(card, incoming.private.packed())
    return dialog(form.title, card) if in_dialog else in_place(card)


async def _show(
    dispatcher: TeamsDispatcher,
    incoming: TeamsRequest,
    reply: Reply,
    updates: Sequence[PostedMessage],
    *,
    in_dialog: bool,
) -> ActivityResponse:
    """Show the result; a card with controls is put where they can be pressed again."""
    card = reply.card
    text = (card.summary or card.title) if card else DONE_TEXT
    if in_dialog:
        if card and incoming.acts_alone and not is_plain(card) and await respond(dispatcher, incoming, card):
            return CLOSED
        return dialog_message(text)
    mine = next((each for each in updates if each.sent.message_ref == incoming.message_id), None)
    if mine:
        combined = outcome_above(card, mine.card) if card else mine.card
        return in_place((await render_at_place(dispatcher, incoming.team_id, mine.sent.channel_ref, combined)).card)
    if card is None or (is_plain(card) and not reply.replace):
        return toast(text)
    return await _show_card(dispatcher, incoming, reply, card)


async def _show_card(dispatcher: TeamsDispatcher, incoming: TeamsRequest, reply: Reply, card: Card) -> ActivityResponse:
    """Show a card in place of the one that was pressed, or below it where the person acts alone and it is another.

    A private answer that Teams no longer shows cannot be replaced: the card is then a new private answer.
    """
    private = incoming.private
    is_gone = private is not None and private.is_gone(dispatcher.deps.now())
    if is_gone or (incoming.acts_alone and not reply.replace):
        return await _show_below(dispatcher, incoming, card)
    rendered = await render_reply(dispatcher, incoming, card, mark=private)
    is_posted = incoming.acts_alone
    if is_posted:
        try:
            await replace_pressed(dispatcher, incoming, rendered)
        except SendError as error:  # it is done, and the answer shows the result
            report_error(error, incoming)
            if private and error.reason in NO_MESSAGE:
                return await _show_below(dispatcher, incoming, card)
            is_posted = False
    return in_place(rendered.card, is_posted=is_posted)


async def _show_below(dispatcher: TeamsDispatcher, incoming: TeamsRequest, card: Card) -> ActivityResponse:
    await respond(dispatcher, incoming, card)
    return toast(card.summary or card.title)


def _show_apology(apology: Any, *, in_dialog: bool) -> ActivityResponse:
    """Say why nothing was done: something failed, or it was done before."""
    text = (apology.summary or apology.title) if isinstance(apology, Card) else ALREADY_DONE
    return _show_text(text, in_dialog=in_dialog)


def _show_text(text: str, *, in_dialog: bool) -> ActivityResponse:
    return dialog_message(text) if in_dialog else toast(text)
