"""What a query asks the database for, and how it is told."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.commands.parse.clean import short
from bot.commands.parse.periods import next_days
from bot.commands.parse.query import KIND_NAMES, SOURCE_NAMES, Query
from bot.commands.parse.themes import Themes
from models.occurrences.queries import Filter

SHORT_DAYS = 14
DAYS = 30
"""How far ahead a question that says nothing else looks."""
KINDS = ("frist", "milepæl", "arrangement")
"""What is shown where nothing else is asked for: no tasks of a month and no open phases."""


@lru_cache(512)
def filter_of(query: Query, user_id: str, today: date) -> Filter:
    """Return the filter of a query; `mine` is what `user_id` owns.

    A question with a period gets that period; one that only says what (a theme, a source, words, whose) gets all
    that is overdue or still to come, and an empty one what is overdue or comes within 30 days.
    """
    owner = user_id if query.mine else query.owner
    asked = bool(query.sources or query.words or owner or query.overdue or query.done)
    what = Filter(
        sources=query.sources,
        kinds=query.kinds or (() if asked else KINDS),
        themes=query.themes,
        owner=owner,
        words=query.words,
        overdue_only=query.overdue,
        done_only=query.done,
    )
    return _timed(replace(what, dated=True) if is_short(query) else what, query, today)


def undated(query: Query, user_id: str, today: date) -> Filter | None:
    """Return the filter of what has no day in a short period that is asked for; None where both stand together."""
    return replace(filter_of(query, user_id, today), dated=False) if is_short(query) else None


def is_short(query: Query) -> bool:
    """Return True for a question about a day or some weeks, in which a month's points would hide what has a day."""
    period = query.period
    return period is not None and period.kind != "dager" and (period.last - period.first).days < SHORT_DAYS


def described(query: Query, themes: Themes, today: date) -> str:
    """Return what is asked for in words: «oktober, Jernbane, «gul bok»»."""
    flags = (
        ("forfalt", query.overdue),
        ("mine", query.mine),
        ("ferdige", query.done),
        ("alt som kommer", query.everything),
    )
    said = (
        *([query.period.told(today)] if query.period else []),
        *(word for word, asked in flags if asked),
        *(SOURCE_NAMES[source] for source in query.sources),
        *(KIND_NAMES[kind] for kind in query.kinds),
        *(themes.name(theme) for theme in query.themes),
        *([f"«{' '.join(query.words)}»"] if query.words else []),
    )
    return short(", ".join(said), 100)


def _timed(what: Filter, query: Query, today: date) -> Filter:
    if query.period:
        first, last = query.period.first, query.period.last
        return replace(what, first=first, last=last, with_overdue=query.period.kind == "dager" and not query.done)
    if query.overdue or query.done:
        return what
    if query == Query():
        return replace(what, first=today, last=next_days(DAYS, today).last, with_overdue=True)
    return replace(what, first=today, with_overdue=True)
