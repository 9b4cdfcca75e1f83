"""`saker`: the cases of a session. The source's own filters do nothing, so all are read and filtered here."""

from collections.abc import Mapping
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.named_people import all_named
from jobs.official.values import EXCERPT, Notes, field, rows, text, when
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status

PAGE = "https://www.stortinget.no/no/Saker-og-publikasjoner/Saker/Sak/?p="
STATUSES = {
    "1": Status.FINISHED,  # recorded: 94625, 80278
    "behandlet": Status.FINISHED,
    "til_behandling": Status.CONSIDERED,
    "mottatt": Status.RECEIVED,
    "varslet": Status.ANNOUNCED,
    "trukket": Status.WITHDRAWN,
    "bortfalt": Status.LAPSED,
}
"""The words of the XML answers. Of the numbers in the JSON answers only one has been seen with its meaning."""


def read_cases(data: Mapping[str, Any]) -> Answer:
    """Read the list of cases."""
    notes = Notes()
    found = [case(row, notes) for row in rows(data.get("saker_liste"), notes)]
    return Answer(Reader.CASES, tuple(each for each in found if each), not_understood=notes.words())


def case(row: Mapping[str, Any], notes: Notes, events: tuple[OfficialEvent, ...] = ()) -> OfficialItem | None:
    """Return a case; None without an id, or without a title."""
    number, title, brief = text(row.get("id")), text(row.get("tittel")), text(row.get("korttittel"))
    if not number or not (title or brief):
        notes.add("en sak mangler id" if not number else "en sak mangler tittel")
        return None
    committee_id, committee = committee_of(row)
    status = status_of(row, notes)
    return OfficialItem(
        ItemKind.CASE,
        number,
        title or brief,
        brief,
        text(row.get("vedtakstekst"), EXCERPT),
        committee,
        committee_id,
        updated=when(row.get("sist_oppdatert_dato"), notes, "sist_oppdatert_dato"),
        status=status,
        status_text=text(row.get("status")),
        link=f"{PAGE}{number}",
        reference=text(row.get("henvisning")),
        events=events,
        topics=tuple(filter(None, (text(each.get("navn")) for each in rows(row.get("emne_liste"))))),
        people=tuple(all_named(row)),
    )


def committee_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return the id and the name of the committee; empty if there is none yet."""
    found = field(row, "komite", "komité")
    return (text(found.get("id")), text(found.get("navn"))) if isinstance(found, Mapping) else ("", text(found))


def status_of(row: Mapping[str, Any], notes: Notes) -> Status | None:
    """Return the status of a case; one that is not known is noted."""
    if str(row.get("ferdigbehandlet")).lower() == "true":
        return Status.FINISHED
    written = text(row.get("status"))
    if written and written.lower() not in STATUSES and written != "0":
        notes.add(f"status: betydningen av «{written}» er ikke kjent")
    return STATUSES.get(written.lower())
