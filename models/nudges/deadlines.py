"""The morning's deadlines: what is told on which working morning.

A deadline is told 14, 7, 1 and 0 days before, and once when it is overdue. Where the mark is no working day, the 14 and
7 days' are told on the next working morning, but «tomorrow» and «today» on the last one before: a deadline on Monday is
told on Friday, one on a Saturday too, so that nobody learns of it when it is over. Marks that meet on one morning are
told once, by the nearest. A deadline of which only the month is known is told 14 and 7 days before that month begins,
and once when the month is over. A morning's message is worth sending the same day; what a missed morning would have told
is told by the next one, so that nobody is spared a deadline because the bot was down.

A pause counts as days on which nobody works: what ends while it lasts is told on the last morning before it, and the
first morning after it tells once what passed. An item that was snoozed is told on the morning its snooze is over.

What recurs every week is reminded of on the day and the morning before it only, and is never overdue: it passes as a meeting does.
"""

from collections.abc import Sequence
from dataclasses import field
from datetime import date, timedelta

from content.frozen import frozen
from content.schema.pack import Pack
from models.calendar.recurring import is_weekly
from models.calendar.workdays import is_working_day
from models.nudges.due import Nudge
from models.nudges.quiet import Rest
from models.tables import FollowUp, Occurrence

KIND = "frister"
OWNER_KIND = "frister_eier"

WEEK = timedelta(days=7)
FORTNIGHT = timedelta(days=14)
DAY = timedelta(days=1)
NO_DAY = ("måned", "ukjent")
"""The certainties with which a span says nothing of a day."""


@frozen
class Morning:
    """What one working morning tells, each deadline once."""

    day: date
    overdue: list[Occurrence] = field(default_factory=list)
    near: list[Occurrence] = field(default_factory=list)
    """Today, and until the next working day has passed."""
    week: list[Occurrence] = field(default_factory=list)
    fortnight: list[Occurrence] = field(default_factory=list)
    back: list[Occurrence] = field(default_factory=list)
    """What was snoozed until now, and is in none of the others; of any kind."""
    followups: list[FollowUp] = field(default_factory=list)
    """What somebody took to follow up in the media, its time being out: it comes first, and to everybody."""

    @property
    def all(self) -> list[Occurrence]:
        """Return every deadline, the most urgent first."""
        return [*self.overdue, *self.near, *self.week, *self.fortnight, *self.back]

    @property
    def tells(self) -> bool:
        """Tell whether there is anything to tell."""
        return bool(self.followups or self.all)


def reach(day: date, rest: Rest, missed: date | None = None) -> tuple[date, date]:
    """Return the first and last day on which a deadline may end (or its month begin) to be told on that morning.

    `missed` is the first of the mornings just before it that told nothing, since the bot was down.
    """
    return rest.day_before(missed or day), max(day + FORTNIGHT, rest.next_day(day + DAY))


def morning(
    day: date,
    deadlines: Sequence[Occurrence],
    rest: Rest,
    returned: Sequence[Occurrence] = (),
    missed: date | None = None,
) -> Morning:
    """Return what that morning tells of some deadlines (open ones, in order), and of what is no longer snoozed.

    What the mornings from `missed` on would have told is told with it.
    """
    told = Morning(day)
    before, after = rest.day_before(missed or day), rest.next_day(day + DAY)
    for each in deadlines:
        if each.starts_on is None or each.ends_on is None or each.passed_unseen:
            continue
        only_month = each.certainty in NO_DAY
        mark = each.starts_on if only_month else each.ends_on
        if not only_month and day <= mark <= after:
            told.near.append(each)
        elif is_weekly(each.rule):
            continue
        elif before <= each.ends_on < day:
            told.overdue.append(each)
        elif before < mark - WEEK <= day:
            told.week.append(each)
        elif before < mark - FORTNIGHT <= day:
            told.fortnight.append(each)
    elsewhere = {each.id for each in told.all}
    told.back.extend(each for each in returned if each.id not in elsewhere)
    return told


def key_on(day: date, _pack: Pack) -> str | None:
    """Return `frister:2026-10-05` on every working day; nothing is planned where the morning has nothing to tell."""
    return key_of(day) if is_working_day(day) else None


def key_of(day: date) -> str:
    """Return the key of a morning; keys are in the order of their days."""
    return f"frister:{day.isoformat()}"


def day_of(period_key: str) -> date:
    """Return the day of a key."""
    return date.fromisoformat(period_key.removeprefix("frister:"))


DEADLINES = Nudge(KIND, key_on, at=lambda times: times.deadline, last_day=lambda day: day, twice_rather_than_never=True)
OWNERS_DEADLINES = Nudge(
    OWNER_KIND,
    key_on,
    at=lambda times: times.owners,
    last_day=lambda day: day,
    to="person",
    twice_rather_than_never=True,
)
