"""Actions on an occurrence, and the sentences about their results."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.cards import words
from bot.cards.card import Button, Control, Line, Person, Span, line
from bot.cards.journal import IS_IT_SENT, SENT, SENT_LABEL
from bot.cards.rows import lacks_date
from bot.commands.ask import Ask
from bot.commands.parse.clean import short
from bot.commands.shared.meeting_titles import moved_title
from models.occurrences import changes, moving, owning, undoing
from models.occurrences.changes import AlreadyDoneError, ChangedError, ClosedError, GoneError, PassingError
from models.occurrences.filtering import owners_of
from models.occurrences.meeting_plan import move_papers
from models.occurrences.owning import AlreadyTakenError
from models.occurrences.queries import Listed, by_id
from models.official.dates import replan_after
from models.official.keys import value_of_key
from models.official.open_answers import waits_to_be_sent
from models.tables import Change, Occurrence
from models.workspace.contacts import ContactRole

GONE = "Denne raden finnes ikke lenger. Noen kan ha fjernet den. Spør på nytt for å se det som er der nå."
NOT_YOURS = "Som gjest kan du bare endre frister du selv er ansvarlig for. Be en av dem som arbeider her, om hjelp."


@dataclass(frozen=True)
class ActionResult:
    """The result of an action, and the id of the change that can be undone, if any.

    `back` is the control to undo or go on if there is no such change.
    """

    line: Line
    change: int | None = None
    heading: str = "Ingenting er endret"
    back: Control | None = None
    controls: tuple[Control, ...] = ()
    """What the person may choose between, in place of `back`, or do next."""


Action = Callable[[Ask, Session, int], tuple[Change, Span]]
"""Changes an occurrence, and returns the change and what to say after the title, or around it where it has «{}»."""


def perform(deed: Action, ask: Ask, session: Session, occurrence_id: int) -> ActionResult:
    """Perform an action, and return its result."""
    row = by_id(session, ask.workspace.id, occurrence_id)
    if row is None or not may_change(ask, row):
        return ActionResult(line(NOT_YOURS if row else GONE))
    try:
        change, said = deed(ask, session, occurrence_id)
    except (GoneError, AlreadyDoneError, AlreadyTakenError, ChangedError, PassingError) as error:
        return ActionResult(_refusal(error, row, ask))
    replan_after(session, ask.workspace.id, row, ask.today)
    done = _with_title(quoted_title(row), said)
    if deed is mark_done and waits_to_be_sent(session, ask.workspace.id, row):
        offer = Button(SENT_LABEL, SENT, value_of_key(row.key))
        return ActionResult(line(*done, f" {IS_IT_SENT}"), change.id, "Endret", controls=(offer,))
    return ActionResult(done, change.id, "Endret")


def _with_title(title: str, said: Span) -> Line:
    before, mark, after = said.partition("{}") if isinstance(said, str) else ("", "", said)
    return line(before, title, after) if mark else line(f"{title} ", said)


def _refusal(error: Exception, row: Occurrence, ask: Ask) -> Line:
    """Return why nothing was changed, and what to do instead."""
    match error:
        case GoneError():
            return line(GONE)
        case ClosedError():
            return line(f"{quoted_title(row)} er lukket uten å være krysset av. Velg «Åpne igjen» først.")
        case PassingError():
            return line(f"{quoted_title(row)} går over av seg selv. Det er ikke noe å krysse av.")
        case AlreadyDoneError():
            at = words.ago(error.at, ask.now, ask.workspace.zone)
            return line(*_person_or_you(error.by, ask), f" markerte {quoted_title(row)} som ferdig {at}.")
        case AlreadyTakenError():
            return line(*_person_or_you(error.by, ask), f" er allerede ansvarlig for {quoted_title(row)}.")
    return line(f"{quoted_title(row)} er endret i mellomtiden. Se hvordan det står nå.")


def may_change(ask: Ask, row: Occurrence | Listed) -> bool:
    """Return True if the asker may change that row: a guest only their own."""
    return ask.role is ContactRole.COLLEAGUE or ask.user_id in owners_of(row)


def mark_done(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, Span]:
    """Mark an item of the calendar done; return the change and what is said of it."""
    change = changes.mark_done(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now)
    return change, f"er markert som ferdig.{_linked(ask, session, change)}"


def reopen(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, Span]:
    """Open an item that was done again; return the change and what is said of it."""
    change = changes.reopen(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now)
    return change, f"er åpnet igjen.{_linked(ask, session, change)}"


def call_off(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, Span]:
    """Take out an item that came to nothing."""
    change = changes.call_off(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now)
    return change, f"ble det ikke noe av.{_linked(ask, session, change)}"


def _linked(ask: Ask, session: Session, change: Change) -> str:
    """Return what was changed together with a row, as a sentence more; empty if nothing was."""
    titles = [quoted_title(row) for row in undoing.changed_with(session, ask.workspace.id, change.id)]
    return f" Det gjelder også {words.listing(titles)}." if titles else ""


def take(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, Span]:
    """Make the asker responsible."""
    return owning.take(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now), "Du er ansvarlig for {} nå."


def release(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, Span]:
    """Make the asker no longer responsible."""
    change = owning.hand_back(session, ask.workspace.id, occurrence_id, ask.user_id, ask.now)
    row = by_id(session, ask.workspace.id, occurrence_id)
    return change, (
        "er uten ansvarlig nå." if row is None or row.owner is None else "Du er ikke ansvarlig for {} lenger."
    )


def move_to(to: date) -> Action:
    """Return the action that sets its day."""

    def move(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, Span]:
        before = by_id(session, ask.workspace.id, occurrence_id)
        verb = "er satt til" if before and lacks_date(before) else "er flyttet til"
        was_on = before.ends_on if before else None
        change = moving.move(session, ask.workspace.id, occurrence_id, ask.user_id, to, ask.now)
        row = by_id(session, ask.workspace.id, occurrence_id)
        hours = (row.start_time, row.minutes) if row else (None, None)
        along = _moved_along(ask, session, change, was_on) if was_on else ""
        return change, f"{verb} {words.when(to, to, 'fast', ask.today, *hours)}.{along}"

    return move


def _moved_along(ask: Ask, session: Session, change: Change, was_on: date) -> str:
    """Move what must be ready for a meeting along with it, and return what was moved, as a sentence more."""
    titled = moved_title(was_on, ask.today)
    rows = move_papers(session, ask.workspace.id, change, was_on, ask.today, titled)
    named = [f"{quoted_title(row)} til {words.short_day(row.ends_on, ask.today)}" for row in rows if row.ends_on]
    return f" Jeg flyttet også {words.listing(named)}." if named else ""


def move_to_month(first: date) -> Action:
    """Return the action that moves it to a month, without a day."""

    def move(ask: Ask, session: Session, occurrence_id: int) -> tuple[Change, Span]:
        change = moving.move_month(session, ask.workspace.id, occurrence_id, ask.user_id, first, ask.now)
        return change, f"er flyttet til {words.month(first, ask.today)}."

    return move


def iso_day(text: str) -> date | None:
    """Return the day of an ISO date; None if it is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def quoted_title(row: Occurrence) -> str:
    """Return the title for use in a sentence."""
    return f"«{short(row.title, 80)}»"


def _person_or_you(user_id: str | None, ask: Ask) -> Line:
    if user_id is None:
        return ("Noen",)
    return ("Du",) if user_id == ask.user_id else (Person(user_id),)
