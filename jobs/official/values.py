"""Values of official answers: dates in their three formats, missing ones in their three forms, and texts."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from bot.commands.parse.clean import clean, short
from jobs.feeds.dates import moment
from models.official.items import Day, as_day

OSLO = ZoneInfo("Europe/Oslo")
FIRST_YEAR, LAST_YEAR = 1814, 2999
"""Before the first Storting, or after this, no date was given: 1 January of the year 1, or 31 December 9999."""
DOTNET = re.compile(r"/Date\((-?\d{1,18})(?:[+-]\d{4})?\)/")
"""Milliseconds since 1970 in UTC; the offset only says how the server shows them."""
EMPTY = re.compile(r"(?:0?1\.0?1\.0001|0001-01-01)(?:[T ][0-9:.]{1,20})?(?:Z|[+-]\d{2}:\d{2})?")
DAY_IN_TEXT = re.compile(r"(?<!\d)\d{1,2}\. ?(?:\d{1,2}\. ?|[a-zæøå]{3,9} )\d{4}(?!\d)", re.IGNORECASE)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TITLE, EXCERPT, NOTED = 500, 2_000, 60
MOST_NOTES = 50


class Notes:
    """What was not understood, in words, each once with how often."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()

    def add(self, what: str, times: int = 1) -> None:
        """Note something."""
        self._found[what] += times

    def words(self) -> tuple[str, ...]:
        """Return the notes in the order they were made; of very many only the first."""
        return tuple(
            f"{what} ({count} ganger)" if count > 1 else what for what, count in self._found.most_common(MOST_NOTES)
        )


def when(value: Any, notes: Notes, name: str) -> Day | None:
    """Return the day that is written, or the moment if it has a time; None if it is missing.

    What cannot be read is noted under `name`. Times without a zone are Norwegian.
    """
    written = text(value)
    if not written or EMPTY.fullmatch(written):
        return None
    found = _moment(written)
    if found is None:
        found = _day_within(written, notes, name)
    if found is None:
        notes.add(f"{name}: «{short(written, NOTED)}» er ikke en dato")
        return None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return found.date() if (found.hour, found.minute, found.second) == (0, 0, 0) else found


def day(value: Any, notes: Notes, name: str) -> date | None:
    """Return the same without its time."""
    return as_day(when(value, notes, name))


def text(value: Any, length: int = TITLE) -> str:
    """Return a text without markup characters' codes and line breaks; numbers as they are written, otherwise empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return short(clean(unescape(str(value)[: length * 20])), length)


def field(row: Mapping[str, Any], *names: str) -> Any:
    """Return the first of those fields that has a value."""
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def rows(value: Any, notes: Notes | None = None) -> list[Mapping[str, Any]]:
    """Return the objects of a list; what is not an object is left out, and noted where `notes` are given."""
    listed = value if isinstance(value, list) else []
    found = [each for each in listed if isinstance(each, Mapping)]
    if notes is not None and not isinstance(value, list):
        notes.add("lista mangler")
    if notes is not None and len(listed) > len(found):
        notes.add("en rad er ikke et objekt", len(listed) - len(found))
    return found


def yes(value: Any) -> bool | None:
    """Return a truth value, as JSON has it or as XML writes it."""
    return {"true": True, "false": False}.get(str(value).lower())


def _moment(written: str) -> datetime | None:
    match = DOTNET.fullmatch(written)
    if match:
        try:
            return (EPOCH + timedelta(milliseconds=int(match[1]))).astimezone(OSLO)
        except OverflowError:
            return datetime(1, 1, 2, tzinfo=UTC)
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        read = moment(written)
        return read.astimezone(OSLO) if read else None
    if found.year < FIRST_YEAR or found.year > LAST_YEAR:
        return found
    return found.replace(tzinfo=OSLO) if found.tzinfo is None else found.astimezone(OSLO)


def _day_within(written: str, notes: Notes, name: str) -> datetime | None:
    """Return the latest day within words («01.09.2026 (utsatt fra 14.08.2026)»), and note the words."""
    found = [moment(match[0]) for match in DAY_IN_TEXT.finditer(written)]
    known = [each.astimezone(OSLO) for each in found if each]
    if known:
        notes.add(f"{name}: «{short(written, NOTED)}»")
    return max(known, default=None)
