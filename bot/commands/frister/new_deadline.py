"""Adding a deadline: from one line, or from a form filled in with what the line gave."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Item, Note, Paragraph, Part, line
from bot.cards.card_errors import stale
from bot.cards.form import Form, FormErrors
from bot.cards.recurring import holiday_words, rule_words
from bot.cards.rows import dated_line
from bot.cards.words import WEEKDAYS, capital, day, short_day
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.frister.official_deadline import already_there, follow, known_officially, official_key
from bot.commands.parse.bounds import length_errors
from bot.commands.parse.clean import clean
from bot.commands.parse.clock import TimeOfDay
from bot.commands.parse.days import mismatch
from bot.commands.parse.entries import Entry, parse_entry, wrong_day
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import themes_of
from bot.commands.parse.time import parse_clock, parse_date, parse_rule
from bot.commands.shared.deadline_controls import (
    CHOOSE,
    FORM,
    GIVE,
    RELEASE,
    SERIES_UNDO,
    DeadlineControlValue,
    row_controls,
    undo_button,
)
from bot.commands.shared.deadline_form import (
    LONGEST_ID,
    MAX_CLOCK,
    MAX_RULE,
    deadline_form,
    decode_entry,
    encode_entry,
    link_error,
    theme_error,
    title_error,
    without_outside_owner,
)
from bot.commands.shared.deadline_owner import ask_receiver, owner_error
from models.occurrences.changes import GoneError, add
from models.occurrences.series import NewSeries, add_series
from models.tables import Occurrence
from models.workspace.workspaces import lock

NO_DAYS = "Gjentakelsen gir ingen dager. Velg en annen dato, eller skriv den på en annen måte."


def new_deadline(ask: Ask, text: str, session: Session) -> Answer:
    """Add the deadline a line describes; if something is missing or wrong, open the form with what was written.

    If only the weekday does not fit the date, buttons ask which day is meant.
    """
    if not text:
        return deadline_form(ask, Entry())
    entry = without_outside_owner(ask, session, parse_entry(text, ask.today, themes_of(ask.pack), ask.user_id), text)
    entry = known_officially(session, entry)
    if entry.choices and entry.due and not entry.faults:
        return _ask_which_day(ask, entry, entry.due)
    if entry.choices and entry.due:
        other = next(each for each in entry.choices if each != entry.due)
        entry = replace(entry, faults=(mismatch(entry.due, other), *entry.faults))
    if entry.faults or entry.due is None:
        return deadline_form(ask, entry)
    try:
        return add_deadline(ask, entry, session)
    except GoneError:
        return deadline_form(ask, replace(entry, faults=(NO_DAYS,)))


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form, filled in from the button's value."""
    del session
    return deadline_form(ask, decode_entry(press.value))


