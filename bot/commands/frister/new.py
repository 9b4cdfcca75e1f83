"""Adding a deadline: from one line, or from a form that keeps what the line gave."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card, Choice, Controls, Item, line
from bot.cards.form import DateInput, Form, FormErrors, Input, PersonInput, SelectInput, TextInput
from bot.cards.rows import dated_line
from bot.commands.access import is_allowed
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.frister.controls import row_controls, undo_button
from bot.commands.parse.clean import clean
from bot.commands.parse.dates import parse_date
from bot.commands.parse.entries import LINK, MAX_LINK, MAX_TITLE, Entry, parse_entry, wrong_day
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import themes_of
from models.changes import add
from models.contacts import ContactRole

NEW = "frist.new"
OUTSIDER = "Velg en som arbeider her, eller en gjest. Folk fra andre virksomheter kan ikke være ansvarlige."
OF_REGISTER = "interessent"
"""The state of a form that was opened from the register."""
LONGEST_ID = 64


def new(ask: Ask, text: str, session: Session) -> Answer:
    """Add the deadline a line describes; where something is missing or wrong, open the form with what was written."""
    if not text:
        return form(ask, Entry())
    entry = for_ours(ask, session, parse_entry(text, ask.today, themes_of(ask.pack), ask.user_id))
    return form(ask, entry) if entry.faults or entry.due is None else added(ask, entry, session)


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Open an empty form."""
    del press, session
    return form(ask, Entry())


def submit(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Add what the form says, or tell what to mend."""
    values = {name: clean(text) for name, text in submission.values.items()}
    due = _due(values.get("due", ""), ask.today)
    errors = {
        "title": title_error(values.get("title", ""), "Skriv hva fristen gjelder."),
        "due": due.text if isinstance(due, Fault) else None,
        "theme": theme_error(values.get("theme"), ask),
        "link": link_error(values.get("link", "")),
        "owner": owner_error(ask, session, values.get("owner", "")[:LONGEST_ID]),
    }
    wrong = {name: text for name, text in errors.items() if text}
    if wrong or isinstance(due, Fault):
        return FormErrors(wrong)
    owner = values.get("owner", "")[:LONGEST_ID]
    entry = Entry(values["title"], due, values.get("theme") or None, owner or None, values.get("link") or None)
    return Reply(card=added(ask, entry, session, of_register=submission.state == OF_REGISTER))


def form(ask: Ask, entry: Entry, *, of_register: bool = False) -> Form:
    """Return the form of a deadline with what is known of it, headed by what has to be mended.

    With `of_register` it names somebody in the register, and is kept from where the register may not be read.
    """
    inputs: tuple[Input, ...] = (
        TextInput("title", "Hva", initial=entry.title, max_length=MAX_TITLE),
        DateInput("due", "Frist", initial=entry.due),
        *theme_input(ask, entry.theme),
        PersonInput("owner", "Eier", initial=entry.owner),
        TextInput("link", "Lenke", initial=entry.link or "", optional=True, max_length=MAX_LINK),
    )
    state = OF_REGISTER if of_register else ""
    return Form("Ny frist", NEW, inputs, submit="Legg til", intro=line(" ".join(entry.faults)), state=state)


def added(ask: Ask, entry: Entry, session: Session, *, of_register: bool = False) -> Card:
    """Add a deadline and return it as it now stands, with the way back."""
    row, change = add(
        session,
        ask.here.id,
        ask.user_id,
        ask.now,
        title=entry.title,
        due=entry.due,
        theme=entry.theme,
        owner=entry.owner,
        link=entry.link,
        of_register=of_register,
    )
    theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
    item = Item(dated_line(row, ask.today, theme), row_controls(row, ask.user_id, ""))
    return Card("Fristen er lagt til", (item, Controls((undo_button(change.id, ""),))))


def theme_input(ask: Ask, chosen: str | None) -> tuple[Input, ...]:
    """Return the choice of a theme, where the content has themes."""
    choices = tuple(Choice(name, theme) for theme, name in themes_of(ask.pack).names.items())
    return (SelectInput("theme", "Tema", choices, initial=chosen, optional=True),) if choices else ()


def title_error(title: str, missing: str) -> str | None:
    """Return what is wrong with a title, if anything is."""
    if not title:
        return missing
    return f"Skriv høyst {MAX_TITLE} tegn." if len(title) > MAX_TITLE else None


def link_error(link: str) -> str | None:
    """Return what is wrong with a link, if anything is."""
    if link and (not LINK.fullmatch(link) or len(link) > MAX_LINK):
        return "Skriv hele adressen, for eksempel https://www.regjeringen.no."
    return None


def owner_error(ask: Ask, session: Session, owner: str) -> str | None:
    """Return what is wrong with who is to own it, if anything is: guests may, people of other organisations not."""
    return None if not owner or is_allowed(ask.role_of(session, owner), ContactRole.GUEST) else OUTSIDER


def for_ours(ask: Ask, session: Session, entry: Entry) -> Entry:
    """Return an entry without an owner who may not own it, and with what is to be mended."""
    wrong = owner_error(ask, session, entry.owner or "")
    return replace(entry, owner=None, faults=(*entry.faults, wrong)) if wrong else entry


def theme_error(theme: str | None, ask: Ask) -> str | None:
    """Return what is wrong with a chosen theme, if anything is."""
    known = themes_of(ask.pack)
    return known.unknown(theme).text if theme and theme not in known.names else None


def _due(text: str, today: date) -> date | Fault:
    due = parse_date(text, today) if text else Fault("Velg når fristen er.")
    wrong = None if isinstance(due, Fault) else wrong_day(due, today)
    return Fault(wrong) if wrong else due
