"""The versions of an input: writing one, and noting who got it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.cards.card import Card, line
from bot.cards.card_errors import stale
from bot.cards.form import DateInput, Form, FormErrors, TextInput
from bot.cards.hearing_card import VERSIONS
from bot.cards.hearing_versions import GAVE, WRITE, audience_name, versions_card
from bot.cards.words import day
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.hearings.sending import day_error, to_error
from bot.commands.parse.bounds import MOST_TEXT
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import MAX_TITLE
from bot.commands.parse.numbers import row_id
from bot.commands.shared.occurrence_actions import iso_day, quoted_title
from bot.commands.shared.presented_results import message_to
from models.occurrences.changes import GoneError
from models.occurrences.queries import by_id
from models.official.hearing import TO_BODY, Hearing, hearing_of, read_value
from models.official.keys import item_of_key
from models.official.versions import AUDIENCES, note_sent, versions_of, write_version

SAVE, SAVE_SENT = "horing.versjon_lagre", "horing.versjon_sendt_lagre"


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the versions of the input."""
    found = read_value(press.value)
    shown = hearing_of(session, ask.workspace.id, ask.pack, *found) if found else None
    return Reply(card=_card(ask, session, shown) if shown and shown.row else stale())


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form with the text that an audience gets."""
    shown, audience = _shown(ask, session, press.value)
    if shown is None or shown.row is None:
        return Reply(card=stale())
    version = versions_of(session, ask.workspace.id, shown.row.id).get(audience)
    known = version.text if version else message_to(ask, session, shown.record) if audience == TO_BODY else ""
    text = TextInput("text", "Tekst", initial=known, multiline=True, max_length=MOST_TEXT)
    name = audience_name(shown, audience)
    return Form(f"Til: {name}", SAVE, (text,), state=press.value, intro=line(quoted_title(shown.row)))


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store the text, or return the form's error."""
    shown, audience = _shown(ask, session, sent.state)
    text = sent.values.get("text", "").strip()
    if shown is None or shown.row is None:
        return Reply(card=stale())
    wrong = f"Skriv høyst {MOST_TEXT} tegn." if len(text) > MOST_TEXT else None if text else "Skriv teksten."
    if wrong:
        return FormErrors({"text": wrong})
    try:
        write_version(session, ask.workspace.id, shown.row.id, audience, text, ask.user_id, ask.now)
    except GoneError:
        return Reply(card=stale())
    return Reply(card=_card(ask, session, shown, "Teksten er lagret."))


def open_sent(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask who got a version, and when."""
    shown, _ = _shown(ask, session, press.value)
    if shown is None or shown.row is None:
        return Reply(card=stale())
    inputs = (
        TextInput("to", "Hvem fikk den?", max_length=MAX_TITLE),
        DateInput("day", "Når?", initial=ask.today),
    )
    return Form("Hvem fikk den?", SAVE_SENT, inputs, state=press.value, intro=line(quoted_title(shown.row)))


def save_sent(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Note who got a version, or return the form's errors."""
    shown, audience = _shown(ask, session, sent.state)
    if shown is None or shown.row is None:
        return Reply(card=stale())
    on, to = iso_day(sent.values.get("day", "")), clean(sent.values.get("to", ""))
    errors = {"to": to_error(to), "day": day_error(on, ask.today)}
    wrong = {name: text for name, text in errors.items() if text}
    if wrong or on is None:
        return FormErrors(wrong)
    try:
        note_sent(session, ask.workspace.id, shown.row.id, audience, to, on, ask.user_id)
    except GoneError:
        return Reply(card=_card(ask, session, shown, "Skriv teksten først."))
    return Reply(card=_card(ask, session, shown, f"Notert: {to} fikk den {day(on, ask.today)}."))


def _card(ask: Ask, session: Session, shown: Hearing, said: str = "") -> Card:
    found = versions_of(session, ask.workspace.id, shown.row.id) if shown.row else {}
    return versions_card(shown, found, ask.today, said)


def _shown(ask: Ask, session: Session, value: str) -> tuple[Hearing | None, str]:
    number, _, audience = value.partition(":")
    row = by_id(session, ask.workspace.id, row_id(number))
    item = item_of_key(row.key) if row else None
    if item is None or audience not in AUDIENCES:
        return None, ""
    return hearing_of(session, ask.workspace.id, ask.pack, *item), audience


PRESSES: Mapping[str, PressHandler] = {VERSIONS: show, WRITE: open_form, GAVE: open_sent}
SUBMITS: Mapping[str, SubmitHandler] = {SAVE: save, SAVE_SENT: save_sent}
