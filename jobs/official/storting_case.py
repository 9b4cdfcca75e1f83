"""`sak`: one case with its events, which also have the committees' deadlines when `horinger` does not answer."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.storting_cases import case
from jobs.official.values import Notes, rows, text, when
from models.official.items import OfficialEvent, PublicationReference

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
RECOMMENDATION = re.compile(r"inns-\d{6}-\d{1,4}[a-z]{0,2}(?:-[a-z0-9]{1,20})?")
"""The id of a recommendation: it becomes a part of an address, so nothing else is taken for one."""
TAG = re.compile(r"<[^<>]{0,200}>")
BREAK = re.compile(r"<(?:/p|br ?/?|/li)>", re.IGNORECASE)
LONGEST_DECISION = 20_000


def read_case(data: Mapping[str, Any]) -> Answer:
    """Read one case, with its events in the source's order."""
    notes = Notes()
    found = case(data, notes, tuple(_events(data.get("saksgang"), notes)))
    return Answer(
        Reader.CASE,
        (found,) if found else (),
        references=tuple(_recommendations(data)) if found else (),
        decision=_decision(data.get("vedtakstekst")) if found else "",
        not_understood=notes.words(),
    )


def _recommendations(data: Mapping[str, Any]) -> Iterator[PublicationReference]:
    for each in rows(data.get("publikasjon_referanse_liste")):
        link = text(each.get("lenke_url"))
        number = text(each.get("eksport_id")).lower() or link.rstrip("/").rpartition("/")[2].lower()
        if RECOMMENDATION.fullmatch(number):
            yield PublicationReference(number, text(each.get("lenke_tekst")) or number, _address(link))


def _address(link: str) -> str:
    return f"https:{link}" if link.startswith("//") else link if link.startswith("https://") else ""


def _decision(value: Any) -> str:
    """Return what was decided, a line for each paragraph; the source's text may have codes of a web page."""
    if not isinstance(value, str):
        return ""
    lines = TAG.sub(" ", BREAK.sub("\n", value[:LONGEST_DECISION])).splitlines()
    return "\n".join(filter(None, (text(each, LONGEST_DECISION) for each in lines)))


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
