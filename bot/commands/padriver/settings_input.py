"""Reading the settings form: times of day, time zones and years as people write them, and what to correct."""

import re
from collections.abc import Mapping
from datetime import time
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import process

from bot.cards.settings_in_words import AT_ONCE, CHANNELS, EVENING, NIGHT, NTP, OWN, OWNED, TIMES, ZONE
from bot.commands.padriver.settings_form import WANTED, hours
from bot.commands.parse.clock import TimeOfDay
from bot.commands.parse.json_text import read_json
from bot.commands.parse.time import parse_clock
from jobs.nudges.registry import CHOSEN
from models.calendar.quiet import Night

YEAR = re.compile(r"20[2-9]\d|2100", re.ASCII)
LONGEST = 64
LIKE = 60


def read_time(text: str) -> time | None:
    """Return the time in «08:30», «8.30», «0830», «kl. 8» or «8»; None if it is not one."""
    clock_time = parse_clock(text.replace(",", "."))
    return clock_time.start if isinstance(clock_time, TimeOfDay) and clock_time.minutes is None else None


def read_zone(text: str) -> str | None:
    """Return the proper name of a zone («europe/oslo», «Oslo»); None if it is not one."""
    wanted = text.strip().replace(" ", "_").casefold()
    exact = next((name for name in _zones() if name.casefold() == wanted), None)
    cities = [name for name in _zones() if "/" in name and name.rpartition("/")[2].casefold() == wanted]
    return exact or (cities[0] if len(cities) == 1 else None)


def like_zone(text: str) -> str | None:
    """Return the zone that is spelt most like the text, if any is."""
    names = [name for name in _zones() if "/" in name]
    nearest = process.extractOne(text.strip()[:LONGEST], names, score_cutoff=LIKE)
    return nearest[0] if nearest else None


@cache
def _zones() -> tuple[str, ...]:
    """Return the names of all zones, in order. Cached, since finding them reads some hundred files."""
    return tuple(sorted(available_timezones()))


def read_year(text: str) -> int | None:
    """Return a year from 2020 to 2100; None if it is not one."""
    plain = text.strip()
    return int(plain) if YEAR.fullmatch(plain) else None


TOO_LITTLE = "La det være minst fire timer fra stillheten slutter om morgenen til den begynner igjen."


def shown_settings(state: str, otherwise: Mapping[str, str]) -> dict[str, str]:
    """Return the settings the person saw when the form was opened; `otherwise` for those not in the state."""
    seen = read_json(state)
    if not isinstance(seen, dict):
        return dict(otherwise)
    return {name: str(seen.get(name, now)) for name, now in otherwise.items()}


def read_settings(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the submitted settings, as texts, and the error messages, both by name."""
    settings = {name: values.get(name, "").strip() for name in (*CHANNELS, *OWN)}
    wanted = values.get(WANTED, "").split(",")
    settings |= {f"on_{kind}": "ja" if kind in wanted else "nei" for kind in CHOSEN}
    settings[AT_ONCE] = "ja" if values.get(AT_ONCE) == "ja" else "nei"
    if OWNED in values:  # a form that an older version opened does not ask
        settings[OWNED] = "ja" if values[OWNED] == "ja" else "nei"
    errors: dict[str, str] = {}
    night = _night(values, errors)
    for name in (*TIMES, *NIGHT, ZONE, NTP):
        if name == EVENING and name not in values:  # a form that an older version opened does not ask
            continue
        text = values.get(name, "").strip()
        read_as = _read_fields(name, text, night)
        if read_as is not None:
            settings[name] = read_as
        elif name not in errors:
            errors[name] = _errors(name, text, night)
    return settings, errors


def _night(values: Mapping[str, str], errors: dict[str, str]) -> Night:
    """Return the submitted night; the default one if it is invalid, with an error if it is too long."""
    begins, ends = (read_time(values.get(name, "")) for name in NIGHT)
    if begins is None or ends is None:
        return Night()
    night = Night(begins, ends)
    if night.leaves_a_day:
        return night
    errors["quiet_from"] = TOO_LITTLE
    return Night()


def _read_fields(name: str, text: str, night: Night) -> str | None:
    if name in TIMES or name in NIGHT:
        at = read_time(text)
        fits = at is not None and (name in NIGHT or night.awake(at) == at)
        return f"{at:%H:%M}" if at and fits else None
    if name == ZONE:
        return read_zone(text)
    return str(read_year(text) or "") or None if text else ""


def _errors(name: str, text: str, night: Night) -> str:
    if name in TIMES and read_time(text):
        return f"Jeg sender ikke noe om natten. Velg et klokkeslett {hours(night)}."
    if name in TIMES or name in NIGHT:
        return "Skriv et klokkeslett, for eksempel 8.30."
    if name == ZONE:
        like = like_zone(text) or "Europe/Oslo"
        return f"Denne tidssonen kjenner jeg ikke. Mente du {like}?"
    return "Skriv et årstall fra 2020 til 2100, eller la feltet stå tomt."
