"""Doing what a control or a form says, and showing what came of it: in the message itself, or in a dialog."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.requests.doing import Done, pressed, saved
from bot.requests.faults import fault
from bot.requests.progress import Progress, shown_meanwhile
from bot.requests.roles import form_need, press_need
from bot.requests.standing import Standing
from bot.teams.activities import CLOSED, Answered, dialog, dialog_says, in_place, toast
from bot.teams.arrived import Arrived
from bot.teams.handing import hand
from bot.teams.held import Held
from bot.teams.naming import places
from bot.teams.notice import Notice
from bot.teams.opening import opened
from bot.teams.refreshing import drawn_there
from bot.teams.render import render_form
from bot.teams.room import Room
from bot.teams.showing import follow, is_plain
from bot.teams.speaking import drawn, put, say, told_above
from jobs.ports import SendError

BEFORE = "Det er allerede gjort."
SO = "Gjort."


async def press(room: Room, arrived: Arrived, press_given: Press, *, in_dialog: bool) -> Answered:
    """Do what a control says."""
    match await _answered(room, arrived, press_given):
        case (Form() as form, _):
            held = Held(form.state, arrived.message_id, arrived.name, press_given)
            return await show_form(room, arrived, form, held, in_dialog=in_dialog)
        case (File() as file, _):
            handed = await hand(room, arrived, file)
            return _says(handed.summary or handed.title, in_dialog=in_dialog)
        case (Card() as card, _):
            return await _shown(room, arrived, Reply(card=card), (), in_dialog=in_dialog)
        case ((Reply() as reply, afresh), shared):
            said = await follow(room, arrived, reply, afresh, shared)
            if said:
                return _says(said, in_dialog=in_dialog)
            return await _shown(room, arrived, reply, afresh, in_dialog=in_dialog)
        case apology:
            return _apologised(apology, in_dialog=in_dialog)


async def _answered(room: Room, arrived: Arrived, press_given: Press) -> tuple[Answer | Done, str] | Card | None:
    """Ask the control's handler; where that is slow, the message shows meanwhile how far it has come."""
    registry = room.deps.registry
    progress = Progress(registry.SLOW.get(arrived.name, ""))

    def press_it(ask: Ask, session: Session) -> tuple[Answer | Done, str]:
        done = pressed(registry, arrived.name, press_given, replace(ask, progress=progress), session)
        return done, ask.workspace.shared_channel or ""

    work = room.answer(arrived, press_need(registry, arrived.name, press_given), press_it)
    if arrived.name not in registry.SLOW or not arrived.is_personal or not arrived.message_id:
        return await work
    return await shown_meanwhile(work, progress.card, Notice(room, arrived, arrived.message_id).show)


async def save(room: Room, arrived: Arrived, held: Held, values: dict[str, str], *, in_dialog: bool) -> Answered:
    """Save a form. Where something is to be mended it is shown again, with all that was written."""
    registry = room.deps.registry

    def save_it(ask: Ask, session: Session) -> Done | tuple[FormErrors, Answer | Done]:
        outcome = saved(registry, arrived.name, Submission(held.state, values), ask, session)
        if isinstance(outcome, FormErrors):
            return outcome, opened(registry, held, ask, session)
        return outcome

    match await room.answer(arrived, form_need(registry, arrived.name), save_it):
        case (FormErrors() as errors, Form() as form):
            return await show_form(room, arrived, form, held, values, errors, in_dialog=in_dialog)
        case (FormErrors(errors), _):
            return _says(" ".join(errors.values()), in_dialog=in_dialog)
        case (Reply() as reply, afresh):
            said = await follow(room, arrived, reply, afresh, "")
            if said:
                return _says(said, in_dialog=in_dialog)
            return await _shown(room, arrived, reply, afresh, in_dialog=in_dialog)
        case apology:
            return _apologised(apology, in_dialog=in_dialog)


async def show_form(
    room: Room,
    arrived: Arrived,
    form: Form,
    held: Held,
    values: dict[str, str] | None = None,
    errors: FormErrors | None = None,
    *,
    in_dialog: bool,
) -> Answered:
    """Show a form, in a dialog or in the message's place."""
    found = await room.reads(lambda database: places(database, room.platform, arrived.team_id))
    card = render_form(
        form, found, metadata=held.packed(), values=values, errors=errors or FormErrors(), dialog=in_dialog
    )
    return dialog(form.title, card) if in_dialog else in_place(card)


async def _shown(
    room: Room, arrived: Arrived, reply: Reply, afresh: Sequence[Standing], *, in_dialog: bool
) -> Answered:
    """Show what came of it; a card with controls stands where they can be pressed again."""
    card = reply.card
    text = (card.summary or card.title) if card else SO
    if in_dialog:
        if card and arrived.is_personal and not is_plain(card) and await say(room, arrived, card):
            return CLOSED
        return dialog_says(text)
    mine = next((each for each in afresh if each.sent.message_ref == arrived.message_id), None)
    if mine:
        stands = told_above(card, mine.card) if card else mine.card
        return in_place((await drawn_there(room, arrived.team_id, mine.sent.channel_ref, stands)).card)
    if card is None or (is_plain(card) and not reply.replace):
        return toast(text)
    return await _beside(room, arrived, reply, card)


async def _beside(room: Room, arrived: Arrived, reply: Reply, card: Card) -> Answered:
    """Show a card in the place of the one that was pressed; in a conversation of two it stays, or stands below."""
    if arrived.is_personal and not reply.replace:
        await say(room, arrived, card)
        return toast(card.summary or card.title)
    rendered = await drawn(room, arrived, card)
    stands = arrived.is_personal
    if stands:
        try:
            await put(room, arrived, arrived.place, arrived.message_id, rendered)
        except SendError as error:  # it is done, and the answer shows what came of it
            fault(error, arrived)
            stands = False
    return in_place(rendered.card, stands=stands)


def _apologised(apology: Any, *, in_dialog: bool) -> Answered:
    """Say why nothing was done: something broke, or it was done before."""
    text = (apology.summary or apology.title) if isinstance(apology, Card) else BEFORE
    return _says(text, in_dialog=in_dialog)


def _says(text: str, *, in_dialog: bool) -> Answered:
    return dialog_says(text) if in_dialog else toast(text)
