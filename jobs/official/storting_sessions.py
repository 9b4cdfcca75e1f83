"""`sesjoner` and `stortingsperioder`: which session it is. The session turns on 1 October."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.values import Notes, day, rows, text
from models.official.items import Session

LISTS = {"sesjoner_liste": "innevaerende_sesjon", "stortingsperioder_liste": "innevaerende_stortingsperiode"}
TURNS = 10
"""The Storting's sessions begin on the first weekday of October (Grunnloven § 68); the source says 1 October."""


def read_sessions(data: Mapping[str, Any]) -> Answer:
    """Read the list of sessions or periods. An id is not always in the same form: «2025-2026», but «1998-99»."""
    notes = Notes()
    name = next(each for each in LISTS if each in data)
    current = data.get(LISTS[name])
    current_id = text(current.get("id")) if isinstance(current, Mapping) else ""
    found = [_session(row, current_id, notes) for row in rows(data[name])]
    if not current_id:
        notes.add("ingen inneværende er oppgitt")
    return Answer(Reader.SESSIONS, sessions=tuple(each for each in found if each), not_understood=notes.words())


def session_on(sessions: tuple[Session, ...], today: date) -> str:
    """Return the id of the session of a day; without a list that has it, the id that its years make."""
    held = [each.id for each in sessions if each.first and each.last and each.first <= today <= each.last]
    first = today.year if today.month >= TURNS else today.year - 1
    return held[0] if held else f"{first}-{first + 1}"


def _session(row: Mapping[str, Any], current: str, notes: Notes) -> Session | None:
    number = text(row.get("id"))
    if not number:
        notes.add("en sesjon mangler id")
        return None
    first, last = day(row.get("fra"), notes, "fra"), day(row.get("til"), notes, "til")
    return Session(number, first, last, number == current)
