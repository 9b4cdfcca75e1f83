"""One occurrence as a row of a card: when, what, and whose."""

from datetime import date

from bot.cards.card import Bold, Italic, Item, Line, Link, Note, Part, Person, Span, Struck
from bot.cards.recurring import rule_words
from bot.cards.words import when
from models.occurrences.queries import MEETING, Listed
from models.tables import Occurrence

DONE = "✓ ferdig"
BETWEEN = " · "

Row = Occurrence | Listed


def is_overdue(row: Row, today: date) -> bool:
    """Return True if it is a deadline that is open after its last day, and that could have been met."""
    is_open = row.kind == "frist" and row.done_at is None and not row.passed_unseen
    return is_open and row.ends_on is not None and row.ends_on < today


def postponing(row: Row) -> str:
    """Return the label of the button that changes a row's date: a talk is moved, a deadline is put off."""
    if row.kind == MEETING:
        return "Flytt"
    return "Utsett" if row.kind in {"frist", "oppgave"} else "Endre dato"


def is_hearing(row: Row) -> bool:
    """Return True if a row is about a hearing that we may answer or speak at."""
    return "høring" in row.title.casefold()


def note_parts(row: Row) -> tuple[Note, ...]:
    """Return what the content notes about a row, in small type, to stand under it."""
    return (Note((row.note,)),) if row.note else ()


def with_note(item: Item, row: Row) -> tuple[Part, ...]:
    """Return the item of a row, with what the content notes about it in small type below."""
    return (item, *note_parts(row))


def noted(row: Row, shown: Line) -> Line:
    """Return the line of a row in a list, with what the content notes about it below."""
    return (*shown, "\n", Italic(row.note)) if row.note else shown


def dated_line(row: Row, today: date, theme: str = "") -> Line:
    """Return the row with its date on a line of its own; `theme` is the theme's name."""
    return (when_of(row, today), "\n", *titled_line(row, theme))


def when_of(row: Row, today: date) -> str:
    """Return when a row is, with its time of day: «fredag 4. desember kl. 12.30–13.30 (uke 49), om 4 dager»."""
    return when(row.starts_on, row.ends_on, row.certainty, today, row.start_time, row.minutes)


def titled_line(row: Row, theme: str = "") -> Line:
    """Return the row without its date: title, theme, owner and link; what is done is struck through."""
    is_open, who = row.done_at is None, row.owner if row.done_at is None else row.done_by
    title: Span = Bold(row.title) if is_open else Struck(row.title)
    return (
        title,
        *((" (vurderes)",) if row.consider else ()),
        *((BETWEEN, theme) if theme else ()),
        *((BETWEEN, rule_words(row.rule)) if row.rule else ()),
        *(() if is_open else (BETWEEN, DONE)),
        *((BETWEEN, Person(who)) if who else ()),
        *((BETWEEN, Link("les mer", row.link)) if row.link else ()),
    )
