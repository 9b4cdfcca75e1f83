"""Reading a question about what has been: a period, a theme, or both."""

from datetime import date, timedelta

from bot.commands.parse.fault import Fault
from bot.commands.parse.periods import Period, year_period
from bot.commands.parse.queries import parse_query
from bot.commands.parse.query import Query
from bot.commands.parse.themes import Themes
from content.frozen import frozen


@frozen
class Past:
    """The days that are asked about, both included, a theme's id where one is, and both in words."""

    first: date
    last: date
    theme: str | None
    told: str


def read_past(text: str, today: date, themes: Themes) -> Past | Fault | None:
    """Return what a text asks about, this year where it names no time; what is wrong, or None where it is something else.

    A time without a year is the latest such that has begun, and a number of days counts backward.
    """
    query = parse_query(text, today, themes, "backward")
    if isinstance(query, Fault):
        return query
    if query != Query(period=query.period, themes=query.themes[:1]):
        return None
    first, last, result = _past(query.period or year_period(today.year), today)
    theme = next(iter(query.themes), None)
    return Past(first, last, theme, f"{result}, {themes.name(theme)}" if theme else result)


def _past(period: Period, today: date) -> tuple[date, date, str]:
    if period.kind != "dager":
        return period.first, period.last, period.told(today)
    days = (period.last - period.first).days
    text = f"de siste {days} dagene" if days > 1 else period.told(today)
    return today - timedelta(days), today, text
