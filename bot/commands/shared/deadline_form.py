"""The form of a deadline, inputs and checks that other forms share, and the encoding of an entry in controls."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from pydantic_core import to_json
from sqlalchemy.orm import Session

from bot.cards.card import Choice, line
from bot.cards.departed import choose_another
from bot.cards.form import DateInput, Form, Input, PersonInput, SelectInput, TextInput
from bot.cards.recurring import rule_words
from bot.cards.words import hours
from bot.commands.ask import Ask
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import LINK, MAX_LINK, MAX_TITLE, Entry, unknown_owner
from bot.commands.parse.json_text import read_json
from bot.commands.parse.themes import themes_of
from bot.commands.parse.tokens import EDGES
from bot.commands.shared.deadline_owner import left_by_name, owner_error
from models.calendar.recurring import is_rule
from models.workspace.contacts import names_of_people

LONGEST_ID = 64


def encode_entry(entry: Entry) -> str:
    """Return the known fields of a deadline as JSON, at most 2000 characters."""
    known = {
        "t": entry.title,
        "d": entry.due,
        "th": entry.theme,
        "o": entry.owner,
        "l": entry.link,
        "c": entry.certainty if entry.certainty != "fast" else None,
        "s": entry.start,
        "m": entry.minutes,
        "r": entry.rule,
        "u": entry.until,
        "i": entry.of_register,
    }
    return to_json({name: value for name, value in known.items() if value}).decode()


def decode_entry(text: str) -> Entry:
    """Return a deadline from its JSON; invalid fields are left out."""
    payload = read_json(text)
    known: dict[str, Any] = payload if isinstance(payload, dict) else {}
    minutes, rule = known.get("m"), _decoded_text(known, "r", 200)
    return Entry(
        title=_decoded_text(known, "t", MAX_TITLE) or "",
        due=_decoded_time(date, known.get("d")),
        theme=_decoded_text(known, "th", LONGEST_ID),
        owner=_decoded_text(known, "o", LONGEST_ID),
        link=_decoded_text(known, "l", MAX_LINK),
        certainty="ca" if known.get("c") == "ca" else "forventet" if known.get("c") == "forventet" else "fast",
        start=_decoded_time(time, known.get("s")),
        minutes=minutes if type(minutes) is int and 0 < minutes < 24 * 60 else None,
        rule=rule if rule and is_rule(rule) else None,
        until=_decoded_time(date, known.get("u")),
        of_register=known.get("i") is True,
    )


def _decoded_text(known: dict[str, Any], name: str, longest: int) -> str | None:
    value = known.get(name)
    return value[:longest] if isinstance(value, str) and value else None


def _decoded_time(kind: Any, said: Any) -> Any:
    try:
        return kind.fromisoformat(said)
    except (ValueError, TypeError):
        return None


NEW_DEADLINE = "frist.new"

MAX_CLOCK, MAX_RULE = 20, 100

CLOCK_HINT = "For eksempel 12.30 eller 12.30–13.30."

RULE_HINT = "For eksempel hver mandag, annenhver fredag eller første onsdag i måneden."


def deadline_form(ask: Ask, entry: Entry) -> Form:
    """Return the form of a deadline with what is known of it, headed by its errors."""
    inputs: tuple[Input, ...] = (
        TextInput("title", "Hva", initial=entry.title, max_length=MAX_TITLE),
        DateInput("due", "Frist", initial=entry.due),
        *time_inputs(entry),
        *theme_input(ask, entry.theme),
        PersonInput("owner", "Ansvarlig", initial=entry.owner, hint="Velger du ingen, er du ansvarlig."),
        TextInput("link", "Lenke", initial=entry.link or "", optional=True, max_length=MAX_LINK),
    )
    # The day is kept only for its certainty: a day that is changed in the form is certain.
    is_sure = entry.certainty == "fast"
    kept = Entry(due=None if is_sure else entry.due, certainty=entry.certainty, of_register=entry.of_register)
    state = "" if kept == Entry() else encode_entry(kept)
    return Form("Ny frist", NEW_DEADLINE, inputs, submit="Legg til", state=state, intro=line(" ".join(entry.faults)))


def time_inputs(entry: Entry) -> tuple[Input, ...]:
    """Return the inputs of a time of day and of a recurrence."""
    clock = hours(entry.start, entry.minutes) if entry.start else ""
    rule = written_rule(entry.rule, entry.until)
    return (
        TextInput("time", "Klokkeslett", initial=clock, hint=CLOCK_HINT, optional=True, max_length=MAX_CLOCK),
        TextInput("rule", "Gjentas", initial=rule, hint=RULE_HINT, optional=True, max_length=MAX_RULE),
    )


def written_rule(rule: str | None, until: date | None) -> str:
    """Return a rule in words; «hvert år» if it has no day yet."""
    if rule is None:
        return ""
    return "hvert år" if rule == "FREQ=YEARLY" else rule_words(rule, until)


def theme_input(ask: Ask, chosen: str | None) -> tuple[Input, ...]:
    """Return the input of a theme, if the content has themes."""
    choices = tuple(Choice(name, theme) for theme, name in themes_of(ask.pack).names.items())
    return (SelectInput("theme", "Tema", choices, initial=chosen, optional=True),) if choices else ()


def title_error(title: str, missing: str) -> str | None:
    """Return the error message of a title, if any; `missing` if it is empty."""
    if not title:
        return missing
    return f"Skriv høyst {MAX_TITLE} tegn." if len(title) > MAX_TITLE else None


def link_error(link: str) -> str | None:
    """Return the error message of a link, if any."""
    if link and (not LINK.fullmatch(link) or len(link) > MAX_LINK):
        return "Skriv hele adressen, for eksempel https://www.regjeringen.no."
    return None


def without_outside_owner(ask: Ask, session: Session, entry: Entry, text: str) -> Entry:
    """Return an entry without an owner who may not own it, with the fault added; `text` is the line as written."""
    wrong = owner_error(ask, session, entry.owner or "")
    if wrong:
        return replace(entry, owner=None, faults=(*entry.faults, wrong))
    strange = {unknown_owner(word): word for each in clean(text).split() if (word := each.strip(EDGES)).startswith("@")}
    if not any(fault in strange for fault in entry.faults):
        return entry
    names = names_of_people(session, ask.workspace.id, departed=True)
    left = {fault: left_by_name(names, word[1:]) for fault, word in strange.items()}
    faults = (choose_another(name) if (name := left.get(fault)) else fault for fault in entry.faults)
    return replace(entry, faults=tuple(faults))


def theme_error(theme: str | None, ask: Ask) -> str | None:
    """Return the error message of a chosen theme, if any."""
    known = themes_of(ask.pack)
    return known.unknown(theme).text if theme and theme not in known.names else None
