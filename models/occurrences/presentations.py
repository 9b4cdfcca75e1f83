"""The days on which the government presents a state budget, a revised budget or a transport plan. Days are local."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from content.schema.dated import PresentedDocument
from models.calendar.workdays import next_working_day
from models.tables import Occurrence

ENDINGS: dict[tuple[str, str], PresentedDocument] = {
    ("statsbudsjett", "fremleggelse"): "statsbudsjett",
    ("statsbudsjett", "fremleggelse-etter-valg"): "statsbudsjett",
    ("statsbudsjett", "revidert-nasjonalbudsjett"): "rnb",
    ("ntp", "fremleggelse"): "ntp",
}
"""The document by the source of a row in the calendar and the id of its entry: a key is `source:year:id`."""
ASKED_BEFORE = (timedelta(days=21), timedelta(days=7))
"""How long before the first possible day people are asked for a date that nobody knows, and asked again."""


@dataclass(frozen=True)
class Presentation:
    """A document of a year (the budget year, or the plan's), and the row in the calendar of the day it is presented."""

    document: PresentedDocument
    year: int
    row: Occurrence

    @property
    def on(self) -> date | None:
        """Return the day it is presented; None if that is not known.

        The revised budget has a last day by law, and comes before it: its day is known when people have set it.
        """
        row = self.row
        is_set = "starts_on" in row.kept or self.document != "rnb"
        return row.starts_on if row.certainty == "fast" and row.starts_on == row.ends_on and is_set else None

    @property
    def about(self) -> date:
        """Return the day, or about when it is: the first day it may be on; 1 January of its year if nothing is known."""
        return self.on or self.row.starts_on or date(self.year, 1, 1)

    @property
    def asked_on(self) -> tuple[date, ...]:
        """Return the two working days on which people are asked for the date; none if it is known, or nothing is."""
        if self.on is not None or self.row.starts_on is None or self.row.certainty == "ukjent":
            return ()
        return tuple(next_working_day(self.row.starts_on - each) for each in ASKED_BEFORE)


def presentation_of(row: Occurrence | None) -> Presentation | None:
    """Return the presentation that a row of the calendar is of; None if it is of none."""
    source, year, entry = (*(row.key if row else "").split(":"), "", "", "")[:3]
    document = ENDINGS.get((source, entry))
    return Presentation(document, int(year), row) if document and row and year.isdecimal() else None


def presentation_by_id(session: Session, workspace_id: int, occurrence_id: int) -> Presentation | None:
    """Return the presentation whose row in the calendar has that id."""
    mine = (Occurrence.workspace_id == workspace_id, Occurrence.id == occurrence_id)
    return presentation_of(session.scalar(select(Occurrence).where(*mine)))


def presentations(session: Session, workspace_id: int) -> list[Presentation]:
    """Return every presentation in a workspace's calendar, the earliest first."""
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id,
        Occurrence.source.in_(sorted({source for source, _ in ENDINGS})),
        Occurrence.archived_at.is_(None),
        or_(*_keys()),
    )
    found = [each for row in session.scalars(query) if (each := presentation_of(row))]
    return sorted(found, key=lambda each: (each.about, each.row.id))


def nearest(
    found: Sequence[Presentation], today: date, document: str | None = None, year: int | None = None
) -> Presentation | None:
    """Return the presentation that people mean on a day: of that document and year, or else the nearest in time."""
    wanted = [each for each in found if document in {None, each.document} and year in {None, each.year}]
    return min(wanted, key=lambda each: abs((each.about - today).days), default=None)


def _keys() -> list[ColumnElement[bool]]:
    return [Occurrence.key.like(f"{source}:%:{entry}") for source, entry in ENDINGS]
