"""What comes first for a period, and what rests. Days are local.

A track may be the lodestar of its theme; themes and wheel entries may rest: they are not pushed until a day.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from content.schema.base import Activity
from content.schema.dated import WheelEntry
from content.schema.messages import Issue, Track
from content.schema.pack import Pack

WHEEL_KEY = "arshjul:"
"""What the keys of the wheel's occurrences begin with; they end with the entry's id."""


class Resting(NamedTuple):
    """The ids of themes and of wheel entries that rest."""

    themes: frozenset[str]
    entries: frozenset[str]

    def covers(self, key: str, theme: str | None) -> bool:
        """Return True if an occurrence with that key and theme rests."""
        return theme in self.themes or (key.startswith(WHEEL_KEY) and key.rpartition(":")[2] in self.entries)


def lodestar_of(issue: Issue, today: date) -> Track | None:
    """Return the track that comes first now, if one was chosen and its period is not over."""
    if issue.lodestar_until is not None and issue.lodestar_until < today:
        return None
    return next((each for each in issue.tracks if each.id == issue.lodestar), None)


def tracks_in_order(issue: Issue, today: date) -> tuple[Track, ...]:
    """Return the tracks of a theme, the lodestar first."""
    first = lodestar_of(issue, today)
    return issue.tracks if first is None else (first, *(each for each in issue.tracks if each is not first))


def first_track(issue: Issue | None, today: date) -> Track | None:
    """Return the track to quote if there is room for one; None if the theme has none."""
    return next(iter(tracks_in_order(issue, today)), None) if issue is not None else None


def is_resting(issue: Issue, today: date) -> bool:
    """Return True if a theme is not to be pushed yet."""
    return issue.rests_until is not None and today < issue.rests_until


def awake_activities(activities: Sequence[Activity], today: date) -> tuple[Activity, ...]:
    """Return the activities that do not rest."""
    return tuple(each for each in activities if each.rests_until is None or each.rests_until <= today)


@lru_cache(maxsize=64)
def resting(pack: Pack, today: date) -> Resting:
    """Return what rests on a day."""
    asleep = (each for each in wheel_entries(pack) if each.rests_until is not None and today < each.rests_until)
    return Resting(
        frozenset(each.id for each in pack.issues if is_resting(each, today)),
        frozenset(each.id for each in asleep),
    )


def wheel_entries(pack: Pack) -> Iterator[WheelEntry]:
    """Yield every entry of the annual wheel."""
    for month in pack.wheel.months:
        for field in (month.arrangementer, month.statsbudsjett, month.ntp, month.nettverksbygging, month.saker):
            yield from field
