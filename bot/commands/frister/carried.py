"""A deadline that was read from a line, as a button or a form carries it until the person has answered."""

from datetime import date, time
from typing import Any

from pydantic_core import to_json

from bot.commands.parse.entries import MAX_LINK, MAX_TITLE, Entry
from bot.commands.parse.json_text import read_json
from models.calendar.recurring import is_rule

LONGEST_ID = 64


def carried(entry: Entry) -> str:
    """Return what is known of a deadline as JSON, at most 2000 characters."""
    known = {
        "t": entry.title,
        "d": entry.due,
        "th": entry.theme,
        "o": entry.owner,
        "l": entry.link,
        "c": entry.certainty if entry.certainty != "fast" else None,
        "s": entry.start,
        "m": entry.minutes,
        "r": entry.rule,
        "u": entry.until,
        "i": entry.of_register,
    }
    return to_json({name: value for name, value in known.items() if value}).decode()


def read_carried(text: str) -> Entry:
    """Return a deadline that was carried; what is broken of it is left out."""
    held = read_json(text)
    known: dict[str, Any] = held if isinstance(held, dict) else {}
    minutes, rule = known.get("m"), _text(known, "r", 200)
    return Entry(
        title=_text(known, "t", MAX_TITLE) or "",
        due=_read(date, known.get("d")),
        theme=_text(known, "th", LONGEST_ID),
        owner=_text(known, "o", LONGEST_ID),
        link=_text(known, "l", MAX_LINK),
        certainty="ca" if known.get("c") == "ca" else "forventet" if known.get("c") == "forventet" else "fast",
        start=_read(time, known.get("s")),
        minutes=minutes if type(minutes) is int and 0 < minutes < 24 * 60 else None,
        rule=rule if rule and is_rule(rule) else None,
        until=_read(date, known.get("u")),
        of_register=known.get("i") is True,
    )


def _text(known: dict[str, Any], name: str, longest: int) -> str | None:
    said = known.get(name)
    return said[:longest] if isinstance(said, str) and said else None


def _read(kind: Any, said: Any) -> Any:
    try:
        return kind.fromisoformat(said)
    except (ValueError, TypeError):
        return None
