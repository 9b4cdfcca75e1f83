"""The table after its day: on the committees' hearings, in the campaign, in the year's log, and as next year's input."""

from datetime import date

from sqlalchemy.orm import Session

from bot.cards.card import Button, Controls, Part
from bot.cards.presented import SHOW, hearing_parts, missing_parts, value_of
from bot.commands.ask import Ask
from models.occurrences.day_texts import COMMITTEE, day_texts
from models.occurrences.demands import demands
from models.occurrences.presentations import Presentation, nearest, presentation_of, presentations
from models.official.presented import committee_key, document_of
from models.tables import Occurrence, OfficialRecord
from models.workspace.contacts import ContactRole

INPUT = ":innspill-"
"""How the entry begins, in a key, of a deadline for our input to a budget."""


def demands_in(ask: Ask, session: Session, record: OfficialRecord | None) -> tuple[Part, ...]:
    """Return our demands, and what we say to the committee, for the card of its hearing about a document."""
    shown = document_of(session, ask.workspace.id, record)
    if shown is None or record is None or ask.is_read_outside:
        return ()
    rows = [each for each in demands(session, shown, ask.pack) if each.verdict]
    return hearing_parts(shown, rows, _message(session, shown, record))


def message_to(ask: Ask, session: Session, record: OfficialRecord | None) -> str:
    """Return what we say to the committee that holds a hearing about a document; empty if nothing is written."""
    shown = document_of(session, ask.workspace.id, record)
    return _message(session, shown, record) if shown and record else ""


def missing_in(ask: Ask, session: Session, budget_year: int | None = None) -> tuple[Part, ...]:
    """Return what a state budget gave us and did not; None is the last budget that was presented."""
    if ask.is_read_outside:
        return ()
    found = presentations(session, ask.workspace.id)
    past = [each for each in found if each.about <= ask.today]
    shown = nearest(past, ask.today, "statsbudsjett", budget_year)
    return missing_parts(shown, demands(session, shown, ask.pack)) if shown else ()


def results_between(ask: Ask, session: Session, first: date, last: date) -> tuple[Part, ...]:
    """Return what came of our demands to the documents that were presented on some days."""
    found = [each for each in presentations(session, ask.workspace.id) if each.on and first <= each.on <= last]
    return tuple(part for each in found for part in missing_parts(each, demands(session, each, ask.pack)))


def about_row(ask: Ask, session: Session, row: Occurrence) -> tuple[Part, ...]:
    """Return the button to our demands for the row of a presentation; what the last budget lacked for that of an input."""
    if ask.role is not ContactRole.COLLEAGUE or ask.is_read_outside:
        return ()
    shown = presentation_of(row)
    if shown is not None:
        return (Controls((Button("Kravene våre", SHOW, value_of(shown)),)),)
    is_input = row.source == "statsbudsjett" and row.kind == "frist" and INPUT in row.key
    return missing_in(ask, session) if is_input and row.done_at is None else ()


def _message(session: Session, shown: Presentation, record: OfficialRecord) -> str:
    key = committee_key(record.body)
    texts = day_texts(session, shown, COMMITTEE)
    return next((each.text for each in texts if committee_key(each.name) == key), "")
