"""Reading a dialogue from one line.

«møtte Kari Nordmann (Ap) om Rikstunnelen: positiv, vil ha faktaark innen fredag» tells who was met, about what, what
came out of it and what to do next. A day without a year is the last such day: what is told of has been.
"""

import re
from collections.abc import Callable
from dataclasses import field, replace
from datetime import date, time

from bot.cards import words
from bot.commands.interessenter.clauses import Outcome, outcome
from bot.commands.interessenter.named import Named, people, people_error
from bot.commands.interessenter.spoken import opening
from bot.commands.parse.bounds import MOST_WORDS
from bot.commands.parse.clean import clean
from bot.commands.parse.days import Context
from bot.commands.parse.expressions import days_at
from bot.commands.parse.time import questions, read_done, read_plan
from bot.commands.parse.time_text import time_text
from content.frozen import frozen

NOT_YET = "Dagen har ikke vært ennå. Skriv «skal møte …» om det som kommer."
_ABOUT = re.compile(r" (?:om|vedrørende|ang\.?|angående) ", re.IGNORECASE)
_OUTCOME = re.compile(r":(?: |$)| [–—-] ")
_PLACE = re.compile(r" (?:på|under) ", re.IGNORECASE)


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
    start: time | None = None
    """The local time of day of what is planned, and `minutes` how long it lasts."""
    minutes: int | None = None


def captured(text: str, today: date, theme_of: Callable[[str], str | None]) -> Captured | None:
    """Return the dialogue a line tells of; None where it does not begin as one.

    `theme_of` returns the id of the theme that a text is about, if any.
    """
    leading, rest = _leading_day(clean(text), today)
    begun = opening(rest)
    if begun is None:
        return None
    head, after = _halves(begun.rest, _OUTCOME)
    read = read_plan if begun.planned else read_done
    when = read([*leading, *head.split()], today)
    who, about = _halves(" ".join(when.title), _ABOUT)
    names, place = _halves(who, _PLACE)
    met = people(names)
    # What is longer than what is read as words is kept as it is written.
    came = outcome(after, today) if len(after) <= MOST_WORDS else Outcome(said=after)
    about = about.strip(" #,")
    clock = () if when.start is None or begun.planned else (f"kl. {words.hours(when.start, when.minutes)}",)
    return Captured(
        begun.channel,
        met,
        when.day if when.day and (begun.planned or when.day <= today) else today,
        about,
        theme_of(about) or theme_of(text),
        place,
        replace(came, said=", ".join(filter(None, (*clock, came.said)))),
        begun.planned,
        (
            *(() if met else ("Skriv hvem du snakket med.",)),
            *filter(None, (people_error(names),)),
            *(() if begun.planned or not when.day or when.day <= today else (NOT_YET,)),
            *questions(when),
            *came.faults,
        ),
        when.start if begun.planned else None,
        when.minutes if begun.planned else None,
    )


def _leading_day(text: str, today: date) -> tuple[list[str], str]:
    """Return the words of the time that a line begins with, and the rest of the line."""
    said = text.split()
    line = time_text(said)
    found = days_at(line, 0, Context(today, line=line)) if said else None
    taken = found[1] if found else 0
    return said[:taken], " ".join(said[taken:])


def _halves(text: str, between: re.Pattern[str]) -> tuple[str, str]:
    parts = between.split(text, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""
