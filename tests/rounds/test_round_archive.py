"""A round as one PDF for the archive: what was said, to whom, and who used it; nothing of a no or a silence."""

from datetime import date

from sqlalchemy import select

from bot.reports.document import report_lines
from bot.reports.pdf_file import pdf
from bot.reports.round_archive import round_archive
from bot.reports.round_facts import carrier_rows
from models.db.database import Database
from models.rounds.answers import NO, USED
from models.rounds.carriers import GivenAnswer, carriers_of, close, commit, give_answer, round_by_id
from models.tables import Carrier, Workspace
from models.workspace.workspaces import get_or_create
from tests.support.nudges import at
from tests.support.rounds import pack_of_members, sent_round

WHOLE = """\
Runde: Rikstunnelen
Prøveregionen interkommunale politiske råd. Til arkivet.
## Budskapet
Rikstunnelen gir flere tog
Krav: Start planleggingen av Rikstunnelen
Innlegget vårt. https://example.no/innlegg
## Hvem det gikk til
Alle medlemmene. Sendt 5. oktober 2026 til 3 kommuner, til bruk innen 30. oktober 2026. Avsluttet 31. oktober 2026.
## Hvem som har brukt det
1 av 3 kommuner har brukt budskapet.
Tabell: Kommuner som har brukt budskapet
Kommune | Delregion | Hvor | Dag
Ås | – | Ås Avis | 8. oktober 2026
### Lenker
• Ås: https://aas-avis.example.no/1
## Med på hovedbudskapet
• Ås: Berit Lie, 8. oktober 2026.
## Tatt opp i det regionale rådet
• Lillestrøm, 9. oktober 2026.
## Kart
Figur: Medlemmene etter delregion. Kart med en rute for hver kommune. 1 av 3 kommuner har brukt budskapet. \
Uten delregion: brukt: Ås; øvrige: Asker og Lillestrøm."""


def test_the_archive_has_all_that_may_be_read_and_is_a_tagged_pdf(sqlite_database: Database) -> None:
    pack = pack_of_members()
    with sqlite_database.session() as session:
        get_or_create(session, "slack", "T1", "Osloregionen")
    number = sent_round(sqlite_database, pack)
    with sqlite_database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        carriers = {each.number: each for each in session.scalars(select(Carrier))}
        answer = GivenAnswer(USED, "Ås Avis", "https://aas-avis.example.no/1", is_letter=True)
        give_answer(carriers["3218"], answer, at("2026-10-08 12:00"))
        commit(carriers["3218"], "Berit Lie", date(2026, 10, 8))
        give_answer(carriers["3203"], GivenAnswer(NO), at("2026-10-08 12:00"))
        carriers["3205"].council_on = date(2026, 10, 9)
        carriers["3205"].meaning, carriers["3205"].wish_about = "Vi pendler", "900 00 000"
        close(session, workspace.id, number, at("2026-10-31 09:00"))
        row = round_by_id(session, workspace.id, number)
        assert row is not None
        today = date(2026, 11, 2)
        found = carriers_of(session, workspace, pack, [number], today)
        rows = carrier_rows(session, workspace, pack, [row], today)
        report = round_archive(row, found, rows, pack, workspace.zone)
        assert "\n".join(report_lines(report)) == WHOLE
        written = pdf(report)
    assert written.startswith(b"%PDF-")
    assert b"pdfuaid" in written  # says that it is PDF/UA
    assert written == pdf(report), "the same round is the same file"
