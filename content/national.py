"""The national year: the budget's milestones, the national transport plan and the calendar, the same for everybody.

They are in the files of the pack that comes with the product. A pack without them follows those; one that has its own,
as every pack from before this did, keeps its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from content.document import Document, read_document

FOLDER = Path(__file__).parent
WINDOWS = "vinduer"
CALENDAR = "kalender"
ASKED_AS_NATIONAL = "sporres_om_nasjonalt.yaml"
NATIONAL: Mapping[str, tuple[str, ...] | None] = {
    "statsbudsjett.yaml": ("milepæler",),
    "arshjul.yaml": (CALENDAR, WINDOWS),
    "ntp.yaml": None,
    ASKED_AS_NATIONAL: None,
}
"""The fields of each file that are national; None if the whole file is."""
OWN_PAPER = "notat"
"""How a source begins that is the default organisation's own paper: it is not named to others."""
NOTE_WHEN, SET_BY, NOTE = "ifølge_notatet", "satt_av", "notatet"
"""What the note says of a date is the default organisation's too."""


def with_national(name: str, document: Document | None, folder: Path = FOLDER) -> Document | None:
    """Return a pack's file with what it leaves to the national year; None if there is no such file (or it is broken)."""
    if name not in NATIONAL:
        return document
    fields = NATIONAL[name]
    missing = [each for each in fields or () if document is not None and each not in document.data]
    if document is not None and CALENDAR in document.data:
        # The windows name dates of the national calendar, which a calendar of one's own may not have.
        missing = [each for each in missing if each != WINDOWS]
    if document is not None and not missing:
        return document
    national, _ = read_document(folder / name, f"{folder.name}/{name}")
    if national is None:
        return document
    if fields is None:
        return replace(national, data=_for_anybody(national.data))
    if document is None:
        return document
    added = {each: _for_anybody(_public(each, national.data[each])) for each in missing if each in national.data}
    return replace(document, data=document.data | added)


def _public(field: str, entries: Any) -> Any:
    """Return the entries of a national field without the windows that only the default organisation's own paper knows."""
    if field != WINDOWS or not isinstance(entries, list):
        return entries
    return [each for each in entries if not isinstance(each, dict) or each.get(SET_BY) != NOTE]


def _for_anybody(value: Any) -> Any:
    """Return data without what refers to the default organisation's own paper."""
    if isinstance(value, list):
        return [_for_anybody(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _for_anybody(each) for name, each in value.items() if name != NOTE_WHEN}
    if kept.get(SET_BY) == NOTE:
        del kept[SET_BY]
    if isinstance(kept.get("kilde"), str):
        kept["kilde"] = _sources(kept["kilde"].split("; "))
    return kept


def _sources(sources: Iterable[str]) -> str:
    public = [each for each in sources if not each.casefold().startswith(OWN_PAPER)]
    return "; ".join(public) or "Pådrivers nasjonale år"
