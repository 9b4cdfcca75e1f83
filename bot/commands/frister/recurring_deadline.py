"""Changing or ending a recurring deadline: one occurrence, or it and all later ones."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Choice, Controls, Item, line
from bot.cards.card_errors import stale
from bot.cards.form import DateInput, Form, FormErrors, SelectInput, TextInput
from bot.cards.rows import dated_line
from bot.cards.words import day
from bot.commands.ask import Ask, Press, PressHandler, Reply, Submission, SubmitHandler
from bot.commands.frister.new_deadline import NO_DAYS, read_entry, series_card, series_from
from bot.commands.parse.clean import clean
from bot.commands.parse.entries import MAX_TITLE, Entry
from bot.commands.parse.numbers import row_id
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_controls import SERIES, SERIES_UNDO, read_deadline_value, row_controls, undo_button
from bot.commands.shared.deadline_form import time_inputs
from bot.commands.shared.occurrence_actions import GONE, quoted_title
from models.occurrences import changes
from models.occurrences.changes import AlreadyDoneError, GoneError
from models.occurrences.queries import by_id
from models.occurrences.series import cancel_one, change_series, end_series, series_of, undo_series
from models.occurrences.undoing import AlreadyUndoneError
from models.tables import Occurrence
from models.workspace.contacts import departed, has_departed

SAVE = "frist.serie_lagre"
ONE, ALL = "en", "alle"
CHANGE, END = "endre", "avslutt"
WHICH = (Choice("Bare denne", ONE), Choice("Denne og alle senere", ALL))
WHAT = (Choice("Endre", CHANGE), Choice("Avlys", END))


def open_form(ask: Ask, press: Press, session: Session) -> Reply | Form:
    """Open the form of an occurrence of a recurring deadline."""
    value = read_deadline_value(press.value)
    row = _row(ask, session, value.id if value else None)
    series = series_of(session, ask.workspace.id, row.series_id) if row and row.series_id else None
    if row is None or series is None:
        return Reply(card=stale())
    known = Entry(row.title, start=row.start_time, minutes=row.minutes, rule=series.rule, until=series.until)
    return Form(
        "Endre gjentakelsen",
        SAVE,
        (
            SelectInput("which", "Gjelder", WHICH, initial=ONE),
            SelectInput("what", "Hva vil du gjøre?", WHAT, initial=CHANGE),
            TextInput("title", "Hva", initial=row.title, max_length=MAX_TITLE),
            DateInput("due", "Dato", initial=row.ends_on),
            *time_inputs(known),
        ),
        state=str(row.id),
        intro=line(f"{quoted_title(row)} {day(row.ends_on, ask.today)}." if row.ends_on else quoted_title(row)),
    )


def submit(ask: Ask, sent: Submission, session: Session) -> Reply | FormErrors:
    """Change or cancel one or all, or return the form's errors."""
    values = {name: clean(text) for name, text in sent.values.items()}
    row = _row(ask, session, row_id(sent.state))
    if row is None or row.series_id is None:
        return Reply(card=_result_card(GONE))
    is_one = values.get("which") != ALL
    try:
        if values.get("what") == END:
            return Reply(card=_called_off(ask, session, row, is_one=is_one))
        return _changed(ask, session, row, values, is_one=is_one)
    except GoneError:
        return FormErrors({"rule": NO_DAYS})
    except AlreadyDoneError:
        return Reply(card=_result_card(f"{quoted_title(row)} er allerede markert som ferdig."))


def undo(ask: Ask, press: Press, session: Session) -> Reply:
    """Undo the last change to a recurring deadline."""
    try:
        row = undo_series(session, ask.workspace.id, row_id(press.value), ask.user_id, ask.now, ask.today)
    except GoneError:
        return Reply(card=_result_card(GONE), replace=True)
    except AlreadyUndoneError:
        return Reply(
            card=_result_card("Endringen er allerede angret, eller gjentakelsen er endret etterpå."), replace=True
        )
    return Reply(card=Card("Angret", (Item(line(f"«{row.title}» står som før igjen.")),)), replace=True)


def _called_off(ask: Ask, session: Session, row: Occurrence, *, is_one: bool) -> Card:
    when = day(row.ends_on, ask.today) if row.ends_on else ""
    if is_one:
        series = cancel_one(session, ask.workspace.id, row.id, ask.user_id, ask.now)
        return _result_card(f"{quoted_title(row)} {when} er avlyst. De andre står som før.", series.id)
    series = end_series(session, ask.workspace.id, row.id, ask.user_id, ask.now)
    return _result_card(f"{quoted_title(row)} er avsluttet fra og med {when}.", series.id)


def _changed(
    ask: Ask, session: Session, row: Occurrence, values: dict[str, str], *, is_one: bool
) -> Reply | FormErrors:
    if is_one:
        values = {**values, "rule": ""}
    entry = read_entry(ask, session, {**values, "theme": row.theme or "", "link": row.link or ""}, Entry())
    if isinstance(entry, FormErrors):
        return entry
    if is_one:
        change = changes.edit(
            session,
            ask.workspace.id,
            row.id,
            ask.user_id,
            ask.now,
            title=entry.title,
            due=entry.due,
            start=entry.start,
            minutes=entry.minutes,
        )
        theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
        left = departed(session, ask.workspace.id, (row.owner,))
        item = Item(dated_line(row, ask.today, theme), row_controls(row, ask.user_id, "", left=left))
        return Reply(card=Card("Endret", (item, Controls((undo_button(change.id, ""),)))))
    if entry.rule is None or entry.due is None:
        return FormErrors({"rule": "Skriv hvor ofte den gjentas, eller velg «Avlys» for å avslutte."})
    known = series_of(session, ask.workspace.id, row.series_id or 0)
    owner = known.owner if known and not has_departed(session, ask.workspace.id, known.owner) else None
    new = series_from(replace(entry, owner=owner), entry.rule, entry.due)
    series, first = change_series(session, ask.workspace.id, row.id, ask.user_id, ask.now, ask.today, new)
    return Reply(card=series_card("Denne og alle senere er endret", ask, first, series.id, entry.until))


def _row(ask: Ask, session: Session, occurrence_id: int | None) -> Occurrence | None:
    row = by_id(session, ask.workspace.id, occurrence_id) if occurrence_id else None
    return row if row is not None and row.archived_at is None else None


def _result_card(sentence: str, series: int | None = None) -> Card:
    back = (Button("Angre", SERIES_UNDO, str(series)),) if series else ()
    return Card("Endret" if series else "Ingenting er endret", (Item(line(sentence), back),), summary=sentence)


PRESSES: dict[str, PressHandler] = {SERIES: open_form, SERIES_UNDO: undo}
SUBMITS: dict[str, SubmitHandler] = {SAVE: submit}
