"""The morning's deadlines: what is told on which working morning.

A deadline is told 14, 7, 1 and 0 days before, and once when it is overdue. Where the mark is no working day, the 14 and
7 days' are told on the next working morning, but «tomorrow» and «today» on the last one before: a deadline on Monday is
told on Friday, one on a Saturday too, so that nobody learns of it when it is over. Marks that meet on one morning are
told once, by the nearest. A deadline of which only the month is known is told 14 and 7 days before that month begins,
and once when the month is over. All of it is worth sending the same day.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from content.schema.pack import Pack
from models.calendar.workdays import is_working_day, next_working_day
from models.nudges.due import Nudge
from models.tables import Occurrence

KIND = "frister"
OWNER_KIND = "frister_eier"

WEEK = timedelta(days=7)
FORTNIGHT = timedelta(days=14)
DAY = timedelta(days=1)
NO_DAY = ("måned", "ukjent")
"""The certainties with which a span says nothing of a day."""


@dataclass(frozen=True)
class Morning:
    """What one working morning tells, each deadline once."""

    day: date
    overdue: list[Occurrence] = field(default_factory=list)
    near: list[Occurrence] = field(default_factory=list)
    """Today, and until the next working day has passed."""
    week: list[Occurrence] = field(default_factory=list)
    fortnight: list[Occurrence] = field(default_factory=list)

    @property
    def all(self) -> list[Occurrence]:
        """Return everything, the most urgent first."""
        return [*self.overdue, *self.near, *self.week, *self.fortnight]


def reach(day: date) -> tuple[date, date]:
    """Return the first and last day on which a deadline may end (or its month begin) to be told on that morning."""
    return _morning_before(day), day + FORTNIGHT


def morning(day: date, deadlines: list[Occurrence]) -> Morning:
    """Return what that working morning tells of some deadlines (open ones, in order)."""
    told = Morning(day)
    before, after = _morning_before(day), next_working_day(day + DAY)
    for each in deadlines:
        if each.starts_on is None or each.ends_on is None or each.passed_unseen:
            continue
        only_month = each.certainty in NO_DAY
        mark = each.starts_on if only_month else each.ends_on
        if before <= each.ends_on < day:
            told.overdue.append(each)
        elif not only_month and day <= mark <= after:
            told.near.append(each)
        elif before < mark - WEEK <= day:
            told.week.append(each)
        elif before < mark - FORTNIGHT <= day:
            told.fortnight.append(each)
    return told


def key_on(day: date, _pack: Pack) -> str | None:
    """Return `frister:2026-10-05` on every working day; nothing is planned where the morning has nothing to tell."""
    return f"frister:{day.isoformat()}" if is_working_day(day) else None


def day_of(period_key: str) -> date:
    """Return the day of a key."""
    return date.fromisoformat(period_key.removeprefix("frister:"))


def _morning_before(day: date) -> date:
    before = day - DAY
    while not is_working_day(before):
        before -= DAY
    return before


DEADLINES = Nudge(KIND, key_on, at=lambda times: times.deadline, last_day=lambda day: day, twice_rather_than_never=True)
OWNERS_DEADLINES = Nudge(
    OWNER_KIND,
    key_on,
    at=lambda times: times.deadline,
    last_day=lambda day: day,
    to="person",
    twice_rather_than_never=True,
)
