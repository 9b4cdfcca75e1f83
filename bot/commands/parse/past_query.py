"""Reading a question about the past: a period, a theme, or both."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.commands.parse.fault import Fault
from bot.commands.parse.periods import Period, year_period
from bot.commands.parse.queries import parse_query
from bot.commands.parse.query import Query
from bot.commands.parse.themes import Themes


@dataclass(frozen=True)
class PastQuery:
    """The first and last day of the period, both included, the theme's id if any, and both in words (`wording`)."""

    first: date
    last: date
    theme: str | None
    wording: str


def read_past_query(text: str, today: date, themes: Themes) -> PastQuery | Fault | None:
    """Return the question in a text, by default about this year; a fault, or None if it is something else.

    A period without a year is the latest that has begun, and a number of days counts backward.
    """
    query = parse_query(text, today, themes, "backward")
    if isinstance(query, Fault):
        return query
    if query != Query(period=query.period, themes=query.themes[:1]):
        return None
    first, last, result = _past_query(query.period or year_period(today.year), today)
    theme = next(iter(query.themes), None)
    return PastQuery(first, last, theme, f"{result}, {themes.name(theme)}" if theme else result)


def _past_query(period: Period, today: date) -> tuple[date, date, str]:
    if period.kind != "dager":
        return period.first, period.last, period.in_words(today)
    days = (period.last - period.first).days
    text = f"de siste {days} dagene" if days > 1 else period.in_words(today)
    return today - timedelta(days), today, text
