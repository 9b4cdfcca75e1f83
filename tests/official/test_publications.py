"""Recommendations and the Storting's members: how they are read, kept, ended and searched, and what is never believed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli.root import root
from bot.demo.practice.people import representatives
from jobs.official.answer import Reader
from jobs.official.readers import read_answer
from jobs.official.tree import UnreadableAnswerError
from models.cases.cases import follow_item
from models.db.database import Database
from models.occurrences.changes import add
from models.official import documents
from models.official.items import ItemKind, Passage
from models.official.keys import key_of
from models.official.members import in_committee, period_on, sitting
from models.official.own_words import own_words
from models.official.records import by_number
from models.tables import OfficialDocument, OfficialMember, OfficialRecord
from tests.support.nudges import office
from tests.support.official import CHALLENGE, NOW, case, data, official, sak, saker
from tests.support.pack import small_pack

XML = Path(__file__).parent / "made_up" / "recommendation.xml"
ALL = list(representatives(with_committees=True))
ELECTED_AT = "/eksport/representanter?stortingsperiodeid=2025-2029&format=json"
SITTING_AT = "/eksport/dagensrepresentanter?format=json"
INNST = "/eksport/publikasjon?publikasjonid=inns-202526-014s"


def test_a_recommendation_says_who_wrote_what() -> None:
    """The file is made up: no recommendation was at hand, so the reader is *described*."""
    found = read_answer(XML.read_bytes()).publication
    assert found is not None
    assert (found.reference, found.source) == ("Innst. 14 S (2026–2027)", "Dokument 8:9 S (2026–2027)")
    assert [(each.kind, each.author, each.place.rpartition(", ")[2]) for each in found.passages] == [
        ("sammendrag", "", "avsnitt 1"),
        ("merknad", "komiteen", "avsnitt 1"),
        ("merknad", "H og FrP", "avsnitt 2"),
        ("merknad", "H og FrP", "avsnitt 3"),  # «disse medlemmer»
        ("merknad", "H og FrP", "avsnitt 4"),  # a quotation that goes on
        ("merknad", "flertallet (Ap, Sp, SV)", "avsnitt 5"),
        ("merknad", "H og FrP", "avsnitt 6"),  # «desse medlemene»
        ("merknad", "flertallet (Ap, Sp, SV)", "avsnitt 7"),  # not H, whom it only mentions
        ("merknad", "flertallet uten R", "avsnitt 8"),
        ("merknad", "H og FrP", "avsnitt 9"),  # nynorsk; not V, whom it only mentions
        ("merknad", "R", "avsnitt 10"),
        ("merknad", "Sp", "avsnitt 11"),
        ("merknad", "", "avsnitt 1"),  # «Flertallet av togene» is not marked as an author
        ("forslag", "H og FrP", "punkt 1"),
        ("tilråding", "komiteen", "avsnitt 1"),
        ("tilråding", "komiteen", "punkt 1"),
        ("tilråding", "komiteen", "punkt 2"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (XML.read_bytes()[:1500], "svaret er kuttet midt i"),
        (CHALLENGE, "svaret er en kontroll av om det er et menneske som spør, ikke det vi ba om"),
        (b"", "svaret er tomt"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><Innstilling><A>&a;</A></Innstilling>', "egne XML-entiteter er ikke tillatt"),
        (b'<!DOCTYPE x SYSTEM "a" [<!ENTITY a "a">]><Innstilling/>', "egne XML-entiteter er ikke tillatt"),
        (b"<Innstilling>" + b"<Kapittel>" * 300 + b"<A>tog</A>" + b"</Kapittel>" * 300 + b"</Innstilling>", "svaret er nøstet for dypt"),
        (b"<Innstilling>" + b"<A>x</A>" * 250_000 + b"</Innstilling>", "svaret har altfor mange koder"),
        (b"<Stortingsmelding><A>tog</A></Stortingsmelding>", "ingen leser kjenner igjen svaret"),
        (data(saker_liste=[case(1)]), "ventet stortinget: innstilling, fikk stortinget: saker"),
    ],
)  # fmt: skip
def test_what_is_no_recommendation_is_said_and_never_believed(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableAnswerError, match=said):
        read_answer(content, "", Reader.RECOMMENDATION)


def test_the_command_reads_a_recommendation_too() -> None:
    result = CliRunner().invoke(root, ["kilder", "les", str(XML)])
    assert result.exit_code == 0, result.output
    assert '"reader": "stortinget: innstilling"' in result.stdout
    assert '"author": "flertallet (Ap, Sp, SV)"' in result.stdout


def test_names_count_everywhere_and_demands_and_themes_in_cases_that_are_followed() -> None:
    def passage(text: str, kind: str = "merknad") -> Passage:
        return Passage(text, kind, "H", "avsnitt 1")

    found = [
        passage("Prøveregionens råd er godt.", "sammendrag"),
        passage("Toget er sent."),
        passage("Jernbanen må få en plan: jernbanen må planlegges nå, og ikke senere. Deretter kommer noe annet."),
        passage("Noe om sauer."),
    ]
    followed = own_words(found, small_pack(), is_followed=True)
    assert [(each.position, each.strength, each.theme) for each in followed] == [(0, 3, None), (2, 2, "jernbane")]
    assert followed[1].quote == "Jernbanen må få en plan:"
    assert [each.position for each in own_words(found, small_pack(), is_followed=False)] == [0]
    only_themes = own_words([passage("Toget er sent.")] * 5, small_pack(), is_followed=True)
    assert [each.strength for each in only_themes] == [1, 1], "a theme alone is no more than a hint"


async def test_only_the_recommendation_of_a_case_that_somebody_follows_is_read(sqlite_database: Database) -> None:
    reference = [
        {"eksport_id": "inns-202526-014s", "lenke_tekst": "Innst. 14 S", "lenke_url": "//www.stortinget.no/x/"}
    ]
    odd = [{"eksport_id": "../../etc", "lenke_url": "javascript:x"}, {"eksport_id": "dok8-202526-009s"}]
    page = data(**case(7), saksgang={"saksgang_steg_liste": []}, publikasjon_referanse_liste=reference + odd,
                vedtakstekst="<p>Stortinget ber regjeringen planlegge jernbanen.</p><p>Vedtatt.</p>")  # fmt: skip
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-saker", "stortinget-sak", "stortinget-innstilling")
        here.served.serve(saker(), data(saker_liste=[case(7), case(8), case(9)]))
        for number in (7, 8, 9):
            here.served.serve(sak(number), page if number == 7 else data(**case(number), saksgang={}))
        here.served.serve(INNST, XML.read_bytes())
        for _ in range(3):
            await here.round()
            here.at += timedelta(hours=2)
        assert INNST not in here.paths(), "nobody follows it"
        follows(sqlite_database, "7")
        await here.round()
        assert INNST in here.paths()
    with sqlite_database.reading() as session:
        kinds = session.scalars(select(OfficialRecord.number).where(OfficialRecord.kind == "innstilling")).all()
        assert kinds == ["inns-202526-014s"], "nothing else becomes a part of an address"
        texts = {
            record.kind: [each["text"] for each in document.passages]
            for document, record in session.execute(
                select(OfficialDocument, OfficialRecord).join(
                    OfficialRecord, OfficialRecord.id == OfficialDocument.record_id
                )
            )
        }
    assert texts["vedtak"] == ["Stortinget ber regjeringen planlegge jernbanen.", "Vedtatt."]
    assert len(texts["innstilling"]) == 17


def follows(database: Database, number: str) -> None:
    here = office(database)
    with database.session() as session:
        add(session, here.workspace_id, "U1", NOW, title="En sak", key=key_of(ItemKind.CASE, number))
        case_row = by_number(session, ItemKind.CASE, "8")
        assert case_row is not None
        follow_item(session, here.workspace_id, case_row, "U1", None, NOW)
        assert documents.followers(session, [number, "8", "9"]) == {key: {here.workspace_id} for key in (number, "8")}


async def test_who_is_in_no_list_any_more_has_ended_and_a_short_list_is_not_believed(sqlite_database: Database) -> None:
    async with official(sqlite_database) as here:
        here.at = datetime(2026, 7, 4, 9, tzinfo=UTC)
        here.turn_on("stortinget-representanter", "stortinget-dagens")
        lists = ((ELECTED_AT, "representanter_liste"), (SITTING_AT, "dagensrepresentanter_liste"))

        async def round_with(people: list[object]) -> list[OfficialMember]:
            here.at += timedelta(days=2)
            for path, name in lists:
                here.served.serve(path, data(here.at, **{name: people}))
            await here.round()
            with sqlite_database.reading() as session:
                return sitting(session)

        assert len(await round_with(ALL)) == 169
        assert len(await round_with(ALL[:20])) == 169, "a list with 20 is trouble, and nobody has left"
        assert here.trouble("stortinget-dagens") == "listen har bare 20 representanter, og Stortinget har 169"
        faceless = [{**each, "fylke": None} for each in ALL]
        assert len(await round_with(faceless)) == 169
        assert here.trouble("stortinget-dagens") == "alle fylkene eller partiene mangler"
        rest = await round_with([*ALL[1:], {**ALL[0], "id": "NY", "fornavn": "Ny"}])
        assert {"OVING0", "NY"} & {each.number for each in rest} == {"NY"}
        assert {each.period for each in rest} == {"2025-2029"}
        assert len(in_committee(rest, "TRANSKOM")) == 25
    with sqlite_database.reading() as session:
        gone = session.scalars(select(OfficialMember).where(OfficialMember.ended_on.is_not(None))).one()
        assert (gone.number, gone.listed) == ("OVING0", [])


def test_a_period_begins_in_october_of_the_election_year() -> None:
    days = ("2025-09-30", "2025-10-01", "2029-09-30", "2029-10-01")
    assert [period_on(datetime.fromisoformat(each).date()) for each in days] == [
        "2021-2025", "2025-2029", "2025-2029", "2029-2033",
    ]  # fmt: skip


def test_a_case_that_is_not_there_is_followed_by_nobody(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        assert by_number(session, ItemKind.RECOMMENDATION, "inns-202526-014s") is None
        assert documents.followers(session, []) == {}
