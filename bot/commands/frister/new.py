"""Adding a deadline: from one line, or from a form that keeps what the line gave."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Item, Note, Paragraph, line
from bot.cards.errors import stale
from bot.cards.form import DateInput, Form, FormErrors, Input, PersonInput, SelectInput, TextInput
from bot.cards.recurring import holiday_words, rule_words
from bot.cards.rows import dated_line
from bot.cards.words import capital, day, hours, short_day
from bot.commands.access import is_allowed
from bot.commands.ask import Answer, Ask, Press, Reply, Submission
from bot.commands.frister.carried import LONGEST_ID, carried, read_carried
from bot.commands.frister.controls import CHOOSE, FORM, SERIES_UNDO, row_controls, undo_button
from bot.commands.parse.bounds import length_errors
from bot.commands.parse.clean import clean
from bot.commands.parse.clock import TimeOfDay
from bot.commands.parse.days import mismatch
from bot.commands.parse.entries import LINK, MAX_LINK, MAX_TITLE, Entry, parse_entry, wrong_day
from bot.commands.parse.fault import Fault
from bot.commands.parse.themes import themes_of
from bot.commands.parse.time import parse_clock, parse_date, parse_rule
from bot.commands.parse.vocabulary import WEEKDAYS
from models.occurrences.changes import GoneError, add
from models.occurrences.series import NewSeries, add_series
from models.tables import Occurrence
from models.workspace.contacts import ContactRole

NEW = "frist.new"
MAX_CLOCK, MAX_RULE = 20, 100
CLOCK_HINT = "For eksempel 12.30 eller 12.30–13.30."
RULE_HINT = "For eksempel hver mandag, annenhver fredag eller første onsdag i måneden."
NO_DAYS = "Gjentakelsen gir ingen dager. Velg en annen dato, eller skriv den på en annen måte."
OUTSIDER = "Velg en som arbeider her, eller en gjest. Folk fra andre virksomheter kan ikke være ansvarlige."


def new(ask: Ask, text: str, session: Session) -> Answer:
    """Add the deadline a line describes; where something is missing or wrong, open the form with what was written.

    Where only the weekday does not fit the date, two buttons ask which is meant.
    """
    if not text:
        return form(ask, Entry())
    entry = for_ours(ask, session, parse_entry(text, ask.today, themes_of(ask.pack), ask.user_id))
    if entry.choices and entry.due and not entry.faults:
        return _which_day(ask, entry, entry.due)
    if entry.choices and entry.due:
        other = next(each for each in entry.choices if each != entry.due)
        entry = replace(entry, faults=(mismatch(entry.due, other), *entry.faults))
    if entry.faults or entry.due is None:
        return form(ask, entry)
    try:
        return added(ask, entry, session)
    except GoneError:
        return form(ask, replace(entry, faults=(NO_DAYS,)))


def open_form(ask: Ask, press: Press, session: Session) -> Form:
    """Open the form, with what the button carries."""
    del session
    return form(ask, read_carried(press.value))


def choose(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Add a deadline on the day that was chosen."""
    entry = read_carried(press.value)
    if entry.due is None or not entry.title:
        return Reply(card=stale())
    wrong = wrong_day(entry.due, ask.today)
    if wrong:
        return form(ask, replace(entry, due=None, faults=(wrong,)))
    return Reply(card=added(ask, entry, session), replace=True)


def submit(ask: Ask, submission: Submission, session: Session) -> Reply | FormErrors:
    """Add what the form says, or tell what to mend."""
    values = {name: clean(text) for name, text in submission.values.items()}
    entry = read_entry(ask, session, values, read_carried(submission.state))
    if isinstance(entry, FormErrors):
        return entry
    try:
        return Reply(card=added(ask, entry, session))
    except GoneError:
        return FormErrors({"rule": NO_DAYS})


def read_entry(ask: Ask, session: Session, values: dict[str, str], known: Entry) -> Entry | FormErrors:
    """Return the deadline that the fields of a form describe, or what to mend; `known` is what the form carried."""
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
        # A day that was moved in the form is the person's own.
        certainty=known.certainty if known.due == due else "fast",
        start=hours_of.start if hours_of else None,
        minutes=hours_of.minutes if hours_of else None,
        rule=rule.rule if rule else None,
        until=rule.until if rule else None,
        of_register=known.of_register,
    )


