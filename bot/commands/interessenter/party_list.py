"""`/interessenter partier`: the parties' dates, and what we have sent to all of them."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Paragraph, line
from bot.cards.form import CheckInput, DateInput, Form, FormErrors, SelectInput, TextInput
from bot.cards.parties import SHOW_PARTIES, parties_card
from bot.cards.words import capital, listing, plain_span, short_day, uncapital
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.interessenter.dialogue.dialogue_card import UNDO
from bot.commands.parse.bounds import length_error
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.json_text import read_json
from bot.commands.parse.numbers import row_id
from bot.commands.shared.undo import undo_change
from content.parties import PARTIES
from models.calendar.elections import next_elections
from models.calendar.spans import Span
from models.occurrences.changes import AlreadyDoneError, GoneError
from models.occurrences.party_dates import (
    DEADLINES,
    OF_ELECTION,
    STEPS,
    PartyDate,
    content_rows,
    party_dates,
    party_name,
    set_party_date,
)
from models.register.kinds import GIFTS
from models.register.party_gifts import SentOffer, send_to_parties, sent_offers

SAVE_SENT, SAVE_DATE = "interessent.partier.sendt.lagre", "interessent.partier.dato.lagre"
UNDO_DATE = "interessent.partier.dato.angre"
SENT_WORDS = frozenset({"sendt", "send", "sendte", "loggfor"})
DATE_WORDS = frozenset({"dato", "datoer"})
LONG = 200
LONGEST_SPAN = 400
"""The most days of a date: a programme committee works for a year, county meetings are spread over months."""


def parties_part(ask: Ask, rest: str, session: Session) -> Answer:
    """Answer `/interessenter partier [sendt … | dato]`."""
    first, _, text = clean(rest).partition(" ")
    if fold(first) in SENT_WORDS:
        return _sent_form(ask, text)
    if fold(first) in DATE_WORDS:
        return _date_form(ask)
    return _card(ask, session)


def show(ask: Ask, press: Press, session: Session) -> Reply:
    """Show the parties."""
    del press
    return Reply(card=_card(ask, session))


def open_sent(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of what was sent; with the rest of the parties if it is about an offer that some have got."""
    del session
    state = read_json(press.value)
    if not isinstance(state, dict):
        return _sent_form(ask, "")
    parties = tuple(each for each in str(state.get("p", "")).split(",") if each in PARTIES)
    return _sent_form(ask, str(state.get("t", "")), str(state.get("k", "")), parties)


