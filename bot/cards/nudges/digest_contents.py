"""What a week digest is made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from content.schema.base import Outward
from models.calendar.open_now import Window
from models.calendar.quiet import Away
from models.content.week_news import WeekNews
from models.tables import Milestone, Occurrence


class MessageToSay(NamedTuple):
    """A text to say now, and what it is called; `target` is what `/budskap` finds it by."""

    name: str
    text: str
    entry: Outward
    target: str


class RoundTotal(NamedTuple):
    """A round of a message: what it is about, «38 av 62 kommuner har brukt budskapet», and who since the previous digest."""

    title: str
    said: str
    new: Sequence[str] = ()


@dataclass(frozen=True)
class Week:
    """The contents of a digest. `monday` is the week's first day, `today` the day it is sent."""

    monday: date
    today: date
    this_week: Sequence[Occurrence] = ()
    overdue: Sequence[Occurrence] = ()
    """What has become overdue since the previous digest."""
    overdue_before: int = 0
    """How many were overdue already then."""
    activities: Sequence[tuple[int, Occurrence]] = ()
    """What there is to do now about each budget year, with the year: once a month."""
    windows: Sequence[Window] = ()
    """The windows of the transport plan and the political year that there is something to say about this week."""
    next_weeks: Sequence[Occurrence] = ()
    on_the_way: Sequence[tuple[Milestone, Occurrence]] = ()
    """The dates of this week on the way to a deadline."""
    nearest: Occurrence | None = None
    """What comes next after these weeks."""
    news: WeekNews = field(default_factory=WeekNews)
    message: MessageToSay | None = None
    pause: Away | None = None
    """The pause to propose."""
    held: Mapping[int, date] = field(default_factory=dict)
    """What was put on hold after the digest was posted: the last day by id."""
    on_hold: int = 0
    """How many of its rows are left out because they were on hold before."""
    left: Collection[str] = ()
    """The owners of its rows who have left."""
    ailing: Sequence[str] = ()
    """The names of the feeds that fail or are silent."""
    official: Sequence[str] = ()
    """The names of the official sources that somebody should look at."""
    silent: int = 0
    """How many stakeholders nobody has spoken with for too long. Never their names: everybody reads the channel."""
    appointments: int = 0
    """How many of the week's rows come from the register, of which no more is said."""
    rounds: Sequence[RoundTotal] = ()
    """The rounds that members are asked to carry this week."""
    is_external: bool = False
    """Whether people of other organisations read it."""
