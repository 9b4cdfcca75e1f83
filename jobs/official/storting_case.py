"""`sak`: one case with its events, which also have the committees' deadlines when `horinger` does not answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.storting_cases import case
from jobs.official.values import Notes, rows, text, when
from models.official.items import OfficialEvent

DEADLINE = "HOERFRIST"
"""The deadline of a committee's hearing, to sign up or for written input: the source does not say which."""
NAMES = {
    "FREMMET": "fremmet",
    "REFS": "referert",
    "SENDT": "sendt",
    "KOMITE": "til komiteen",
    DEADLINE: "høringsfrist",
    "HOER": "høring",
    "AVGITT": "innstillingen avgitt",
    "BEHS": "debatt i Stortinget",
    "VOT": "votering",
}
"""The events that have been seen, by the source's codes."""


def read_case(data: Mapping[str, Any]) -> Answer:
    """Read one case, with its events in the source's order."""
    notes = Notes()
    found = case(data, notes, tuple(_events(data.get("saksgang"), notes)))
    return Answer(Reader.CASE, (found,) if found else (), not_understood=notes.words())


def _events(process: Any, notes: Notes) -> Iterator[OfficialEvent]:
    if not isinstance(process, Mapping):
        notes.add("saksgangen mangler")
        return
    for step in rows(process.get("saksgang_steg_liste")):
        if str(step.get("uaktuell")).lower() == "true":
            continue
        for each in rows(step.get("saksgang_hendelse_liste")):
            code = text(each.get("id"))
            on = when(each.get("dato"), notes, f"dato for {code}")
            if code not in NAMES:
                notes.add(f"hendelse: «{code}» er ikke kjent")
            if code:
                yield OfficialEvent(code, NAMES.get(code, code), on, is_deadline=code == DEADLINE)
