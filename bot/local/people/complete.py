"""What a form lacks before it may be sent, as Slack checks it on the person's own screen."""

import re
from datetime import date
from typing import Any

from bot.local.model import Json
from bot.local.people.values import KEYS

_LONGEST = 3000
EMAIL = re.compile(r"(?<![^@\s])[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
URL = re.compile(r"https?://\S+")
NUMBER = re.compile(r"-?\d+([.,]\d+)?")


def missing(blocks: list[Json], values: Json) -> Json:
    """Return, by block_id, what to correct."""
    errors: Json = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            chosen = values[block["block_id"]][element["action_id"]][KEYS[element["type"]][0]]
            fault = _fault(element, chosen, optional=block.get("optional", False))
            if fault:
                errors[block["block_id"]] = fault
    return errors


def _fault(element: Json, chosen: Any, *, optional: bool) -> str:
    if chosen in (None, []):
        return "" if optional else "Fyll ut dette feltet."
    kind = element["type"]
    if kind == "plain_text_input":
        return _length(element, str(chosen))
    return _format(kind, str(chosen))


def _length(element: Json, text: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", _LONGEST)
    if len(text) < least:
        return f"Skriv minst {least} tegn."
    if len(text) > most:
        return f"Skriv høyst {most} tegn."
    return ""


def _format(kind: str, text: str) -> str:
    if kind == "email_text_input" and not EMAIL.fullmatch(text):
        return "Skriv en e-postadresse, for eksempel kari@example.no."
    if kind == "url_text_input" and not URL.fullmatch(text):
        return "Skriv en nettadresse som begynner med https://."
    if kind == "number_input" and not NUMBER.fullmatch(text):
        return "Skriv et tall."
    if kind == "datepicker" and not _is_date(text):
        return "Velg en dato."
    return ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