def choose_day(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Add a deadline on the chosen day."""
    entry = decode_entry(press.value)
    if entry.due is None or not entry.title:
        return Reply(card=stale())
    wrong = wrong_day(entry.due, ask.today)
    if wrong:
        return deadline_form(ask, replace(entry, due=None, faults=(wrong,)))
    return Reply(card=add_deadline(ask, entry, session), replace=True)


def submit_deadline(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Add the deadline in the form, or return its errors."""
    values = {name: clean(text) for name, text in submission.values.items()}
    entry = read_entry(ask, session, values, decode_entry(submission.state))
    if isinstance(entry, FormErrors):
        return entry
    try:
        return Reply(card=add_deadline(ask, entry, session))
    except GoneError:
        return FormErrors({"rule": NO_DAYS})


def read_entry(ask: Ask, session: Session, values: dict[str, str], known: Entry) -> Entry | FormErrors:
    """Return the deadline in the fields of a form, or its errors; `known` is the entry in the form's state."""
    due, clock = _due(values.get("due", ""), ask.today), parse_clock(values.get("time", ""))
    rule = None if isinstance(due, Fault) else parse_rule(values.get("rule", ""), due)
    errors = {
        "title": title_error(values.get("title", ""), "Skriv hva fristen gjelder."),
        "due": due.text if isinstance(due, Fault) else None,
        "time": clock.text if isinstance(clock, Fault) else None,
        "rule": rule.text if isinstance(rule, Fault) else None,
        "theme": theme_error(values.get("theme"), ask),
        "link": link_error(values.get("link", "")),
        "owner": owner_error(ask, session, values.get("owner", "")[:LONGEST_ID]),
    }
    wrong = {name: text for name, text in errors.items() if text}
    wrong |= length_errors(values, {"time": MAX_CLOCK, "rule": MAX_RULE})
    if wrong or isinstance(due, Fault) or isinstance(rule, Fault):
        return FormErrors(wrong)
    first = rule.day if rule else due
    hours_of = clock if isinstance(clock, TimeOfDay) else None
    return Entry(
        values["title"],
        first,
        values.get("theme") or None,
        values.get("owner", "")[:LONGEST_ID] or None,
        values.get("link") or None,
        # A day that was changed in the form is certain.
        certainty=known.certainty if known.due == due else "fast",
        start=hours_of.start if hours_of else None,
        minutes=hours_of.minutes if hours_of else None,
        rule=rule.rule if rule else None,
        until=rule.until if rule else None,
        of_register=known.of_register,
    )


def add_deadline(ask: Ask, entry: Entry, session: Session) -> Card:
    """Add a deadline and return it as it is now, with a button to undo.

    Raises:
        GoneError: it recurs on no day.
    """
    named = entry.owner
    entry = replace(entry, owner=named or ask.user_id)
    if entry.rule and entry.due:
        return _added_series(ask, entry, entry.rule, entry.due, session)
    key = official_key(entry)
    if key:
        lock(session, ask.workspace.id)  # of two who add the same at once, the second finds the row
    known = already_there(ask, session, key) if key else None
    if known is not None:
        return known
    row, change = add(
        session,
        ask.workspace.id,
        ask.user_id,
        ask.now,
        title=entry.title,
        due=entry.due,
        certainty=entry.certainty,
        start=entry.start,
        minutes=entry.minutes,
        theme=entry.theme,
        owner=entry.owner,
        link=entry.link,
        of_register=entry.of_register,
        key=key or "",
    )
    differs = follow(session, row, entry, ask.today) if key else ""
    theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
    item = Item(dated_line(row, ask.today, theme), row_controls(row, ask.user_id, ""))
    notes = [each for each in (row.note, differs, entry.note) if each]
    noted = (Note(line(" ".join(notes))),) if notes else ()
    if named:
        ask_receiver(ask, session, change.id, named)
    asked = _who_is_responsible(row) if not named else ()
    return Card("Fristen er lagt til", (item, *noted, *asked, Controls((undo_button(change.id, ""),))))


def _who_is_responsible(row: Occurrence) -> tuple[Part, ...]:
    """Return the question to the person who added a deadline and named nobody: they are responsible until they answer."""
    value = str(DeadlineControlValue(id=row.id, query=""))
    buttons = (Button("Gi til …", GIVE, value), Button("Ingen ennå", RELEASE, value))
    return (Item(line("Hvem er ansvarlig? Nå er det du."), buttons),)


def _added_series(ask: Ask, entry: Entry, rule: str, first: date, session: Session) -> Card:
    series, row = add_series(
        session, ask.workspace.id, ask.user_id, ask.now, ask.today, series_from(entry, rule, first)
    )
    return series_card("Fristen er lagt til og gjentas", ask, row, series.id, entry.until)


def series_from(entry: Entry, rule: str, first: date) -> NewSeries:
    """Return a new recurring deadline."""
    return NewSeries(
        entry.title,
        rule,
        first,
        entry.until,
        start=entry.start,
        minutes=entry.minutes,
        theme=entry.theme,
        owner=entry.owner,
        link=entry.link,
        of_register=entry.of_register,
    )


def series_card(title: str, ask: Ask, row: Occurrence, series: int, until: date | None) -> Card:
    """Return the first occurrence of a recurring deadline, what happens on holidays, and a button to undo."""
    theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
    item = Item(dated_line(row, ask.today, theme), row_controls(row, ask.user_id, ""))
    rule = row.rule or ""
    ends = f" Den siste er senest {short_day(until)} {until.year}." if until else ""
    sentence = f"{capital(rule_words(rule))}. {holiday_words(rule)}{ends} Det neste halvåret ligger i /frister."
    return Card(title, (item, Note(line(sentence)), Controls((Button("Angre", SERIES_UNDO, str(series)),))))


def _ask_which_day(ask: Ask, entry: Entry, due: date) -> Answer:
    """Ask which of the days is meant, with a button for each; open the form if none of them can be used."""
    days = [each for each in entry.choices if wrong_day(each, ask.today) is None]
    sentence = f"{capital(short_day(due, ask.today))} er en {WEEKDAYS[due.weekday()]}."
    if not days:
        return deadline_form(ask, replace(entry, faults=(sentence,)))
    buttons = [Button(capital(day(each, ask.today)), CHOOSE, encode_entry(replace(entry, due=each))) for each in days]
    other = Button("Annen dag …", FORM, encode_entry(entry))
    about = Paragraph(line(f"Hvilken dag gjelder «{entry.title}»?"))
    return Card("Hvilken dag mener du?", (Item(line(sentence), (*buttons, other)), about), summary=sentence)


def _due(text: str, today: date) -> date | Fault:
    due = parse_date(text, today) if text else Fault("Velg når fristen er.")
    wrong = None if isinstance(due, Fault) else wrong_day(due, today)
    return Fault(wrong) if wrong else due