def form(ask: Ask, entry: Entry) -> Form:
    """Return the form of a deadline with what is known of it, headed by what has to be mended."""
    inputs: tuple[Input, ...] = (
        TextInput("title", "Hva", initial=entry.title, max_length=MAX_TITLE),
        DateInput("due", "Frist", initial=entry.due),
        *time_inputs(entry),
        *theme_input(ask, entry.theme),
        PersonInput("owner", "Eier", initial=entry.owner),
        TextInput("link", "Lenke", initial=entry.link or "", optional=True, max_length=MAX_LINK),
    )
    # A day is carried for its certainty alone: one that is moved in the form is sure.
    is_sure = entry.certainty == "fast"
    kept = Entry(due=None if is_sure else entry.due, certainty=entry.certainty, of_register=entry.of_register)
    state = "" if kept == Entry() else carried(kept)
    return Form("Ny frist", NEW, inputs, submit="Legg til", state=state, intro=line(" ".join(entry.faults)))


def time_inputs(entry: Entry) -> tuple[Input, ...]:
    """Return the fields of a time of day and of a recurrence."""
    clock = hours(entry.start, entry.minutes) if entry.start else ""
    rule = written_rule(entry.rule, entry.until)
    return (
        TextInput("time", "Klokkeslett", initial=clock, hint=CLOCK_HINT, optional=True, max_length=MAX_CLOCK),
        TextInput("rule", "Gjentas", initial=rule, hint=RULE_HINT, optional=True, max_length=MAX_RULE),
    )


def written_rule(rule: str | None, until: date | None) -> str:
    """Return a rule in words; «hvert år» where it still has no day."""
    if rule is None:
        return ""
    return "hvert år" if rule == "FREQ=YEARLY" else rule_words(rule, until)


def added(ask: Ask, entry: Entry, session: Session) -> Card:
    """Add a deadline and return it as it is now, with the way back.

    Raises:
        Gone: it recurs on no day.
    """
    if entry.rule and entry.due:
        return _added_series(ask, entry, entry.rule, entry.due, session)
    row, change = add(
        session,
        ask.here.id,
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
    )
    theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
    item = Item(dated_line(row, ask.today, theme), row_controls(row, ask.user_id, ""))
    noted = (Note(line(entry.note)),) if entry.note else ()
    return Card("Fristen er lagt til", (item, *noted, Controls((undo_button(change.id, ""),))))


def _added_series(ask: Ask, entry: Entry, rule: str, first: date, session: Session) -> Card:
    series, row = add_series(session, ask.here.id, ask.user_id, ask.now, ask.today, new_series(entry, rule, first))
    return series_card("Fristen er lagt til og gjentas", ask, row, series.id, entry.until)


def new_series(entry: Entry, rule: str, first: date) -> NewSeries:
    """Return what a recurring deadline is made of."""
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
    """Return the first occurrence of a recurring deadline, what happens on holidays, and the way back."""
    theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
    item = Item(dated_line(row, ask.today, theme), row_controls(row, ask.user_id, ""))
    rule = row.rule or ""
    ends = f" Den siste er senest {short_day(until)} {until.year}." if until else ""
    said = f"{capital(rule_words(rule))}. {holiday_words(rule)}{ends} Det neste halvåret ligger i /frister."
    return Card(title, (item, Note(line(said)), Controls((Button("Angre", SERIES_UNDO, str(series)),))))


def _which_day(ask: Ask, entry: Entry, due: date) -> Answer:
    """Return the question which of two days is meant, with a button for each."""
    days = [each for each in entry.choices if wrong_day(each, ask.today) is None]
    said = f"{capital(short_day(due, ask.today))} er en {WEEKDAYS[due.weekday()]}."
    if not days:
        return form(ask, replace(entry, faults=(said,)))
    buttons = [Button(capital(day(each, ask.today)), CHOOSE, carried(replace(entry, due=each))) for each in days]
    other = Button("Annen dag …", FORM, carried(entry))
    about = Paragraph(line(f"Hvilken dag gjelder «{entry.title}»?"))
    return Card("Hvilken dag mener du?", (Item(line(said), (*buttons, other)), about), summary=said)


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
