"""Reading a dialogue from one line: the channel, the people, the subject and the outcome."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time

from bot.cards import words
from bot.commands.interessenter.dialogue.outcome import DialogueOutcome, read_outcome
from bot.commands.interessenter.names.name_parts import is_aside
from bot.commands.interessenter.names.people import parse_people, people_error
from bot.commands.interessenter.names.person_text import WrittenName, is_role_alone
from bot.commands.parse.bounds import MOST_WORDS
from bot.commands.parse.clean import clean
from bot.commands.parse.days import Context
from bot.commands.parse.expressions import days_at
from bot.commands.parse.time import questions, read_done, read_plan
from bot.commands.parse.time_text import time_text

_MEETING = r"møtte(?:s)?|traff|hadde møte|møte|spiste lunsj|lunsj|tok en kaffe|kaffe|frokost|middag"
_VERBS = (
    ("møte", rf"(?:{_MEETING})(?: (?:med|på))?"),
    ("samtale", r"(?:snakket|snakka|pratet|prata|hadde en (?:prat|samtale)|samtale|prat) med"),
    ("telefon", r"(?:ringte|ringt|oppringt av|ble oppringt av|telefon (?:med|fra|til))(?: til)?"),
    ("e-post", r"(?:e-?post|e-?mail|mail|brev) (?:til|fra)|(?:sendte|fikk) (?:e-?post|mail|brev) (?:til|fra)"),
    ("e-post", r"(?:mailet|mailte|skrev)(?: (?:til|med))?"),
    ("melding", r"(?:sms|melding) (?:til|fra)|(?:sendte|fikk) (?:sms|melding) (?:til|fra)|tekstet(?: til| med)?"),
    ("besøk", r"besøkte|(?:besøk|var på besøk) (?:hos|av|fra)"),
)
_PLANNED = (
    ("møte", r"(?:skal |vil )(?:møte|treffe|ha møte med|spise lunsj med)|(?:avtalt|planlagt|planlegger) møte med"),
    ("samtale", r"(?:skal |vil )(?:snakke|prate) med"),
    ("telefon", r"(?:skal |vil )ringe(?: til)?"),
    ("e-post", r"(?:skal |vil )(?:skrive|sende e-?post|maile)(?: til)?"),
    ("besøk", r"(?:skal |vil )besøke"),
)


@dataclass(frozen=True)
class DialogueOpening:
    """The beginning of a line: the channel, whether it is planned, and the rest of the line."""

    channel: str
    planned: bool
    rest: str


def read_opening(text: str) -> DialogueOpening | None:
    """Return the beginning of a line; None if it does not begin as a dialogue."""
    for planned, channel, pattern in _OPENINGS:
        begun = pattern.match(text)
        if begun:
            return DialogueOpening(channel, planned, text[begun.end() :].lstrip(" "))
    return None


def _pattern_of(verb: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:jeg|vi|har) ){{0,3}}(?:{verb})(?=\s|:|,|$)", re.IGNORECASE)


_OPENINGS = (
    *((False, channel, _pattern_of(verb)) for channel, verb in _VERBS),
    *((True, channel, _pattern_of(verb)) for channel, verb in _PLANNED),
)

NOT_YET = "Dagen har ikke vært ennå. Skriv «skal møte …» om det som kommer."
_ABOUT = re.compile(r" (?:om|vedrørende|ang\.?|angående) ", re.IGNORECASE)
_OUTCOME = re.compile(r":(?: |$)| [–—-] ")
_DASH = re.compile(r" [–—-] ")
_PLACE = re.compile(r" (?:på|under) ", re.IGNORECASE)


@dataclass(frozen=True)
class DialogueLine:
    """A dialogue as far as a line gave it; `faults` says in bokmål what to correct or fill in."""

    channel: str
    """A name of `models.register.kinds.CHANNELS`."""
    people: tuple[WrittenName, ...]
    day: date
    about: str = ""
    """The subject, as written."""
    theme: str | None = None
    place: str = ""
    outcome: DialogueOutcome = field(default_factory=DialogueOutcome)
    planned: bool = False
    """Whether it is in the future."""
    faults: tuple[str, ...] = ()
    start: time | None = None
    """The local time of day of what is planned, and `minutes` how long it lasts."""
    minutes: int | None = None


def read_dialogue_line(text: str, today: date, theme_of: Callable[[str], str | None]) -> DialogueLine | None:
    """Return the dialogue in a line; None if it does not begin as one.

    `theme_of` returns the id of the theme that a text is about, if any.
    """
    leading, rest = _leading_day(clean(text), today)
    begun = read_opening(rest)
    if begun is None:
        return None
    head, after = _halves(_with_role(begun.rest), _OUTCOME)
    read = read_plan if begun.planned else read_done
    when = read([*leading, *head.split()], today)
    who, about = _halves(" ".join(when.title), _ABOUT)
    names, place = _halves(who, _PLACE)
    met = parse_people(names)
    # A text too long to be parsed is kept as written.
    came = read_outcome(after, today) if len(after) <= MOST_WORDS else DialogueOutcome(said=after)
    about = about.strip(" #,")
    clock = () if when.start is None or begun.planned else (f"kl. {words.hours(when.start, when.minutes)}",)
    return DialogueLine(
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


def _with_role(text: str) -> str:
    """Return a line with a comma before a role that is between dashes: «Kari Lie – ordfører i Moss – om buss».

    Also an organisation or a party, where a dash, a colon or «om» ends it: «Kari Lie - Oslo kommune: ja».
    """
    first, *others = _DASH.split(text, maxsplit=2)
    beside = _ABOUT.split(others[0].partition(":")[0], maxsplit=1)[0].strip() if others else ""
    ends = len(others) > 1 or (others and beside != others[0].strip())
    if not is_role_alone(beside) and not (ends and is_aside(beside)):
        return text
    return " ".join((f"{first}, {others[0]}", *others[1:]))


def _leading_day(text: str, today: date) -> tuple[list[str], str]:
    """Return the words of the day that a line begins with, and the rest of the line."""
    tokens = text.split()
    line = time_text(tokens)
    dates = days_at(line, 0, Context(today, line=line)) if tokens else None
    taken = dates[1] if dates else 0
    return tokens[:taken], " ".join(tokens[taken:])


def _halves(text: str, between: re.Pattern[str]) -> tuple[str, str]:
    parts = between.split(text, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""
