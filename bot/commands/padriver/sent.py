"""Reading the form of the settings that was sent, and what to mend."""

from collections.abc import Mapping

from bot.commands.padriver.fields import AT_ONCE, CHANNELS, NIGHT, NTP, OWN, TIMES, ZONE
from bot.commands.padriver.form import WANTED, hours
from bot.commands.padriver.times import like_zone, read_time, read_year, read_zone
from bot.commands.parse.json_text import read_json
from jobs.nudges.registry import CHOSEN
from models.calendar.quiet import Night

TOO_LITTLE = "La det være minst fire timer fra stillheten slutter om morgenen til den begynner igjen."


def seen_in(state: str, otherwise: Mapping[str, str]) -> dict[str, str]:
    """Return the settings the person saw when the form was opened."""
    seen = read_json(state)
    if not isinstance(seen, dict):
        return dict(otherwise)
    return {name: str(seen.get(name, now)) for name, now in otherwise.items()}


def read(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the settings that were sent, as texts, and what to mend by name."""
    settings = {name: values.get(name, "").strip() for name in (*CHANNELS, *OWN)}
    wanted = values.get(WANTED, "").split(",")
    settings |= {f"on_{kind}": "ja" if kind in wanted else "nei" for kind in CHOSEN}
    settings[AT_ONCE] = "ja" if values.get(AT_ONCE) == "ja" else "nei"
    errors: dict[str, str] = {}
    night = _night(values, errors)
    for name in (*TIMES, *NIGHT, ZONE, NTP):
        text = values.get(name, "").strip()
        read_as = _read(name, text, night)
        if read_as is not None:
            settings[name] = read_as
        elif name not in errors:
            errors[name] = _mend(name, text, night)
    return settings, errors


def _night(values: Mapping[str, str], errors: dict[str, str]) -> Night:
    """Return the night that was sent; the usual one, with what to mend, where it leaves no day."""
    begins, ends = (read_time(values.get(name, "")) for name in NIGHT)
    if begins is None or ends is None:
        return Night()
    night = Night(begins, ends)
    if night.leaves_a_day:
        return night
    errors["quiet_from"] = TOO_LITTLE
    return Night()


def _read(name: str, text: str, night: Night) -> str | None:
    if name in TIMES or name in NIGHT:
        at = read_time(text)
        fits = at is not None and (name in NIGHT or night.awake(at) == at)
        return f"{at:%H:%M}" if at and fits else None
    if name == ZONE:
        return read_zone(text)
    return str(read_year(text) or "") or None if text else ""


def _mend(name: str, text: str, night: Night) -> str:
    if name in TIMES and read_time(text):
        return f"Jeg sender ikke noe om natten. Velg et klokkeslett {hours(night)}."
    if name in TIMES or name in NIGHT:
        return "Skriv et klokkeslett, for eksempel 8.30."
    if name == ZONE:
        like = like_zone(text) or "Europe/Oslo"
        return f"Denne tidssonen kjenner jeg ikke. Mente du {like}?"
    return "Skriv et årstall fra 2020 til 2100, eller la feltet stå tomt."
