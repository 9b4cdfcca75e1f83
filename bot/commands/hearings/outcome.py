"""«Hvordan gikk det?» into the effect log, and which date to use where the source and people have different ones."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card, Item, Paragraph, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors
from bot.cards.nudges.hearings import LEAVE, NOTHING, USE, WENT, date_settled
from bot.cards.words import day
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.effekt.new_effect import effect_form, read_effect
from bot.commands.parse.clean import short
from bot.commands.parse.entries import MAX_TITLE
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_controls import undo_button
from bot.commands.shared.effect_log import effect_card
from bot.commands.shared.occurrence_actions import iso_day, quoted_title
from models.followups.effects import NewEffect, add
from models.occurrences.changes import AlreadyDoneError, ChangedError, GoneError
from models.occurrences.queries import by_id
from models.official.answers import record_outcome
from models.official.dates import plan_of
from models.official.source_date import leave_date, use_date
from models.tables import Occurrence

SAVE = "horing.gikk_lagre"
EFFECT = "horingsinnspill"
"""The kind of effect that an input is, where the content has it."""
ANSWERED = "Noen har alt svart på dette. Se /effekt."


def open_log(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of the effect log with what is known of the input."""
    row = by_id(session, ask.workspace.id, row_id(press.value))
    plan = plan_of(session, ask.workspace.id, row.id) if row else None
    if row is None or plan is None:
        return Reply(card=stale())
    if plan.asked_at is not None:
        return Reply(card=_said(ANSWERED), refresh=ask.message_id)
    kind = EFFECT if any(each.id == EFFECT for each in ask.pack.media.effects) else ""
    on = plan.sent_on or row.ends_on or ask.today
    known = NewEffect(
        kind,
        short(row.title, MAX_TITLE),
        min(on, ask.today),
        theme=row.theme,
        stakeholder=plan.sent_to,
        link=row.link,
    )
    return effect_form(ask, known, action=SAVE, state=f"{row.id}:{ask.message_id}")


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Log the effect in the form, or return its errors."""
    number, _, message = sent.state.partition(":")
    effect = read_effect(ask, sent)
    if isinstance(effect, FormErrors):
        return effect
    row = by_id(session, ask.workspace.id, row_id(number))
    if row is None or record_outcome(session, ask.workspace.id, row.id, ask.now, None) is None:
        return Reply(card=_said(ANSWERED), refresh=message)
    logged = add(session, ask.workspace.id, ask.user_id, effect, ask.now)
    plan = plan_of(session, ask.workspace.id, row.id)
    if plan is not None:
        plan.effect_id = logged.id
    return Reply(card=effect_card(ask.pack, logged, ask.today), refresh=message)


def nothing(ask: Ask, press: Press, session: Session) -> Reply:
    """Note that there is nothing to log."""
    row = by_id(session, ask.workspace.id, row_id(press.value))
    if row is None or record_outcome(session, ask.workspace.id, row.id, ask.now, None) is None:
        return Reply(card=_said(ANSWERED), refresh=ask.message_id)
    return Reply(
        card=_said("Da fører jeg ingenting. Du kan skrive i loggen senere med /effekt ny."), refresh=ask.message_id
    )


def use(ask: Ask, press: Press, session: Session) -> Reply:
    """Give the row the date at the source, which it follows from then on."""
    row, on = _dated(ask, press, session)
    if row is None or on is None:
        return Reply(card=stale())
    try:
        change = use_date(session, ask.workspace.id, row.id, ask.user_id, on, ask.now, ask.today)
    except ChangedError:
        return Reply(card=_unchanged("Kilden har fått en annen dato siden. Se høringen for den som gjelder nå."))
    except (GoneError, AlreadyDoneError):
        return Reply(card=_unchanged("Raden er fjernet eller ferdig. Se fristene dine med /frister mine."))
    said = f"{quoted_title(row)} er flyttet til {day(on, ask.today)}, og følger kilden igjen."
    undo = (undo_button(change.id, message=ask.message_id or None),) if change else ()
    return Reply(card=Card("Endret", (Item(line(said), undo),), summary=said), refresh=ask.message_id)


def leave(ask: Ask, press: Press, session: Session) -> Reply:
    """Leave the row's own date, and ask no more about that one."""
    row, on = _dated(ask, press, session)
    if row is None or on is None:
        return Reply(card=stale())
    leave_date(session, ask.workspace.id, row.id, ask.user_id, on, ask.now)
    return Reply(card=date_settled(row, ask.today), refresh=ask.message_id)


def _dated(ask: Ask, press: Press, session: Session) -> tuple[Occurrence | None, date | None]:
    number, _, on = press.value.partition(":")
    return by_id(session, ask.workspace.id, row_id(number)), iso_day(on)


def _unchanged(sentence: str) -> Card:
    return Card("Ingenting er endret", (Paragraph(line(sentence)),), summary=sentence)


def _said(sentence: str) -> Card:
    return Card("Hvordan gikk det?", (Paragraph(line(sentence)),), summary=sentence)


PRESSES: Mapping[str, PressHandler] = {WENT: open_log, NOTHING: nothing, USE: use, LEAVE: leave}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE: save}
