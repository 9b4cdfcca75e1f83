"""The database filter of a query, and its description."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bot.commands.parse.clean import short
from bot.commands.parse.periods import next_days
from bot.commands.parse.query import KIND_NAMES, SOURCE_NAMES, Query
from bot.commands.parse.themes import Themes
from models.occurrences.filtering import Filter
from models.occurrences.queries import MEETING

SHORT_DAYS = 14

DAYS = 30
"""How many days ahead an empty query looks."""

OWNABLE = ("frist", "milepæl", "arrangement", "oppgave", MEETING)
"""The kinds that can have an owner."""

KINDS = ("frist", "milepæl", "arrangement", MEETING)
"""The kinds shown by default: no tasks of a month and no open phases."""


@lru_cache(512)
def filter_of(query: Query, user_id: str, today: date, keys: tuple[str, ...] = ()) -> Filter:
    """Return the filter of a query without its words and themes, which are searched for in the result.

    `mine` is what `user_id` owns. All of a budget or a plan (given by `keys`) is included, also what is over.

    A query with a period gets that period; one with only other criteria (a theme, a source, words, an owner) gets all
    that is overdue or to come, and an empty one what is overdue or comes within 30 days.
    """
    owners = tuple(dict.fromkeys((*((user_id,) if query.mine else ()), *query.owners)))
    asked = bool(
        query.sources
        or query.words
        or owners
        or query.overdue
        or query.done
        or query.closed
        or query.unanswered
        or query.by_person
        or query.cycle
    )
    kinds = OWNABLE if query.unowned else () if asked else KINDS
    shown = query.kinds or kinds
    what = Filter(
        sources=query.sources,
        kinds=shown,
        owner=owners[0] if len(owners) == 1 else None,
        owners=owners if len(owners) > 1 else (),
        owned=False if query.unowned else True if query.by_person else None,
        keys=keys,
        overdue_only=query.overdue,
        done_only=query.done,
        closed_only=query.closed,
        unanswered_only=query.unanswered,
        # There are dozens of them: they are for those who ask for them by their words, or have taken them.
        with_free_activities=bool(query.words) or bool(shown and "oppgave" not in shown),
    )
    what = replace(what, dated=True if is_short(query) else None, undated_last=not is_short(query))
    return _timed(what, query, today)


def is_short(query: Query) -> bool:
    """Return True for a query about a day or up to two weeks, where undated rows would hide those with a date.

    A query with words or themes is never short: these say what is wanted.
    """
    period = query.period
    if query.words or query.themes:
        return False
    return period is not None and period.kind != "dager" and (period.last - period.first).days < SHORT_DAYS


def is_long(query: Query) -> bool:
    """Return True for a query about a longer time, where undated rows come last, under a heading."""
    return query.period is not None and not (query.words or query.themes or is_short(query))


def describe_query(query: Query, themes: Themes, today: date, names: Sequence[str] = ()) -> str:
    """Return a query in words: «oktober, Jernbane, «gul bok»»; `names` are those of the owners."""
    flags = (
        ("forfalt", query.overdue),
        ("mine", query.mine),
        ("ferdige", query.done),
        ("ikke krysset av", query.closed),
        ("uten svar", query.unanswered),
        ("alt som kommer", query.everything),
        ("uten ansvarlig", query.unowned),
        ("hvem gjør hva", query.by_person),
    )
    parts = (
        *([str(query.cycle)] if query.cycle else []),
        *([query.period.in_words(today)] if query.period else []),
        *(word for word, asked in flags if asked),
        *(SOURCE_NAMES[source] for source in query.sources),
        *(KIND_NAMES[kind] for kind in query.kinds),
        *(themes.name(theme) for theme in query.themes),
        *names,
        *([f"«{' '.join(query.words)}»"] if query.words else []),
    )
    return short(", ".join(parts), 100)


def _timed(what: Filter, query: Query, today: date) -> Filter:
    if query.period:
        first, last = query.period.first, query.period.last
        ended = query.done or query.closed
        # What was closed has not been said to be done: who looks back on a time sees it.
        return replace(
            what,
            first=first,
            last=last,
            with_overdue=query.period.kind == "dager" and not ended,
            with_closed=first < today and not query.overdue,
        )
    if query.overdue or query.done or query.closed or query.unanswered or query.cycle:
        return what
    if query == Query():
        return replace(what, first=today, last=next_days(DAYS, today).last, with_overdue=True)
    return replace(what, first=today, with_overdue=True)
