"""A deadline with the address of a hearing or a case: the row that the official sources keep up to date."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Card, Item, Note, line
from bot.cards.rows import dated_line
from bot.cards.words import day
from bot.commands.ask import Ask
from bot.commands.parse.entries import MAX_TITLE, NO_DATE, NO_TITLE, Entry
from bot.commands.parse.themes import themes_of
from bot.commands.shared.deadline_controls import row_controls
from models.occurrences.changes import WHEN
from models.occurrences.queries import by_key
from models.official.addresses import item_of
from models.official.items import as_day
from models.official.keys import key_of
from models.official.own import BY_HAND, note_of
from models.official.records import by_number, deadline_of
from models.tables import Occurrence


def official_key(entry: Entry) -> str | None:
    """Return the key that the row of an official item has; None if the link is of none, or if it recurs."""
    found = item_of(entry.link or "")
    return key_of(*found) if found and not entry.rule else None


def known_officially(session: Session, entry: Entry) -> Entry:
    """Fill in what a line leaves out and the sources know: the title and the deadline of the item it links to."""
    found = item_of(entry.link or "")
    record = by_number(session, *found) if found else None
    if record is None:
        return entry
    faults = list(entry.faults)
    if not entry.title:
        entry = replace(entry, title=record.title[:MAX_TITLE])
        faults = [each for each in faults if each != NO_TITLE]
    deadline = as_day(deadline_of(record))
    if entry.due is None and deadline is not None:
        entry = replace(entry, due=deadline)
        faults = [each for each in faults if each != NO_DATE]
    return replace(entry, faults=tuple(faults))


def already_there(ask: Ask, session: Session, key: str) -> Card | None:
    """Return the card of a row that the workspace has already; one that was removed is open again."""
    row = by_key(session, ask.workspace.id, key)
    if row is None:
        return None
    row.archived_at = None
    theme = themes_of(ask.pack).name(row.theme) if row.theme else ""
    item = Item(dated_line(row, ask.today, theme), row_controls(row, ask.user_id, ""))
    return Card("Den ligger alt i fristene", (item, Note(line(row.note or ""))))


def follow(session: Session, row: Occurrence, entry: Entry, today: date) -> str:
    """Say which way a new row's date came: by hand, or from the source that gave it.

    A day other than the one that the source has is their own: the source never overwrites it. Return that as a
    sentence; empty if it is not so.
    """
    found = item_of(entry.link or "")
    record = by_number(session, *found) if found else None
    theirs = as_day(deadline_of(record)) if record is not None else None
    is_theirs = record is not None and theirs is not None and theirs == entry.due
    row.kilde = record.deadline_from or "" if record is not None and is_theirs else BY_HAND
    row.note = note_of(row.kilde)
    differs = theirs is not None and entry.due is not None and not is_theirs
    if differs:
        row.kept = [*row.kept, *(each for each in WHEN if each not in row.kept)]
    session.flush()
    return f"Kilden sier {day(theirs, today)}." if differs and theirs is not None else ""
