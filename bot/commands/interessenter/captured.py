"""Reading a dialogue from one line.

«møtte Kari Nordmann (Ap) om Rikstunnelen: positiv, vil ha faktaark innen fredag» tells who was met, about what, what
came out of it and what to do next. A day without a year is the last such day: what is told of has been.
"""

import re
from collections.abc import Callable
from dataclasses import field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.commands.interessenter.clauses import Outcome, outcome
from bot.commands.interessenter.named import Named, people, people_error
from bot.commands.interessenter.spoken import opening
from bot.commands.parse.bounds import MOST_WORDS
from bot.commands.parse.clean import clean, fold
from bot.commands.parse.dated import dated
from bot.commands.parse.dates import LONGEST, read_date
from bot.commands.parse.fault import Fault
from content.frozen import frozen

_ABOUT = re.compile(r" (?:om|vedrørende|ang\.?|angående) ", re.IGNORECASE)
_OUTCOME = re.compile(r":(?: |$)| [–—-] ")
_PLACE = re.compile(r" (?:på|under) ", re.IGNORECASE)
_NOT_YET = re.compile(r"\d{4}|\bom\b|\bneste\b|morgen")


@frozen
class Captured:
    """A dialogue as far as a line gave it; `faults` says in bokmål what has to be mended or filled in."""

    channel: str
    """A name of `models.register.kinds.CHANNELS`."""
    people: tuple[Named, ...]
    day: date
    about: str = ""
    """The words for what it was about, as written."""
    theme: str | None = None
    place: str = ""
    outcome: Outcome = field(default_factory=Outcome)
    planned: bool = False
    """Whether it is yet to come."""
    faults: tuple[str, ...] = ()


def captured(text: str, today: date, theme_of: Callable[[str], str | None]) -> Captured | None:
    """Return the dialogue a line tells of; None where it does not begin as one.

    `theme_of` returns the id of the theme that a text is about, if any.
    """
    leading, rest = _leading_day(clean(text), today)
    begun = opening(rest)
    if begun is None:
        return None
    head, after = _halves(begun.rest, _OUTCOME)
    day, head = (leading, head) if leading is not None else _day_within(head, today)
    who, about = _halves(head, _ABOUT)
    names, place = _halves(who, _PLACE)
    met = people(names)
    # What is longer than what is read as words is kept as it is written.
    came = outcome(after, today) if len(after) <= MOST_WORDS else Outcome(said=after)
    when = _when(day, begun.planned, today)
    about = about.strip(" #,")
    return Captured(
        begun.channel,
        met,
        when if isinstance(when, date) else today,
        about,
        theme_of(about) or theme_of(text),
        place,
        came,
        begun.planned,
        (
            *(() if met else ("Skriv hvem du snakket med.",)),
            *filter(None, (people_error(names),)),
            *((when.text,) if isinstance(when, Fault) else ()),
            *came.faults,
        ),
    )


@frozen
class _Day:
    """A day as it would mean of what is to come, and the words it was written with."""

    day: date | Fault
    phrase: str


def _when(said: _Day | None, planned: bool, today: date) -> date | Fault:
    if said is None:
        return today
    if planned or isinstance(said.day, Fault) or said.day <= today:
        return said.day
    return _last(said.day, said.phrase)


def _last(day: date, phrase: str) -> date | Fault:
    """Return the last such day before the one that is to come."""
    if _NOT_YET.search(fold(phrase)):
        return Fault("Dagen har ikke vært ennå. Skriv «skal møte …» om det som kommer.")
    if not any(char.isdigit() for char in phrase):
        return day - timedelta(weeks=1)
    earlier: date = day - relativedelta(years=1)
    return earlier


def _leading_day(text: str, today: date) -> tuple[_Day | None, str]:
    said = text.split()
    for length in range(min(LONGEST, len(said)), 0, -1):
        phrase = " ".join(said[:length]).strip(",:")
        day = read_date(phrase, today)
        if day is not None:
            return _Day(day, phrase), " ".join(said[length:])
    return None, text


def _day_within(text: str, today: date) -> tuple[_Day | None, str]:
    said = text.split()
    day, left = dated(said, today)
    if day is None:
        return None, text
    return _Day(day, " ".join(word for word in said if word not in left)), " ".join(left)


def _halves(text: str, between: re.Pattern[str]) -> tuple[str, str]:
    parts = between.split(text, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""
