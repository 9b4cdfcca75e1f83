"""`/effekt rapport`: what each audience reads, and that both files say the same, accessibly."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from bot.cards.file import File
from bot.cards.text import render_text
from bot.commands.ask import Reply
from bot.commands.effekt import report as command
from bot.reports.document import Report, ReportHeading, ReportPicture, ReportTable, report_lines
from bot.reports.written import PdfFile, WordFile
from models.db.database import Database
from tests.support.people import Room, text_of
from tests.support.report_year import report_room


@pytest.fixture
def room(sqlite_database: Database) -> Room:
    return report_room(sqlite_database)


def file_of(room: Room, text: str) -> File:
    answer = room.ask("effekt", text)
    assert isinstance(answer, File), answer
    return answer


def report_of(file: File) -> Report:
    assert isinstance(file.content, WordFile | PdfFile)
    return file.content.report


def lines(room: Room, text: str) -> str:
    return "\n".join(report_lines(report_of(file_of(room, text))))


BOARD = """\
Rapport til styret: 2026
Til styret. Rapporten har opplysninger som ikke er for andre. Sammenlignet med samme tid året før. Tallene går til og med 1. desember 2026.
## Hva vi ba om
• Statsbudsjettet for 2027: 4 krav: «Mer jernbane nå», «Mer energi nå» og 2 til. [1]
• Høringsinnspill sendt: 1 (2025: 0). [2]
## Hva vi fikk
• Oppfylt: Mer jernbane nå (statsbudsjettet for 2027, side 84) [3]
• Delvis oppfylt: Jernbane må planlegges nå (statsbudsjettet for 2027, side 12) [4]
• Penger: 120 mill. kr til planlegging (Flere tog på Østlandet) [5]
• 1 punkt til. Se vedleggene.
## Hva vi ikke fikk
• Ikke oppfylt: Mer energi nå (statsbudsjettet for 2027) [6]
• 1 krav til statsbudsjettet for 2027 er ikke vurdert ennå.
## Hva vi foreslår videre
• Stå på kravene om Energi og jernbanen som ikke er oppfylt.
## Vedlegg 1: Mål, styrker og utfordringer
Tabell: Målene, og hva tallene sier
Mål | Målt
Vi blir sett. | Medieoppslag: 2 (2025: 1). Andel av effektloggen som gjelder prioriteringene: 67 % (2 av 3). [7] [8]
Vi får gjennomslag. | Krav oppfylt: 1 av 4, 1 delvis. Saker i Stortinget med ført gjennomslag: 1 av 1, 1 med penger. Høringsinnspill sendt: 1 (2025: 0). [9] [10] [2]
Tabell: Styrkene, og hva tallene sier
Styrke | Målt
Vi er mange. | Kommuner som har brukt budskapet: ingen runde i perioden. Delregioner med målbærere: ingen runde i perioden. Samtaler loggført: 1 (2025: 0). [11]
Tabell: Utfordringene, og hva tallene sier
Utfordring | Målt
Vi gjør for lite. | Punkter i årshjulet som er gjort: 1. Mediesaker fulgt opp samme dag: 2 av 4. [12] [13]
Andre konkurrerer. | Ikke målt: vi teller ikke noe som viser dette.
## Vedlegg 2: Det vi teller
Tabell: Antall, 2026 og 2025
Hva | 2026 | 2025 | Nådd 2026 | Nådd 2025
Medieoppslag | 2 | 1 | 12\u00a0000 | 500 [7]
Møter | 1 | 0 | – | – [14]
«Nådd» er summen av lesere, lyttere og deltakere der noen har ført tallet. En strek betyr at tallet ikke er kjent.
Figur: Det vi teller, 2026 og 2025. Søylediagram. Medieoppslag, 2026: 2, 2025: 1; Møter, 2026: 1, 2025: 0.
## Vedlegg 3: Prioriteringer og temaer
Tabell: Effektloggen etter prioritering og tema
Prioritering eller tema | 2026 | 2025 | Nådd 2026 | Nådd 2025
1. Jernbane | 1 | 1 | 12\u00a0000 | 500 [15]
2. Energi | 1 | 0 | – | – [16]
Uten tema | 1 | 0 | – | – [17]
Prioriteringene har nummer. De andre temaene kommer etter.
## Vedlegg 4: Fra innspill til vedtak
Tabell: Sakene, steg for steg
Sak | Innspill | Merknad | Vedtak | Penger
Flere tog på Østlandet | Sendt 13. april | Ingen ført | Ikke avgjort | 120 mill. kr til planlegging [18]
## Vedlegg 5: Kravene, og hva dokumentene sa
Tabell: Statsbudsjettet for 2027, lagt frem 7. oktober
Krav | Svar | Det dokumentet sier | Side
Mer jernbane nå. | Oppfylt | 120 mill. kroner. | 84 [3]
Mer energi nå. | Ikke oppfylt | – | – [6]
Jernbane må planlegges nå. | Delvis oppfylt | Det skal utredes. | 12 [4]
Energi må planlegges nå. | Ikke vurdert | – | – [19]
## Vedlegg 6: Mediene
### Oppslag
• 3. februar: Kronikk om tog https://avis.no/tog
### Svar samme dag
Tabell: Mediesaker vi fulgte opp
Tema | Saker | Ferdig samme dag | Tatt etter | Ferdig etter
Energi | 1 | 0 | – | – [20]
Jernbane | 3 | 2 | 8 min | 1 t [21]
I alt | 4 | 2 | 6 min | 1 t [22]
Tidene går fra saken kom, og er medianer: halvparten gikk raskere. Av én sak vises ingen tid.
## Vedlegg 7: Kommunene som bar budskapet
Ingen runde med målbærere er sendt i perioden.
## Vedlegg 8: Årshjulet
1 punkt er gjort. [12]
• Oktober 2026: Se etter høringsfrister.
1 punkt er ikke krysset av, og er ikke regnet med. Det sier ikke at ingenting ble gjort.
## Vedlegg 9: Kurs for 2027
Kampanjen for 2027 er ikke bestemt ennå.
Tabell: Datoer det neste halvåret
Hva | Når
Revidert nasjonalbudsjett | Lørdag 15. mai 2027
## Radene bak tallene
[1] Krav til statsbudsjettet for 2027. Krav: 1–4. Vis dem: /budskap fremlegg statsbudsjett
[2] Høringsinnspill sendt. Høringsinnspill 2026: 54. Vis dem: /padriver høringer
[3] Krav til statsbudsjettet for 2027. Krav: 1. Vis dem: /budskap fremlegg statsbudsjett
[4] Krav til statsbudsjettet for 2027. Krav: 3. Vis dem: /budskap fremlegg statsbudsjett
[5] Penger. Steg i kjedene: 1. Vis dem: /effekt kjede 7
[6] Krav til statsbudsjettet for 2027. Krav: 2. Vis dem: /budskap fremlegg statsbudsjett
[7] Medieoppslag. Effektloggen 2026: 1–2. Effektloggen 2025: 4. Vis dem: /effekt eksport 2026
[8] Effekter i prioriteringene. Effektloggen 2026: 1–2. Vis dem: /effekt eksport 2026
[9] Krav oppfylt, helt eller delvis. Krav: 1, 3. Vis dem: /budskap fremlegg
[10] Gjennomslag i Stortinget. Steg i kjedene: 1. Vis dem: /effekt kjede
[11] Samtaler loggført. Samtaler 2026: 1.
[12] Gjort i årshjulet. Årshjulet: 3. Vis dem: /arshjul 2026
[13] Fulgt opp samme dag. Mediesaker: 1–2. Vis dem: /medie tall
[14] Møter. Effektloggen 2026: 3. Vis dem: /effekt eksport 2026
[15] 1. Jernbane. Effektloggen 2026: 1. Effektloggen 2025: 4. Vis dem: /effekt eksport 2026
[16] 2. Energi. Effektloggen 2026: 2. Vis dem: /effekt eksport 2026
[17] Uten tema. Effektloggen 2026: 3. Vis dem: /effekt eksport 2026
[18] Flere tog på Østlandet. Steg i kjedene: 1. Vis dem: /effekt kjede 7
[19] Krav til statsbudsjettet for 2027. Krav: 4. Vis dem: /budskap fremlegg statsbudsjett
[20] Mediesaker: Energi. Mediesaker: 4. Vis dem: /medie tall
[21] Mediesaker: Jernbane. Mediesaker: 1–3. Vis dem: /medie tall
[22] Mediesaker: I alt. Mediesaker: 1–4. Vis dem: /medie tall"""
MEMBERS = """\
Rapport til medlemmene: 2026
Prøveregionen interkommunale politiske råd. Sammenlignet med samme tid året før. Tallene går til og med 1. desember 2026.
## Hva vi ba om
• Statsbudsjettet for 2027: 1 krav: «Jernbane må planlegges nå». [1]
• Høringsinnspill sendt: 1 (2025: 0). [2]
## Hva vi fikk
• Delvis oppfylt: Jernbane må planlegges nå (statsbudsjettet for 2027, side 12) [1]
• Penger: 120 mill. kr til planlegging (Flere tog på Østlandet) [3]
• Medieoppslag: 2 (2025: 1). [4]
## Hva vi ikke fikk
• Ingen klarerte krav er ført som ikke oppfylt.
## Hva vi foreslår videre
• Stå på kravene om jernbanen som ikke er oppfylt.
## Vedlegg 1: Målene
Tabell: Målene, og hva tallene sier
Mål | Målt
Vi blir sett. | Medieoppslag: 2 (2025: 1). Andel av effektloggen som gjelder prioriteringene: 67 % (2 av 3). [4] [5]
Vi får gjennomslag. | Krav oppfylt: 0 av 1, 1 delvis. Saker i Stortinget med ført gjennomslag: 1 av 1, 1 med penger. Høringsinnspill sendt: 1 (2025: 0). [6] [7] [2]
## Vedlegg 2: Det vi teller
Tabell: Antall, 2026 og 2025
Hva | 2026 | 2025 | Nådd 2026 | Nådd 2025
Medieoppslag | 2 | 1 | 12\u00a0000 | 500 [4]
Møter | 1 | 0 | – | – [8]
«Nådd» er summen av lesere, lyttere og deltakere der noen har ført tallet. En strek betyr at tallet ikke er kjent.
Figur: Det vi teller, 2026 og 2025. Søylediagram. Medieoppslag, 2026: 2, 2025: 1; Møter, 2026: 1, 2025: 0.
## Vedlegg 3: Prioriteringer og temaer
Tabell: Effektloggen etter prioritering og tema
Prioritering eller tema | 2026 | 2025 | Nådd 2026 | Nådd 2025
1. Jernbane | 1 | 1 | 12\u00a0000 | 500 [9]
2. Energi | 1 | 0 | – | – [10]
Uten tema | 1 | 0 | – | – [11]
Prioriteringene har nummer. De andre temaene kommer etter.
## Vedlegg 4: Fra innspill til vedtak
Tabell: Sakene, steg for steg
Sak | Innspill | Merknad | Vedtak | Penger
Flere tog på Østlandet | Sendt 13. april | Ingen ført | Ikke avgjort | 120 mill. kr til planlegging [12]
## Vedlegg 5: Kravene, og hva dokumentene sa
Tabell: Statsbudsjettet for 2027, lagt frem 7. oktober
Krav | Svar | Det dokumentet sier | Side
Jernbane må planlegges nå. | Delvis oppfylt | Det skal utredes. | 12 [1]
## Vedlegg 6: Mediene
### Oppslag
• 3. februar: Kronikk om tog https://avis.no/tog
## Vedlegg 7: Kommunene som bar budskapet
Ingen runde med målbærere er sendt i perioden.
## Vedlegg 8: Årshjulet
1 punkt er gjort. [13]
## Vedlegg 9: Kurs for 2027
Kampanjen for 2027 er ikke bestemt og klarert ennå.
Tabell: Datoer det neste halvåret
Hva | Når
Revidert nasjonalbudsjett | Lørdag 15. mai 2027
## Radene bak tallene
[1] Krav til statsbudsjettet for 2027. Krav: 3. Vis dem: /budskap fremlegg statsbudsjett
[2] Høringsinnspill sendt. Høringsinnspill 2026: 54. Vis dem: /padriver høringer
[3] Penger. Steg i kjedene: 1. Vis dem: /effekt kjede 7
[4] Medieoppslag. Effektloggen 2026: 1–2. Effektloggen 2025: 4. Vis dem: /effekt eksport 2026
[5] Effekter i prioriteringene. Effektloggen 2026: 1–2. Vis dem: /effekt eksport 2026
[6] Krav oppfylt, helt eller delvis. Krav: 3. Vis dem: /budskap fremlegg
[7] Gjennomslag i Stortinget. Steg i kjedene: 1. Vis dem: /effekt kjede
[8] Møter. Effektloggen 2026: 3. Vis dem: /effekt eksport 2026
[9] 1. Jernbane. Effektloggen 2026: 1. Effektloggen 2025: 4. Vis dem: /effekt eksport 2026
[10] 2. Energi. Effektloggen 2026: 2. Vis dem: /effekt eksport 2026
[11] Uten tema. Effektloggen 2026: 3. Vis dem: /effekt eksport 2026
[12] Flere tog på Østlandet. Steg i kjedene: 1. Vis dem: /effekt kjede 7
[13] Gjort i årshjulet. Årshjulet: 3. Vis dem: /arshjul 2026"""
MONTH = """\
Månedstall til styret: november 2026
Til styret. Hver måned ved siden av samme måned året før, og det samme for året så langt.
## Det vi teller
Tabell: Antall, november 2026 og november 2025
Hva | November 2026 | November 2025 | Hittil i 2026 | Hittil i 2025
Medieoppslag | 1 | 1 | 2 | 1 [1]
Møter | 0 | 0 | 1 | 0
Ingen har ført hvor mange som ble nådd.
## Det som kom ut av det
• Høringsinnspill sendt: 0 (november 2025: 0).
• Ingen krav er prøvd i perioden.
• Saker i Stortinget med ført gjennomslag: 1 av 1, 1 med penger. [2]
• Kommuner som har brukt budskapet: ingen runde i perioden.
• Mediesaker fulgt opp: ingen i perioden.
• Punkter i årshjulet som er gjort: 0.
• Samtaler loggført: 0 (november 2025: 0).
## Det som kommer
Tabell: Datoer det neste halvåret
Hva | Når
Revidert nasjonalbudsjett | Lørdag 15. mai 2027
## Radene bak tallene
[1] Medieoppslag. Effektloggen november 2026: 2. Effektloggen november 2025: 4. Vis dem: /effekt eksport november 2026
[2] Gjennomslag i Stortinget. Steg i kjedene: 1. Vis dem: /effekt kjede"""
CAPTION = (
    "Rapport til styret: 2026\n\n"
    "Word-fila kan dere skrive videre i. PDF-en har det samme.\n\n"
    "• 1 punkt i årshjulet er ikke krysset av. Det er ikke med i rapporten. Kryss av først, og spør så på nytt. "
    "[Kryss av i årshjulet for 2026]\n\n"
    "[Som PDF] [Til medlemmene] [Til årsmeldingen]"
)


def test_the_board_reads_everything_with_the_rows_behind_each_figure(room: Room) -> None:
    asked = file_of(room, "rapport")
    assert (asked.name, asked.title) == ("rapport-2026-styret.docx", "Rapport til styret: 2026")
    assert "\n".join(report_lines(report_of(asked))) == BOARD
    assert asked.caption
    assert render_text(asked.caption) == CAPTION
    ticked = room.push(asked.caption, "Kryss av i årshjulet for 2026")
    assert text_of(ticked).startswith("Planlegg 2027 – Steg 1: Årshjulet for 2026")


def test_members_read_nothing_internal(room: Room) -> None:
    assert lines(room, "rapport medlemmer 2026") == MEMBERS
    for internal in (
        "Mer jernbane nå",
        "Energi må planlegges",
        "Nordmann",
        "Svar samme dag",
        "Samtaler",
        "ikke krysset",
    ):
        assert internal in BOARD or internal == "Nordmann"
        assert internal not in MEMBERS


def test_the_annual_report_looks_back_only(room: Room) -> None:
    expected = (
        MEMBERS.replace("Rapport til medlemmene: 2026", "Interessepolitisk arbeid: 2026")
        .replace("## Hva vi foreslår videre\n• Stå på kravene", "## Hva vi arbeider videre med\n• Kravene")
        .replace("Tabell: Datoer det neste halvåret\nHva | Når\nRevidert nasjonalbudsjett | Lørdag 15. mai 2027\n", "")
    )
    assert lines(room, "rapport til årsmeldinga for 2026") == expected != MEMBERS


def test_a_months_figures_are_one_page_for_the_board(room: Room) -> None:
    asked = file_of(room, "rapport månedstall pdf")
    assert asked.name == "manedstall-november-2026.pdf"
    assert "\n".join(report_lines(report_of(asked))) == MONTH
    assert asked.content().count(b"/Type/Page/") == 1
    assert report_of(file_of(room, "rapport oktober månedstall")).title == "Månedstall til styret: oktober 2026"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("rapport styret mai", "rapport-mai-2026-styret.docx"),
        ("rapport til medlemmene for 3. kvartal pdf", "rapport-juli-september-2026-medlemmer.pdf"),
        ("Rapporten 2025 Årsmelding word", "rapport-2025-arsmelding.docx"),
        ("rapport 1.10–15.10", "rapport-1-15-oktober-2026-styret.docx"),
    ],
)
def test_the_period_and_the_readers_are_written_in_any_order(room: Room, asked: str, name: str) -> None:
    assert file_of(room, asked).name == name


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("rapport 2027", "Rapport\n\nPerioden har ikke begynt ennå, så det er ingenting å rapportere."),
        (
            "rapport jernbane",
            "Rapport\n\nRapporten gjelder alle temaene. Skriv bare perioden og hvem den er til, for eksempel `/effekt rapport 2026 styret`.",
        ),
        ("rapport 30. februar", "30. februar finnes ikke."),
        ("rapport bananer", "Jeg forstår ikke «bananer»."),
    ],
)
def test_what_is_no_period_is_met_with_what_to_write(room: Room, asked: str, answer: str) -> None:
    assert answer in text_of(room.ask("effekt", asked))


@pytest.mark.parametrize("audience", ["medlemmer", "årsmelding"])
def test_who_makes_a_report_for_others_hears_what_is_left_out_since_it_is_a_draft(room: Room, audience: str) -> None:
    drafts = "er utkast, og er ikke med: Rapporten leses utenfor. Få dem klarert først: `/padriver klarering`."
    caption = file_of(room, f"rapport 2026 {audience}").caption
    assert caption
    assert drafts in render_text(caption)
    assert drafts not in "\n".join(report_lines(file_of(room, f"rapport 2026 {audience}").content.report))  # type: ignore[attr-defined] # a report's writer
    internal = file_of(room, "rapport 2026 styret").caption
    assert internal
    assert drafts not in render_text(internal)


def test_the_buttons_give_the_other_file_and_the_other_readers(room: Room) -> None:
    caption = file_of(room, "rapport oktober").caption
    assert caption
    given = [room.push(caption, label) for label in ("Som PDF", "Til medlemmene", "Til årsmeldingen")]
    assert [each.file.name for each in given if isinstance(each, Reply) and each.file] == [
        "rapport-oktober-2026-styret.pdf",
        "rapport-oktober-2026-medlemmer.docx",
        "rapport-oktober-2026-arsmelding.docx",
    ]
    assert text_of(room.press("effekt.rapport", "tull")).startswith("Svaret er utdatert")


def test_an_empty_period_says_so_in_every_part(room: Room) -> None:
    empty = lines(room, "rapport 2024")
    assert "Ingen krav og ingen høringsinnspill er ført i perioden." in empty
    assert "Effektloggen er tom for perioden og for samme tid året før." in empty
    assert "Ingen saker i Stortinget har innspill, vedtak eller gjennomslag i perioden." in empty
    assert "Ingen punkter i årshjulet er krysset av i perioden." in empty


def test_without_the_libraries_the_answer_says_which_command_installs_them(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "can_write", lambda: False)
    assert text_of(room.ask("effekt", "rapport 2026")) == (
        "Rapporten mangler her\n\n"
        "Jeg kan ikke lage rapporter her ennå. Be den som drifter Pådriver, om å installere tillegget for rapporter: "
        "`pip install 'padriver[images,reports]'`.\n\n"
        "Tallene får du med `/effekt`, og som Excel med `/effekt eksport`."
    )


def test_the_word_document_is_navigable_and_says_the_same(room: Room) -> None:
    asked = file_of(room, "rapport 2026")
    report = report_of(asked)
    content = asked.content()
    document = docx.Document(BytesIO(content))
    about = document.core_properties
    assert (about.title, about.author, about.language) == (report.title, report.owner, "nb-NO")
    headings = [each for each in report.parts if isinstance(each, ReportHeading)]
    assert [(each.text, each.style.name) for each in document.paragraphs if each.style.name.startswith("Heading")] == [
        *((each.text, f"Heading {each.level}") for each in headings),
        ("Radene bak tallene", "Heading 1"),
    ]
    tables = [each for each in report.parts if isinstance(each, ReportTable)]
    assert len(document.tables) == len(tables)
    for table, shown in zip(tables, document.tables, strict=True):
        assert shown._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        written = [[cell.text for cell in row.cells] for row in shown.rows]
        assert [row[: len(table.columns)] for row in written] == [
            list(table.columns),
            *(list(row.cells) for row in table.rows),
        ]
    pictures = [each for each in report.parts if isinstance(each, ReportPicture)]
    assert [each._inline.docPr.get("descr") for each in document.inline_shapes] == [each.alt for each in pictures]
    xml = ZipFile(BytesIO(content)).read("word/document.xml").decode()
    anchors, marks = set(re.findall(r'w:anchor="(\w+)"', xml)), set(re.findall(r'w:name="(\w+)"', xml))
    assert anchors == marks == {f"rader_{number}" for number in range(1, len(report.sources) + 1)}
    assert 'w:lang w:val="nb-NO"' in ZipFile(BytesIO(content)).read("word/styles.xml").decode()


def test_the_pdf_is_tagged_with_a_language_a_title_headings_tables_and_texts_of_pictures(room: Room) -> None:
    asked = file_of(room, "rapport 2026 pdf")
    report, content = report_of(asked), asked.content()
    assert b"pdfuaid" in content  # says that it is PDF/UA
    assert b"/Lang(nb-NO)" in content
    assert content.count(b"/S/H1") == 1
    assert content.count(b"/S/H2") == 1 + sum(
        isinstance(each, ReportHeading) and each.level == 1 for each in report.parts
    )
    tables = [each for each in report.parts if isinstance(each, ReportTable)]
    assert content.count(b"/S/Table") == len(tables)
    assert content.count(b"/S/TH/") + content.count(b"/S/TH\n") >= sum(len(each.columns) for each in tables)
    [picture] = [each for each in report.parts if isinstance(each, ReportPicture)]
    assert picture.alt.encode("utf-16-be").hex().upper().encode() in content
    assert report.title.encode() in content
    assert asked.content() == content
