"""`skriftligesporsmal` and `interpellasjoner`: what representatives ask ministers. Described, not recorded: see the facts.

A question has no title but its whole text. Who asks is an object with `navn`, or with `fornavn` and `etternavn` as
representatives have elsewhere; a party and a county are an object or a text.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.named_people import named
from jobs.official.values import EXCERPT, TITLE, Notes, field, rows, text, when
from models.official.items import ItemKind, OfficialEvent, OfficialItem, OfficialPerson, OfficialRole, Status

LISTS = ("sporsmal_liste", "interpellasjoner_liste")
PAGES = {
    ItemKind.QUESTION: "https://www.stortinget.no/no/Saker-og-publikasjoner/Sporsmal/Skriftlige-sporsmal-og-svar/Skriftlig-sporsmal/?qid=",
    ItemKind.INTERPELLATION: "https://www.stortinget.no/no/Saker-og-publikasjoner/Sporsmal/Interpellasjoner/Interpellasjon/?qid=",
}
SENT, ANSWERED = "SENDT", "BESVART"
"""Our own codes of the two days that a question has."""
STATUSES = {
    "besvart": Status.FINISHED,
    "til_behandling": Status.CONSIDERED,
    "trukket": Status.WITHDRAWN,
    "bortfalt": Status.LAPSED,
}


def read_questions(data: Mapping[str, Any]) -> Answer:
    """Read the list of written questions."""
    return _read(data, Reader.QUESTIONS, ItemKind.QUESTION)


def read_interpellations(data: Mapping[str, Any]) -> Answer:
    """Read the list of interpellations."""
    return _read(data, Reader.INTERPELLATIONS, ItemKind.INTERPELLATION)


def _read(data: Mapping[str, Any], reader: Reader, kind: ItemKind) -> Answer:
    notes = Notes()
    listed = next(data[each] for each in LISTS if each in data)
    found = [_question(row, kind, notes) for row in rows(listed, notes)]
    return Answer(reader, tuple(each for each in found if each), not_understood=notes.words())


def _question(row: Mapping[str, Any], kind: ItemKind, notes: Notes) -> OfficialItem | None:
    number, whole = text(row.get("id")), text(row.get("tittel"), EXCERPT)
    if not number or not whole:
        notes.add("et spørsmål mangler id" if not number else "et spørsmål mangler tekst")
        return None
    sent = when(row.get("sendt_dato"), notes, "sendt_dato")
    answered = when(row.get("besvart_dato"), notes, "besvart_dato")
    people = tuple(_people(row, notes))
    events = (OfficialEvent(SENT, "sendt", sent), OfficialEvent(ANSWERED, "besvart", answered))
    return OfficialItem(
        kind,
        number,
        text(whole, TITLE),
        excerpt=whole if len(whole) > TITLE else "",
        published=sent,
        updated=answered or sent,
        status=Status.FINISHED if answered else _status(row, notes),
        status_text=text(row.get("status")),
        link=f"{PAGES[kind]}{number}",
        events=tuple(each for each in events if each.on),
        topics=tuple(filter(None, (text(each.get("navn")) for each in rows(row.get("emne_liste"))))),
        people=people,
    )


def _status(row: Mapping[str, Any], notes: Notes) -> Status:
    """Return the status of a question that has no day of an answer."""
    written = text(row.get("status")).lower()
    if written and not written.isdecimal() and written not in STATUSES:
        notes.add(f"status: betydningen av «{written}» er ikke kjent")
    return STATUSES.get(written, Status.CONSIDERED)


def _people(row: Mapping[str, Any], notes: Notes) -> Iterator[OfficialPerson]:
    asker = named(row.get("sporsmal_fra"), OfficialRole.ASKER)
    if asker is None:
        notes.add("et spørsmål mangler hvem som spør")
    else:
        yield asker
    title = text(row.get("sporsmal_til_minister_tittel"))
    minister = named(field(row, "besvart_av", "sporsmal_til"), OfficialRole.ASKED)
    if title or minister:
        yield OfficialPerson(OfficialRole.ASKED, title or (minister.name if minister else ""))
