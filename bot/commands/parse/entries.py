"""Reading a new deadline from one line: «15.10 Innspill til transportkomiteen #jernbane @kari»."""

import re
from dataclasses import dataclass, replace
from datetime import date, time

from dateutil.relativedelta import relativedelta

from bot.cards import words
from bot.commands.parse.choice import Reading, joined
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.mentions import MENTION
from bot.commands.parse.themes import Themes
from bot.commands.parse.time import read_plan
from bot.commands.parse.tokens import EDGES

NO_DATE, NO_TITLE = "Jeg fant ingen dato. Velg når fristen er.", "Skriv hva fristen gjelder."
MAX_TITLE = 200
MAX_LINK = 500
MAX_YEARS = 10
"""How many years ahead a deadline may be."""
LINK = re.compile(r"(?<![^\s<>|\"])https?://[^\s<>|\".]+\.[^\s<>|\"]+")


@dataclass(frozen=True)
class Entry:
    """A deadline as far as the line gave it; `faults` says in bokmål what to correct or fill in.

    `start` is a local time of day, `minutes` how long it lasts. `rule` is an RRULE if it recurs, from `due` to
    `until` at the latest. `choices` are the days to choose from, `note` says how the day was calculated.
    """

    title: str = ""
    due: date | None = None
    theme: str | None = None
    owner: str | None = None
    link: str | None = None
    faults: tuple[str, ...] = ()
    certainty: str = "fast"
    start: time | None = None
    minutes: int | None = None
    rule: str | None = None
    until: date | None = None
    choices: tuple[date, ...] = ()
    note: str = ""
    of_register: bool = False
    """Whether it comes from the register: it may name somebody, and is hidden from people who may not read that."""


def parse_entry(text: str, today: date, themes: Themes, user_id: str) -> Entry:
    """Return the deadline a line describes; «@meg» is `user_id`. No word is lost."""
    tokens = clean(text).split()
    entry, rest = marks(tokens, themes, user_id)
    when = read_plan(rest, today)
    entry = replace(
        entry,
        certainty=when.certainty,
        start=when.start,
        minutes=when.minutes,
        rule=when.rule,
        until=when.until,
        note=when.note,
    )
    if when.day is None:
        return _titled(entry, when, *(when.faults or (NO_DATE,)))
    wrong = wrong_day(when.day, today)
    if wrong:
        return _titled(entry, when, wrong)
    return _titled(replace(entry, due=when.day, choices=when.choices), when, *when.faults)


def wrong_day(due: date, today: date) -> str | None:
    """Return an error message if a day cannot be a deadline: it has passed, or is too far ahead."""
    if due < today:
        return f"{words.capital(words.day(due, today))} er passert. Velg en dato fra i dag og fremover."
    if due > today + relativedelta(years=MAX_YEARS):
        return f"{words.capital(words.day(due, today))} er for langt frem. Velg en dato innen {MAX_YEARS} år."
    return None


def marks(said: list[str], themes: Themes, user_id: str) -> tuple[Entry, list[str]]:
    """Return the theme, owner and link among the words of a line, and the words that are left."""
    entry, rest = Entry(), list[str]()
    for word in said:
        bare = word.strip(EDGES)
        if bare[:1] == "#" and len(bare) > 1:
            entry = _themed(entry, bare, themes)
        elif bare[:1] == "@" and len(bare) > 1:
            entry = _owned(entry, bare, user_id)
        elif LINK.fullmatch(word) and len(word) <= MAX_LINK and entry.link is None:
            entry = replace(entry, link=word)
        else:
            rest.append(word)
    return entry, rest


def unknown_owner(said: str) -> str:
    """Return the error message for an unknown owner."""
    return f"Jeg vet ikke hvem {short(said)} er. Velg den ansvarlige under."


def _themed(entry: Entry, text: str, themes: Themes) -> Entry:
    mention = MENTION.fullmatch(text)
    name = (mention[3] or "") if mention else text[1:]
    theme = themes.find(name)
    if theme is None:
        return _faulty(entry, themes.unknown(name).text)
    if entry.theme not in {None, theme}:
        return _faulty(entry, "En frist har ett tema. Velg det som passer best.")
    return replace(entry, theme=theme)


def _owned(entry: Entry, text: str, user_id: str) -> Entry:
    mention = MENTION.fullmatch(text)
    owner = mention[2] if mention else user_id if fold(text) == "@meg" else None
    if owner is None:
        return _faulty(entry, unknown_owner(text))
    if entry.owner not in {None, owner}:
        return _faulty(entry, "En frist har én ansvarlig. Velg hvem.")
    return replace(entry, owner=owner)


def _titled(entry: Entry, when: Reading, *faults: str) -> Entry:
    title = joined(when.title)
    for fault in faults:
        entry = _faulty(entry, fault)
    if not title:
        return _faulty(entry, NO_TITLE)
    if len(title) > MAX_TITLE:
        entry = _faulty(entry, f"Tittelen var over {MAX_TITLE} tegn og er kortet. Se over den før du lagrer.")
    return replace(entry, title=title[:MAX_TITLE].rstrip())


def _faulty(entry: Entry, fault: str) -> Entry:
    return entry if fault in entry.faults else replace(entry, faults=(*entry.faults, fault))
