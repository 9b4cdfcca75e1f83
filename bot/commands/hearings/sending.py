"""«Sendt»: when the input was sent, who got it, and its number in the archive."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card, Item, Paragraph, Part, Person, line
from bot.cards.card_errors import stale
from bot.cards.form import DateInput, Form, FormErrors, TextInput
from bot.cards.hearing_card import hearing_card
from bot.cards.journal import NUMBER, SENT
from bot.cards.words import day
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import MAX_TITLE
from bot.commands.parse.numbers import row_id
from bot.commands.shared.occurrence_actions import iso_day, quoted_title
from models.occurrences.changes import GoneError
from models.occurrences.queries import by_id
from models.official.answers import LONGEST_NUMBER, AlreadySentError, SentInput, record_number, record_sent
from models.official.dates import plan_of
from models.official.hearing import Hearing, hearing_of, read_value

SAVE, SAVE_NUMBER = "horing.sendt_lagre", "horing.journal_lagre"
AGAIN = "rett:"
"""The beginning of the state of a form that corrects what is recorded."""
NUMBER_LABEL = "Journalført? Saksnr."
NUMBER_HINT = "La feltet stå tomt hvis det ikke er journalført ennå. Da minner jeg om det."


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask when the input was sent, who got it, and for its number in the archive."""
    shown = _shown(ask, session, press.value)
    if shown is None or shown.row is None or shown.plan is None:
        return Reply(card=stale())
    if shown.plan.sent_on is not None:
        return Reply(card=hearing_card(shown, ask.pack, ask.today, result=_was_sent(ask, shown)), replace=True)
    return _form(ask, shown, "")


def correct(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the same form with what is recorded."""
    shown = _shown(ask, session, press.value)
    if shown is None or shown.row is None or shown.plan is None or shown.plan.sent_on is None:
        return Reply(card=stale())
    return _form(ask, shown, AGAIN)


def _form(ask: Ask, shown: Hearing, again: str) -> Form:
    plan = shown.plan
    sent_on = plan.sent_on if plan else None
    inputs = (
        DateInput("day", "Når ble det sendt?", initial=sent_on or ask.today),
        TextInput("to", "Til hvem?", initial=(plan.sent_to if plan else "") or shown.body, max_length=MAX_TITLE),
        TextInput(
            "number",
            NUMBER_LABEL,
            initial=(plan.archive_number if plan else "") or "",
            hint=NUMBER_HINT,
            optional=True,
            max_length=LONGEST_NUMBER,
        ),
    )
    intro = line(quoted_title(shown.row)) if shown.row else ()
    return Form("Innspillet er sendt", SAVE, inputs, state=f"{again}{shown.value}", intro=intro)


def save(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Record that the input was sent, or return the form's errors."""
    again = sent.state.startswith(AGAIN)
    shown = _shown(ask, session, sent.state.removeprefix(AGAIN))
    if shown is None or shown.row is None:
        return Reply(card=stale())
    on, to = iso_day(sent.values.get("day", "")), clean(sent.values.get("to", ""))
    number = clean(sent.values.get("number", ""))
    errors = {"day": day_error(on, ask.today), "to": to_error(to), "number": number_error(number)}
    wrong = {name: text for name, text in errors.items() if text}
    if wrong or on is None:
        return FormErrors(wrong)
    found = SentInput(on, to, number or None)
    try:
        record_sent(session, ask.workspace.id, shown.row.id, ask.user_id, ask.now, found, again=again)
    except GoneError:
        return Reply(card=stale())
    except AlreadySentError:
        again_shown = hearing_of(session, ask.workspace.id, ask.pack, shown.kind, shown.number) or shown
        result = _was_sent(ask, again_shown)
        return Reply(card=hearing_card(again_shown, ask.pack, ask.today, result=result))
    now = hearing_of(session, ask.workspace.id, ask.pack, shown.kind, shown.number) or shown
    return Reply(card=hearing_card(now, ask.pack, ask.today, result=_recorded(ask, found)))


def _recorded(ask: Ask, sent: SentInput) -> tuple[Part, ...]:
    number = "" if sent.archive_number else " Det står i /interessenter journal til det har fått saksnummer."
    said = f"Innspillet er ført som sendt {day(sent.on, ask.today)} til {sent.to}.{number}"
    return (Item(line(said)),)


def _was_sent(ask: Ask, shown: Hearing) -> tuple[Part, ...]:
    plan = shown.plan
    if plan is None or plan.sent_on is None:
        return ()
    who = "Du" if plan.sent_by == ask.user_id else Person(plan.sent_by) if plan.sent_by else "Noen"
    return (Paragraph(line(who, f" har ført innspillet som sendt {day(plan.sent_on, ask.today)}.")),)


def day_error(on: date | None, today: date) -> str | None:
    """Return the error message of the day on which something was sent, if any."""
    if on is None:
        return "Velg hvilken dag det ble sendt."
    return "Dagen har ikke vært ennå. Velg i dag eller en tidligere dag." if on > today else None


def to_error(to: str) -> str | None:
    """Return the error message of who got something, if any."""
    if not to:
        return "Skriv hvem som fikk innspillet."
    return f"Skriv høyst {MAX_TITLE} tegn." if len(to) > MAX_TITLE else None


def number_error(number: str) -> str | None:
    """Return the error message of a number in the archive, if any."""
    return f"Skriv høyst {LONGEST_NUMBER} tegn." if len(number) > LONGEST_NUMBER else None


def open_number(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Ask for the number that an input has in the archive."""
    row = by_id(session, ask.workspace.id, row_id(press.value))
    plan = plan_of(session, ask.workspace.id, row.id) if row else None
    if row is None or plan is None or plan.sent_on is None:
        return Reply(card=stale())
    number = TextInput("number", "Saksnr.", initial=plan.archive_number or "", max_length=LONGEST_NUMBER)
    return Form("Journalført", SAVE_NUMBER, (number,), state=str(row.id), intro=line(quoted_title(row)))


def save_number(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store the number, or return the form's error."""
    number = clean(sent.values.get("number", ""))
    wrong = number_error(number) if number else "Skriv saksnummeret i arkivet."
    if wrong:
        return FormErrors({"number": wrong})
    row = by_id(session, ask.workspace.id, row_id(sent.state))
    try:
        record_number(session, ask.workspace.id, row.id if row else 0, number)
    except GoneError:
        return Reply(card=stale())
    said = f"{quoted_title(row) if row else 'Innspillet'} er journalført med saksnr. {number}."
    return Reply(card=Card("Journalført", (Paragraph(line(said)),), summary=said))


def _shown(ask: Ask, session: Session, value: str) -> Hearing | None:
    found = read_value(value)
    return hearing_of(session, ask.workspace.id, ask.pack, *found) if found else None


PRESSES: dict[str, PressHandler] = {SENT: open_form, NUMBER: open_number}
SUBMITS: dict[str, SubmitHandler] = {SAVE: save, SAVE_NUMBER: save_number}
