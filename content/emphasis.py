"""What comes first for a period, what rests, and what is out of date. Days are local.

A track may be the lodestar of its theme; themes and wheel entries may rest: they are not pushed until a day.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, get_args

from content.schema.base import Activity, Outward
from content.schema.dated import WheelEntry, WheelField
from content.schema.messages import Fact, Issue, Track
from content.schema.pack import Pack

FIELDS = get_args(WheelField)
"""The fields of a month of the wheel."""
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
    dated = (each for month in pack.wheel.months for field in FIELDS for each in month.having(field, "rests_until"))
    return Resting(
        frozenset(each.id for each in pack.having("issues", "rests_until") if is_resting(each, today)),
        frozenset(each.id for each in dated if today < each.rests_until),
    )


def wheel_entries(pack: Pack) -> Iterator[WheelEntry]:
    """Yield every entry of the annual wheel."""
    for month in pack.wheel.months:
        for field in FIELDS:
            yield from getattr(month, field)


def prioritised(pack: Pack, today: date) -> tuple[Issue, ...]:
    """Return the prioritised themes that have something to say and do not rest, in their order."""
    found = (pack.issue(theme) for theme in dict.fromkeys(each.theme for each in pack.organisation.priorities))
    return tuple(each for each in found if each is not None and each.tracks and not is_resting(each, today))


@lru_cache(maxsize=64)
def current(pack: Pack, year: int) -> Pack:
    """Return the pack without messages that name the year of a campaign that is over: they are not pushed any more.

    Facts are kept, since figures are of a year.
    """
    names_past = past_years(pack, year)
    if names_past is None:
        return pack

    def keep(entry: Outward, name: str) -> bool:
        return isinstance(entry, Fact) or not names_past.search(getattr(entry, name))

    return pack.keeping(keep)


def past_years(pack: Pack, year: int) -> re.Pattern[str] | None:
    """Return what finds the year of a campaign before `year` in a text; None if there was none."""
    past = sorted({str(each.year) for each in pack.campaigns if each.year < year})
    return re.compile(rf"(?<!\d)(?:{'|'.join(past)})(?!\d)") if past else None