def open_date(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of a party's date."""
    del press, session
    return _date_form(ask)


def submit_sent(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store what was sent to the chosen parties, or return the form's errors."""
    text, kind = clean(sent.values.get("text", "")), sent.values.get("kind", "")
    day = _day(sent.values.get("day", ""))
    parties = [each for each in sent.values.get("parties", "").split(",") if each in PARTIES]
    wrong = {
        "text": length_error(text, LONG) if text else "Skriv kort hva dere sendte.",
        "kind": None if kind in GIFTS else "Velg hva det var.",
        "day": "Velg hvilken dag det ble sendt." if day is None else _not_yet(day, ask.today),
        "parties": None if parties else "Velg partiene som har fått det.",
    }
    if any(wrong.values()) or day is None:
        return FormErrors({name: sentence for name, sentence in wrong.items() if sentence})
    edit, new = send_to_parties(session, ask.workspace.id, ask.user_id, SentOffer(kind, text), parties, day, ask.now)
    if edit is None:
        return FormErrors({"parties": "Dette er loggført for disse partiene fra før. Velg andre partier."})
    sentence = f"«{text}» er sendt til {listing(list(new))} ({short_day(day, ask.today)})."
    return _done("Loggført", sentence, Button("Angre", UNDO, str(edit.id)))


def submit_date(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Store a party's date, or return the form's errors."""
    party, step = sent.values.get("party", ""), sent.values.get("step", "")
    first, last = _day(sent.values.get("first", "")), _day(sent.values.get("last", ""))
    last = last or first
    wrong: dict[str, str | None] = {
        "party": None if party in PARTIES else "Velg partiet.",
        "step": None if step in STEPS else "Velg hva datoen gjelder.",
        "first": None if first else "Velg dagen.",
        "last": _span_error(first, last, step) if first and last else None,
    }
    if any(wrong.values()) or first is None or last is None:
        return FormErrors({name: sentence for name, sentence in wrong.items() if sentence})
    known = next(each for each in STEPS if each == step)
    year = first.year
    if known in OF_ELECTION:
        elections = [
            each for each in next_elections(ask.pack, ask.today) if str(each.day.year) == sent.values.get("election")
        ]
        if not elections:
            return FormErrors({"election": "Velg hvilket valg programmet er for."})
        year = elections[0].day.year
    new = PartyDate(party, known, year, Span(first, last), "fast", first, is_own=True)
    rows = content_rows(session, ask.workspace.id, ask.pack, party, known, year)
    try:
        change = set_party_date(session, ask.workspace.id, ask.user_id, new, ask.now, rows)
    except (GoneError, AlreadyDoneError):
        return FormErrors({"step": "Denne datoen er meldt ferdig. Åpne den igjen i /frister først."})
    sentence = f"{party_name(party)}: {uncapital(STEPS[known])} {plain_span(first, last, ask.today)}. Datoen ligger også i /frister."
    return _done("Dato lagt inn", sentence, Button("Angre", UNDO_DATE, str(change.id)))


def undo_date(ask: Ask, press: Press, session: Session) -> Reply:
    """Take back the setting of a party's date."""
    result = undo_change(ask, session, row_id(press.value))
    return Reply(card=Card(result.heading or "Partiene", (Paragraph(result.line), _BACK)), replace=True)


_BACK = Controls((Button("Vis partiene", SHOW_PARTIES, ""),))


def _card(ask: Ask, session: Session) -> Card:
    dates = party_dates(session, ask.workspace.id, ask.pack, ask.today)
    return parties_card(dates, sent_offers(session, ask.workspace.id), next_elections(ask.pack, ask.today), ask.today)


def _done(title: str, sentence: str, undo: Button) -> Reply:
    controls = Controls((undo, *_BACK.controls))
    return Reply(card=Card(title, (Paragraph(line(sentence)), controls), summary=sentence))


def _sent_form(ask: Ask, text: str, kind: str = "innspill", parties: tuple[str, ...] = ()) -> Form:
    """Return the form of what was sent. All parties are chosen unless the rest of them is asked for."""
    kinds = tuple(Choice(name, each) for each, name in GIFTS.items())
    everybody = tuple(Choice(party_name(each), each) for each in PARTIES)
    return Form(
        "Sendt til partiene",
        SAVE_SENT,
        (
            TextInput(
                "text", "Hva dere sendte", text[:LONG], "For eksempel «Innspill til partiprogrammene»", max_length=LONG
            ),
            SelectInput("kind", "Slag", kinds, kind if kind in GIFTS else None),
            DateInput("day", "Når", ask.today),
            CheckInput("parties", "Hvem som fikk det", everybody, parties or tuple(PARTIES), optional=False),
        ),
        intro=line(
            "Alle partiene er krysset av. Ta bort dem som ikke fikk det."
            if not parties
            else "Resten av partiene er krysset av."
        ),
    )


def _date_form(ask: Ask) -> Form:
    elections = next_elections(ask.pack, ask.today)
    choices = tuple(Choice(capital(each.name), str(each.day.year)) for each in elections)
    of_election = (
        (SelectInput("election", "Valget programmet er for", choices, choices[0].value, optional=True),)
        if choices
        else ()
    )
    return Form(
        "Dato for et parti",
        SAVE_DATE,
        (
            SelectInput("party", "Parti", tuple(Choice(party_name(each), each) for each in PARTIES)),
            SelectInput("step", "Hva", tuple(Choice(name, step) for step, name in STEPS.items())),
            DateInput("first", "Dag, eller første dag"),
            DateInput("last", "Siste dag", hint="Bare hvis det varer i flere dager.", optional=True),
            *of_election,
        ),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _not_yet(day: date, today: date) -> str | None:
    return "Dagen har ikke vært ennå. Velg dagen det ble sendt." if day > today else None


def _span_error(first: date, last: date, step: str) -> str | None:
    if step in DEADLINES and last != first:
        return "En frist er én dag. La feltet stå tomt."
    if last < first:
        return "Siste dag er før den første. Velg en senere dag."
    return "Det er for lang tid. Velg en tidligere siste dag." if (last - first).days > LONGEST_SPAN else None
