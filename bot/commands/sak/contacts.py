"""Those who agreed to be contacted about a case: added with a consent until a day, asked again, or deleted."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card, line
from bot.cards.card_errors import stale
from bot.cards.case_card import ASK_AGAIN, CONTACTS, DELETE_CONTACT, NEW_CONTACT, contacts_card
from bot.cards.form import DateInput, Form, FormErrors, PersonInput, TextInput
from bot.cards.rows import short_title
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.parse.bounds import length_error
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import MAX_TITLE
from bot.commands.parse.numbers import row_id
from bot.commands.shared.deadline_form import LONGEST_ID
from bot.commands.shared.deadline_owner import owner_error
from bot.commands.shared.occurrence_actions import iso_day
from models.cases import cases, sheets
from models.cases.contacts import (
    LONGEST,
    MOST,
    NewContact,
    TooManyContactsError,
    add_contact,
    asked_again,
    contact_by_id,
    contacts_of,
    delete_contact,
)
from models.register.readers import may_read
from models.tables import PolicyCase

SAVE, SAVE_AGAIN = "sak.kontakt_lagre", "sak.kontakt_igjen_lagre"
FULL = f"Lista har plass til {MOST}. Fjern en først."
NO_DAY = "Velg hvor lenge samtykket gjelder."
HALF_A_YEAR = 182


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the contacts of a case, to those who may read the register, where nobody else sees them."""
    case = _case(ask, session, press.value)
    return Reply(card=_card(ask, session, case) if case else stale())


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask who agreed to what."""
    case = _case(ask, session, press.value)
    if case is None or case.closed_at is not None:
        return Reply(card=stale())
    inputs = (
        TextInput("name", "Hvem sa ja?", hint="Navnet på en person, eller på en bedrift.", max_length=MAX_TITLE),
        TextInput("firm", "Hvor arbeider de, eller hva er de?", optional=True, max_length=MAX_TITLE),
        TextInput("reached", "Telefon eller e-post", optional=True, max_length=MAX_TITLE),
        TextInput("says", "Hva kan de fortelle om?", multiline=True, max_length=sheets.LONGEST),
        PersonInput("asked_by", "Hvem av oss spurte?", initial=ask.user_id, hint="Velger du ingen, er det deg."),
        DateInput("until", "Samtykket gjelder til og med", initial=_later(ask.today)),
    )
    intro = line(
        f"{short_title(case.title)}. Legg bare inn folk som har sagt ja. Når samtykket er ute, blir de slettet."
    )
    return Form("Ny kontakt", SAVE, inputs, state=str(case.id), intro=intro)


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Add the contact, or return the form's errors."""
    case = _case(ask, session, sent.state)
    if case is None or case.closed_at is not None:
        return Reply(card=stale())
    name, firm, reached = (clean(sent.values.get(each, "")) for each in ("name", "firm", "reached"))
    says, until = sent.values.get("says", "").strip(), iso_day(sent.values.get("until", ""))
    asked_by = sent.values.get("asked_by", "")[:LONGEST_ID] or ask.user_id
    errors = {
        "name": length_error(name, MAX_TITLE) if name else "Skriv hvem som sa ja.",
        "firm": length_error(firm, MAX_TITLE),
        "reached": length_error(reached, MAX_TITLE),
        "says": length_error(says, sheets.LONGEST) if says else "Skriv hva de kan fortelle om.",
        "asked_by": owner_error(ask, session, asked_by) if asked_by != ask.user_id else None,
        "until": _until_error(until, ask.today),
    }
    wrong = {field: text for field, text in errors.items() if text}
    if wrong or until is None:
        return FormErrors(wrong)
    new = NewContact(name, firm, reached, says, asked_by, ask.today, until)
    try:
        add_contact(session, ask.workspace.id, case.id, new, ask.user_id, ask.now)
    except TooManyContactsError:
        return FormErrors({"name": FULL})
    return Reply(
        card=_card(ask, session, case, "Kontakten er lagt inn. Jeg spør den som spurte, før samtykket går ut.")
    )


def ask_until(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask until when somebody who was asked again agreed."""
    contact = contact_by_id(session, ask.workspace.id, row_id(press.value), ask.today)
    if contact is None or not _may_see(ask, session):
        return Reply(card=stale())
    until = DateInput("until", "Samtykket gjelder til og med", initial=_later(ask.today))
    intro = line(f"{contact.name} har sagt ja igjen.")
    return Form("Spurt igjen", SAVE_AGAIN, (until,), state=str(contact.id), intro=intro)


def save_again(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Note the new last day of a consent, or return the form's error."""
    until = iso_day(sent.values.get("until", ""))
    if wrong := _until_error(until, ask.today):
        return FormErrors({"until": wrong})
    row = None
    if until is not None and _may_see(ask, session):
        row = asked_again(session, ask.workspace.id, row_id(sent.state), ask.user_id, until, ask.today)
    case = cases.by_id(session, ask.workspace.id, row.case_id) if row else None
    return Reply(card=_card(ask, session, case, "Samtykket er fornyet.") if case else stale())


def delete(ask: Ask, press: Press, session: Session) -> Reply:
    """Delete a contact."""
    contact = contact_by_id(session, ask.workspace.id, row_id(press.value), ask.today)
    case = cases.by_id(session, ask.workspace.id, contact.case_id) if contact else None
    if contact is None or case is None or not _may_see(ask, session):
        return Reply(card=stale())
    delete_contact(session, ask.workspace.id, contact.id)
    card = _card(ask, session, case, "Kontakten er slettet.")
    return Reply(card=card, replace=True, refresh=ask.message_id)


def _case(ask: Ask, session: Session, value: str) -> PolicyCase | None:
    return cases.by_id(session, ask.workspace.id, row_id(value)) if _may_see(ask, session) else None


def _may_see(ask: Ask, session: Session) -> bool:
    return not ask.is_read_outside and may_read(session, ask.workspace, ask.user_id)


def _card(ask: Ask, session: Session, case: PolicyCase, said: str = "") -> Card:
    return contacts_card(case, contacts_of(session, ask.workspace.id, case.id, ask.today), ask.today, said)


def _later(today: date) -> date:
    return date.fromordinal(today.toordinal() + HALF_A_YEAR)


def _until_error(until: date | None, today: date) -> str | None:
    if until is None:
        return NO_DAY
    if until <= today:
        return "Samtykket må gjelde lenger enn i dag. Velg en senere dag."
    return "Velg en dag innen to år. Spør heller igjen." if until - today > LONGEST else None


PRESSES: Mapping[str, PressHandler] = {
    CONTACTS: show,
    NEW_CONTACT: open_form,
    ASK_AGAIN: ask_until,
    DELETE_CONTACT: delete,
}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE: save, SAVE_AGAIN: save_again}
"""What a person who may not read the register gets is the answer of a control that no longer holds."""
