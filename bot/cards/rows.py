"""One occurrence as a row of a card: when, what, and whose."""

from datetime import date

from bot.cards.card import Bold, Line, Link, Person, Span, Struck, joined, line
from bot.cards.words import when
from models.tables import Occurrence

DONE = "✓ ferdig"


def is_overdue(row: Occurrence, today: date) -> bool:
    """Tell whether it is a deadline that is open after its last day, and that could have been met."""
    is_open = row.kind == "frist" and row.done_at is None and not row.passed_unseen
    return is_open and row.ends_on is not None and row.ends_on < today


def dated_line(row: Occurrence, today: date, theme: str = "") -> Line:
    """Return the row with its date on a line of its own; `theme` is the theme's name."""
    return line(when(row.starts_on, row.ends_on, row.certainty, today), "\n", *titled_line(row, theme))


def titled_line(row: Occurrence, theme: str = "") -> Line:
    """Return the row without its date: title, theme, owner and link; what is done is struck through."""
    title: Span = Bold(row.title) if row.done_at is None else Struck(row.title)
    marked = line(title, " (vurderes)" if row.consider else "")
    link = line(Link("les mer", row.link)) if row.link else ()
    return joined((marked, line(theme), *_owner(row), link))


def _owner(row: Occurrence) -> tuple[Line, ...]:
    if row.done_at is None:
        return (line(Person(row.owner)),) if row.owner else ()
    return (line(DONE), *((line(Person(row.done_by)),) if row.done_by else ()))
