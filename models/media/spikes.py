"""A theme that is in the media clearly more than usual.

The last eight weeks show how many cases a day a theme usually has. If cases came independently, the number in a day
would follow a Poisson distribution. It is a spike if that number or more would come on one day in a thousand or fewer,
and there are at least four, and twice as many as usual.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, lgamma, log

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from models.media.alerts import ALERTED, NOT_RELEVANT
from models.tables import Alert, Feed

WINDOW = timedelta(days=1)
HISTORY = timedelta(weeks=8)
LEAST_HISTORY = timedelta(weeks=2)
"""A feed that has been read for a shorter time does not show what is usual."""
LEAST, TIMES, CHANCE = 4, 2, 0.001
Case = Row[int, datetime, list[str]]
"""A feed's id, when a case was found in it, and the case's themes."""
ENOUGH = 1e-18
"""A term smaller than this adds nothing to a sum."""


@dataclass(frozen=True)
class PastCases:
    """How many cases about a theme a feed had before, and in how many days."""

    cases: int
    days: float


@dataclass(frozen=True)
class Spike:
    """A theme with its number of cases in the last day, and how many it usually has in a day."""

    theme: str
    cases: int
    usual: float


def expected(past: Iterable[PastCases]) -> float:
    """Return how many cases a day are expected, by what some feeds had before.

    One case in eight weeks is added: what has never come is rare, not impossible.
    """
    return sum(each.cases / each.days for each in past) + WINDOW / HISTORY


def tail(cases: int, usual: float) -> float:
    """Return the probability of at least `cases` cases if `usual` (above 0) is the mean, by a Poisson distribution."""
    if cases <= 0:
        return 1.0
    term, number, total = exp(cases * log(usual) - usual - lgamma(cases + 1)), cases, 0.0
    while term > ENOUGH or number < usual:
        total += term
        number += 1
        term *= usual / number
    return min(total, 1.0)


def is_spike(cases: int, usual: float) -> bool:
    """Return True if so many cases in a day are clearly more than usual."""
    return cases >= max(LEAST, TIMES * usual) and tail(cases, usual) <= CHANCE


def spikes(session: Session, workspace_id: int, themes: Sequence[str], now: datetime) -> list[Spike]:
    """Return the themes among `themes` that are in the media clearly more than usual at `now` (aware)."""
    rows = list(session.execute(_cases(workspace_id, now)))
    read = _days_read(session, workspace_id, now)
    found = (Spike(each, _recent(rows, each, now), _usual(rows, read, each, now)) for each in themes)
    return [each for each in found if is_spike(each.cases, each.usual)]


def usual_of(session: Session, workspace_id: int, theme: str, now: datetime) -> float:
    """Return how many cases a day a theme has had in the weeks before the last day."""
    rows = list(session.execute(_cases(workspace_id, now)))
    return _usual(rows, _days_read(session, workspace_id, now), theme, now)


def cases_of(session: Session, workspace_id: int, theme: str, until: datetime) -> list[Alert]:
    """Return the cases about a theme in the 24 hours before `until` (aware), the newest first."""
    query = select(Alert).where(
        Alert.workspace_id == workspace_id,
        Alert.state == ALERTED,
        Alert.found_at > until - WINDOW,
        Alert.found_at <= until,
    )
    return [each for each in session.scalars(query.order_by(Alert.found_at.desc(), Alert.id)) if theme in each.themes]


def _cases(workspace_id: int, now: datetime) -> Select[int, datetime, list[str]]:
    return (
        select(Alert.feed_id, Alert.found_at, Alert.themes)
        .join(Feed, Feed.id == Alert.feed_id)
        .where(
            Alert.workspace_id == workspace_id,
            Feed.workspace_id == workspace_id,
            Feed.baseline_at <= now - WINDOW - LEAST_HISTORY,
            Alert.state.in_((ALERTED, NOT_RELEVANT)),
            Alert.found_at > now - WINDOW - HISTORY,
            Alert.found_at <= now,
        )
    )


def _days_read(session: Session, workspace_id: int, now: datetime) -> dict[int, float]:
    """Return for how many of the days before the last one each feed was read."""
    since = now - WINDOW
    query = select(Feed.id, Feed.baseline_at).where(
        Feed.workspace_id == workspace_id, Feed.baseline_at <= since - LEAST_HISTORY
    )
    begun = ((feed, since - baseline) for feed, baseline in session.execute(query) if baseline is not None)
    return {feed: min(read, HISTORY) / timedelta(days=1) for feed, read in begun}


def _recent(rows: Iterable[Case], theme: str, now: datetime) -> int:
    return sum(theme in themes and found_at > now - WINDOW for _, found_at, themes in rows)


def _usual(rows: Iterable[Case], read: Mapping[int, float], theme: str, now: datetime) -> float:
    before = Counter(feed for feed, found_at, themes in rows if theme in themes and found_at <= now - WINDOW)
    return expected(PastCases(before[feed], days) for feed, days in read.items())
