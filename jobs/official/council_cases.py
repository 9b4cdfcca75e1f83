"""eInnsyn's search for cases in council meetings: what municipalities have put on their agendas, the newest first.

Described, by the published specification of the API and by programs that use it: the rows are in `items`, and the publisher
(`journalenhet`) and the meeting (`moetemappe`) are whole objects only if `expand` names them; otherwise they are ids.
Only municipalities count: ministries and counties publish in the same list. What is struck out in a title is `*****`.
"""

from collections.abc import Mapping
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.values import Notes, day, rows, text
from models.official.items import ItemKind, OfficialEvent, OfficialItem

CASE, MUNICIPALITY = "Moetesak", "KOMMUNE"
PAGES = "https://einnsyn.no/moetesak/"
MEETING = "MOTE"
LEFT_OUT = frozenset({"delegert", "referat", "godkjenning"})
"""Kinds of cases that no council decides: what was delegated, minutes, and approvals."""


def read_council_cases(data: Mapping[str, Any]) -> Answer:
    """Read a page of the search: the council cases of municipalities. Others are left out without a note."""
    notes = Notes()
    found = [_case(row, notes) for row in rows(data.get("items"), notes) if row.get("entity") == CASE]
    return Answer(Reader.COUNCIL_CASES, tuple(each for each in found if each), not_understood=notes.words())


def _case(row: Mapping[str, Any], notes: Notes) -> OfficialItem | None:
    publisher = row.get("journalenhet")
    if not isinstance(publisher, Mapping):
        notes.add("en møtesak mangler hvem som har publisert den")
        return None
    if publisher.get("enhetstype") != MUNICIPALITY or row.get("moetesakstype") in LEFT_OUT:
        return None
    number, title, municipality = text(row.get("id")), text(row.get("offentligTittel")), text(publisher.get("navn"))
    if not (number and title and municipality):
        notes.add("en møtesak mangler id, tittel eller kommune")
        return None
    meeting = row.get("moetemappe")
    meets_on = day(meeting.get("moetedato"), notes, "moetedato") if isinstance(meeting, Mapping) else None
    committee = text(row.get("utvalg"))
    return OfficialItem(
        ItemKind.COUNCIL_CASE,
        number,
        title,
        body=municipality,
        published=day(row.get("publisertDato"), notes, "publisertDato"),
        link=f"{PAGES}{number}",
        events=(OfficialEvent(MEETING, committee, meets_on),) if committee or meets_on else (),
    )
