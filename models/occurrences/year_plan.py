"""The plan of a year: three tasks that can be taken, given away and finished, as any other of the workspace's own."""

from datetime import datetime
from typing import Literal, NamedTuple, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendar.new_year import last_day
from models.db.in_list import in_list
from models.occurrences.changes import add
from models.occurrences.ending import is_done
from models.tables import Occurrence, Workspace
from models.workspace.workspaces import lock

StepName = Literal["hjulet", "datoer", "kampanje"]
STEPS: tuple[StepName, ...] = get_args(StepName)
"""In their order: the wheel of the year that ends, the dates of events, and the campaign."""


class PlanStep(NamedTuple):
    """A step of the plan of a year; `row` is None until somebody has taken or finished a step of it."""

    year: int
    name: StepName
    row: Occurrence | None

    @property
    def number(self) -> int:
        """Return its number, from 1."""
        return STEPS.index(self.name) + 1

    @property
    def is_done(self) -> bool:
        """Return True if somebody has finished it."""
        return self.row is not None and is_done(self.row)

    @property
    def owner(self) -> str | None:
        """Return who has taken it, by the platform's id."""
        return self.row.owner if self.row else None


def steps_of(session: Session, workspace_id: int, year: int) -> tuple[PlanStep, ...]:
    """Return the three steps of a year's plan."""
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id, Occurrence.archived_at.is_(None), in_list(Occurrence.key, "keys")
    )
    rows = {row.key: row for row in session.scalars(query, {"keys": [_key(year, each) for each in STEPS]})}
    return tuple(PlanStep(year, each, rows.get(_key(year, each))) for each in STEPS)


def make_steps(session: Session, workspace: Workspace, user_id: str, year: int, now: datetime) -> tuple[PlanStep, ...]:
    """Add those of the three tasks that are missing, and return all of them. Two at once make them once."""
    lock(session, workspace.id)
    for step in steps_of(session, workspace.id, year):
        if step.row is None and not _brought_back(session, workspace.id, step):
            title = TITLES[step.name].format(year=year, before=year - 1)
            add(
                session,
                workspace.id,
                user_id,
                now,
                key=_key(year, step.name),
                kind="oppgave",
                title=f"Planlegg {year}, steg {step.number}: {title}",
                due=last_day(year),
                note=NOTE,
            )
    return steps_of(session, workspace.id, year)


TITLES: dict[StepName, str] = {
    "hjulet": "Årshjulet for {before}",
    "datoer": "Datoer i {year}",
    "kampanje": "Kampanje og vedtak",
}
"""What the steps are called."""
NOTE = "Skriv «/padriver neste år»."


def _key(year: int, name: StepName) -> str:
    return f"egen:neste-ar:{year}:{name}"


def _brought_back(session: Session, workspace_id: int, step: PlanStep) -> bool:
    """Return True if somebody had taken the task out, and it is there again."""
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id, Occurrence.key == _key(step.year, step.name)
    )
    row = session.scalar(query)
    if row is not None:
        row.archived_at, row.kept = None, [each for each in row.kept if each != "archived_at"]
        session.flush()
    return row is not None
