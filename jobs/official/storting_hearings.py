"""`horinger`: the committees' hearings. A hearing has no title of its own: it has its cases'."""

from collections.abc import Iterator, Mapping
from typing import Any

from jobs.official.answer import Answer, Reader
from jobs.official.storting_cases import committee_of
from jobs.official.values import EXCERPT, Notes, rows, text, when, yes
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status

PAGE = "https://www.stortinget.no/no/Hva-skjer-pa-Stortinget/Horing/horing/?h="
STATUSES = {
    "planlagt": Status.PLANNED,
    "planlagt med forbehold": Status.PROVISIONAL,
    "pågår": Status.ONGOING,
    "påbegynt": Status.ONGOING,
    "avholdt": Status.HELD,
    "avlyst": Status.CANCELLED,
}
DEADLINES = {
    "anmodningsfrist_dato_tid": "frist for å be om å delta",
    "soknadfrist_dato": "frist for å søke om å delta",
    "innspillsfrist": "frist for skriftlige innspill",
}


def read_hearings(data: Mapping[str, Any]) -> Answer:
    """Read the list of hearings, or a single one."""
    notes = Notes()
    several = rows(data["horinger_liste"]) if "horinger_liste" in data else [data]
    found = [_hearing(row, notes) for row in several]
    return Answer(Reader.HEARINGS, tuple(each for each in found if each), not_understood=notes.words())


def _hearing(row: Mapping[str, Any], notes: Notes) -> OfficialItem | None:
    number = text(row.get("id"))
    if not number:
        notes.add("en høring mangler id")
        return None
    cases = rows(row.get("horing_sak_info_liste"))
    committee_id, committee = committee_of(row)
    written = text(row.get("horing_status"))
    status = STATUSES.get(written.lower())
    if written and status is None:
        notes.add(f"status: betydningen av «{written}» er ikke kjent")
    titles = [text(each.get("sak_tittel")) or text(each.get("sak_korttittel")) for each in cases]
    if not any(titles):
        notes.add("en høring har ingen sak å hente tittel fra")
    return OfficialItem(
        ItemKind.COMMITTEE_HEARING,
        number,
        "; ".join(dict.fromkeys(filter(None, titles))) or f"Høring i {committee or 'Stortinget'} ({number})",
        "; ".join(filter(None, (text(each.get("sak_korttittel")) for each in cases))),
        text(row.get("status_info_tekst"), EXCERPT),
        committee,
        committee_id,
        published=when(row.get("publisert_dato"), notes, "publisert_dato"),
        status=status,
        status_text=written,
        link=f"{PAGE}{number}",
        reference="; ".join(filter(None, (text(each.get("sak_henvisning")) for each in cases))),
        is_written=yes(row.get("skriftlig")),
        events=tuple(_events(row, notes)),
        cases=tuple(filter(None, (text(each.get("sak_id")) for each in cases))),
    )


def _events(row: Mapping[str, Any], notes: Notes) -> Iterator[OfficialEvent]:
    for name, words in DEADLINES.items():
        on = when(row.get(name), notes, name)
        if on:
            yield OfficialEvent(name, words, on, is_deadline=True)
    times = rows(row.get("horingstidspunkt_liste"))
    for each in times:
        on = when(each.get("tidspunkt"), notes, "tidspunkt")
        if on:
            yield OfficialEvent("HOER", "høring", on, place=text(each.get("sted")))
    start = when(row.get("start_dato"), notes, "start_dato")
    if start and not times:
        yield OfficialEvent("HOER", "høring", start)
