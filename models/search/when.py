"""When an entry of the content is: which of its occurrences a question means, and whether its day is known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.schema.pack import Pack
from content.schema.rules import NthWeekday
from models.calendar.certainty import NO_DAY, last_possible
from models.calendar.open_now import YearWindow, windows_of
from models.calendar.planned import PlannedOccurrence, planned
from models.calendar.spans import Span
from models.db.in_list import in_list
from models.search.pack_entry import PackEntry, When
from models.tables import Occurrence

YEARS = 3
"""How many years before and after today occurrences are looked for."""
NEAR_SEEN = timedelta(days=45)
"""How far from the planned days a day that was seen may be of the same occurrence."""
KNOWN = ("fast", "forventet")
"""The certainties with which a single day is a date to give."""


@lru_cache(8)
def occurrences_of(
    pack: Pack, year: int, presented: int | None
) -> Mapping[tuple[str, str], Sequence[PlannedOccurrence]]:
    """Return what the content plans around a year, by source and the entry's id, the first in time first."""
    window = Span(date(year - YEARS, 1, 1), date(year + YEARS, 12, 31))
    found: dict[tuple[str, str], list[PlannedOccurrence]] = defaultdict(list)
    for each in planned(pack, window, presented):
        found[each.source, each.key.rpartition(":")[2]].append(each)
    return {key: sorted(several, key=lambda each: each.span.first) for key, several in found.items()}


def windows_by_entry(pack: Pack, year: int) -> Mapping[str, Sequence[When]]:
    """Return the windows of the years around one, by the entry's id, the first in time first."""
    found: dict[str, list[When]] = defaultdict(list)
    for each in windows_of(YearWindow, pack, Span(date(year - YEARS, 1, 1), date(year + YEARS, 12, 31))):
        key = f"vindu:{each.year}:{each.entry.id}"
        found[each.entry.id].append(When(key, each.span.first, each.span.last, each.certainty))
    return found


def when_of(
    several: Sequence[When],
    today: date,
    asked: Span | None = None,
    *,
    cycle: int | None = None,
    is_past: bool = False,
) -> When | None:
    """Return the occurrence of an entry that is meant: of the cycle or in the period asked about, else the next one.

    `is_past` means the last one that has begun. `several` are its occurrences in order. The one that is nearest to what
    is asked about, and is not that, is not `is_meant`.
    """
    if cycle is not None:
        of_cycle = [each for each in several if f":{cycle}:" in each.key or f":{cycle}-" in each.key]
        return _one_of(of_cycle, today, is_past=is_past) or _not_meant(_one_of(several, today, is_past=is_past))
    if asked is None:
        chosen = _one_of(several, today, is_past=is_past)
        return chosen if chosen is None or is_past or not _is_over(chosen, today) else _not_meant(chosen)
    inside = [each for each in several if each.first and each.last and Span(each.first, each.last).meets(asked)]
    ahead = [each for each in inside if not _is_over(each, today)]
    return next(iter(ahead or inside[::-1]), None) or _not_meant(_one_of(several, today, is_past=is_past))


def _one_of(several: Sequence[When], today: date, *, is_past: bool) -> When | None:
    """Return the next occurrence, or the last one that has begun."""
    begun = [each for each in several if each.first and each.first <= today]
    if is_past and begun:
        return begun[-1]
    ahead = [each for each in several if not _is_over(each, today)]
    return next(iter(ahead), begun[-1] if begun else None)


def _not_meant(when: When | None) -> When | None:
    return replace(when, is_meant=False) if when else None


def _is_over(each: When, today: date) -> bool:
    last = last_possible(each.first, each.last, each.certainty)
    return last is not None and last < today


NEXT_YEARS = "neste års"
"""In the title of what is done the year before, such as «Foreslå tema til neste års Arendalsuka»."""


def year_before(asked: Span) -> Span:
    """Return the same days a year earlier."""
    return Span(asked.first - relativedelta(years=1), asked.last - relativedelta(years=1))


def of_planned(each: PlannedOccurrence, entry: PackEntry) -> When:
    """Return the days of an occurrence as the content has them."""
    first, last = each.span.first, each.span.last
    return When(
        each.key,
        first,
        last,
        each.certainty,
        known_day(entry, first, last, each.certainty, each.seen),
        each.set_by,
        each.seen,
    )


def known_day(
    entry: PackEntry, first: date | None, last: date | None, certainty: str, seen: Iterable[date]
) -> date | None:
    """Return the date of an occurrence, or its first day; None if only a window or an approximate day is known."""
    if first is None or last is None:
        return None
    was = next((day for day in seen if first - NEAR_SEEN <= day <= last + NEAR_SEEN), None)
    if was is not None:
        return was
    if certainty in NO_DAY or certainty not in KNOWN:
        return None
    rule = getattr(entry.source, "when", None)
    is_event = isinstance(rule, NthWeekday) or certainty == "fast"
    return first if first == last or (is_event and entry.kind in {"arrangement", "milepæl", "frist"}) else None


def rows_by_key(session: Session, workspace_id: int, keys: Sequence[str]) -> dict[str, Occurrence]:
    """Return the rows of the workspace with those keys that are not archived, by their keys."""
    query = select(Occurrence).where(
        Occurrence.workspace_id == workspace_id, Occurrence.archived_at.is_(None), in_list(Occurrence.key, "keys")
    )
    return {row.key: row for row in session.scalars(query, {"keys": list(keys)})}
