"""Answering «Hvordan gikk møtet?»: logging the talk, cancelling it, or moving it to another day."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Paragraph, line
from bot.cards.form import Form
from bot.cards.nudges.meeting import BY_ROW, thing
from bot.cards.words import day, listing
from bot.commands.ask import Ask, Press, Reply
from bot.commands.interessenter.dialogue.dialogue_card import UNDO
from bot.commands.interessenter.dialogue.dialogue_form import DialogueFormState, dialogue_form
from bot.commands.interessenter.dialogue.dialogue_log import GONE, asked_at
from bot.commands.interessenter.dialogue.recording import DialogueDetails
from bot.commands.interessenter.references import ref_of
from bot.commands.parse.entries import wrong_day
from bot.commands.parse.numbers import row_id
from bot.commands.shared.occurrence_actions import iso_day
from models.occurrences.changes import AlreadyDoneError, GoneError
from models.register import meetings
from models.register.history import dialogue
from models.register.meetings import PlannedTalk, plan_of, plan_of_occurrence


def open_log(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a planned talk, with what is known of it."""
    plan = _plan(ask, session, press)
    found = dialogue(session, ask.workspace.id, plan.dialogue.id) if plan else None
    if plan is None or found is None:
        return Reply(card=GONE, refresh=ask.message_id)
    row = plan.dialogue
    confirmation = DialogueDetails(
        min(plan.day, ask.today),
        row.channel,
        theme=row.theme,
        about=row.about,
        place=row.place,
        said=row.said,
        wants=row.wants,
        journal=row.journal,
        link=row.link,
    )
    names = {each.name: str(ref_of(each)) for each in found.sides}
    return dialogue_form(
        ask, ", ".join(names), confirmation, DialogueFormState(names, place=row.place, link=row.link, holds=row.id)
    )


def call_off(ask: Ask, press: Press, session: Session) -> Reply:
    """Cancel a planned talk that did not take place."""
    plan = _plan(ask, session, press)
    if plan is None:
        return Reply(card=GONE, refresh=ask.message_id)
    said = f"{_what(ask, session, plan)} ble ikke noe av, og er tatt ut av planen."
    try:
        edit = meetings.call_off(session, ask.workspace.id, plan.dialogue.id, ask.user_id, ask.now)
    except GoneError:
        return Reply(card=GONE, refresh=ask.message_id)
    card = Card("Tatt ut", (Paragraph(line(said)), Controls((Button("Angre", UNDO, str(edit.id)),))), summary=said)
    return Reply(card=card, refresh=ask.message_id, renew=asked_at(ask, session, plan))


def move(ask: Ask, press: Press, session: Session) -> Reply:
    """Move a planned talk to the chosen day; the question comes again after that day."""
    plan, to = _plan(ask, session, press), iso_day(press.chosen)
    if plan is None:
        return Reply(card=GONE, refresh=ask.message_id)
    wrong = "Jeg fikk ingen dato. Velg en dag i kalenderen." if to is None else wrong_day(to, ask.today)
    if to is None or wrong:
        said = f"Ingenting er flyttet. {wrong}"
        return Reply(card=Card("Ingenting er endret", (Paragraph(line(said)),), summary=said))
    return _moved(ask, session, plan, to)


def _moved(ask: Ask, session: Session, plan: PlannedTalk, to: date) -> Reply:
    asked = asked_at(ask, session, plan)
    try:
        edit = meetings.move(session, ask.workspace.id, plan.dialogue.id, to, ask.user_id, ask.now)
    except (GoneError, AlreadyDoneError):
        return Reply(card=GONE, refresh=ask.message_id)
    said = f"{_what(ask, session, plan)} er flyttet til {day(to, ask.today)}."
    card = Card("Flyttet", (Paragraph(line(said)), Controls((Button("Angre", UNDO, str(edit.id)),))), summary=said)
    return Reply(card=card, refresh=ask.message_id, renew=asked)


def _what(ask: Ask, session: Session, plan: PlannedTalk) -> str:
    found = dialogue(session, ask.workspace.id, plan.dialogue.id, removed=True)
    names = listing([each.name for each in found.sides]) if found else ""
    return f"{thing(plan.dialogue.channel).capitalize()} med {names or 'dem'}"


def _plan(ask: Ask, session: Session, press: Press) -> PlannedTalk | None:
    if press.value.startswith(BY_ROW):
        return plan_of_occurrence(session, ask.workspace.id, row_id(press.value.removeprefix(BY_ROW)))
    return plan_of(session, ask.workspace.id, row_id(press.value))
