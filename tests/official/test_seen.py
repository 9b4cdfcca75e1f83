"""What people see of the sources: a hearing added by hand and taken over, and what is wrong with a source."""

from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select, update
from starlette.applications import Starlette

from bot.app import Application
from bot.cards.card import Card
from bot.cards.form import Form
from bot.cards.text import render_text
from bot.cli import source_check
from bot.demo.practice.people import representatives
from bot.late_rounds import official_rounds
from bot.operations.metrics import Metrics
from bot.operations.monitoring import Monitor
from bot.runtime.clock import Clock
from bot.runtime.workers import Workers
from bot.settings import Settings
from jobs.official.sources import FEED, LISTING, Places
from jobs.sending.compose import compose
from models.db.database import Database
from models.occurrences import moving
from models.official import own, records, sources
from models.official.addresses import item_of
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status
from models.tables import Occurrence, OfficialRecord, OfficialSource, Workspace
from tests.support.feeds import LOOPBACK, feed_server
from tests.support.nudges import at, office
from tests.support.official import ROBOTS, case, data, horinger, listing, official, row, saker
from tests.support.pack import small_pack
from tests.support.people import KARI, Room, card_of, empty_room, text_of
from tests.support.workers import ThreadWorkers

ADDRESS = "https://www.regjeringen.no/no/dokumenter/horing-om-tog/id3167072/"
TITLE = "Høring om tog på Østlandet"
SPORSMAL = "/eksport/skriftligesporsmal?sesjonid=2025-2026&status=alle&format=json"
MOTER = "/eksport/moter?sesjonid=2025-2026&format=json"
INTERPELLASJONER = "/eksport/interpellasjoner?sesjonid=2025-2026&format=json"


@pytest.fixture
def room(database: Database) -> Room:
    return empty_room(database)


def brings(room: Room, deadline: date | None, status: Status = Status.OPEN, source: str = "regjeringen-liste") -> None:
    """Let a source say something of the hearing, as a round does."""
    events = (OfficialEvent("FRIST", "høringsfrist", deadline, is_deadline=True),) if deadline else ()
    item = OfficialItem(ItemKind.HEARING, "3167072", TITLE, status=status, link=ADDRESS, events=events)
    with room.database.session() as session:
        kept = records.keep_items(session, source, [item], room.now)
        rows = [session.get_one(OfficialRecord, each) for each in (*kept.new, *kept.changed)]
        keys = [own.key_of(each.kind, each.number) for each in rows]
        for workspace_id in own.workspaces_with(session, keys):
            own.follow_source(session, workspace_id, rows, room.now)


def hearing_row(room: Room) -> Occurrence:
    with room.database.session() as session:
        found = session.scalars(select(Occurrence)).one()
        session.expunge(found)
        return found


def test_a_hearing_added_by_hand_is_the_row_that_a_source_takes_over(room: Room) -> None:
    assert text_of(room.ask("frister", f"ny 30.10 Tog og buss {ADDRESS}")) == (
        "Fristen er lagt til\n\n"
        f"• fredag 30. oktober (uke 44), om 28 dager\n  Tog og buss · @{{{KARI}}} · les mer ({ADDRESS}) "
        "[Ferdig] [Utsett] [Mer …]\n\n"
        "Datoen er lagt inn for hånd.\n\n"
        "• Hvem er ansvarlig? Nå er det du. [Gi til …] [Ingen ennå]\n\n"
        "[Angre]"
    )
    again = text_of(room.ask("frister", f"ny 30.10 Det samme {ADDRESS}?utm_source=x"))
    assert again.startswith("Den ligger alt i fristene\n\n• fredag 30. oktober"), again
    brings(room, None)
    assert hearing_row(room).title == TITLE, "a source without the deadline leaves the date"
    assert hearing_row(room).note == "Datoen er lagt inn for hånd."
    brings(room, date(2026, 11, 2), source="regjeringen-side")
    taken = hearing_row(room)
    assert (taken.starts_on, taken.ends_on, taken.note) == (
        date(2026, 11, 2), date(2026, 11, 2), "Datoen er fra Høringssidene på regjeringen.no.",
    )  # fmt: skip
    brings(room, date(2026, 11, 2), Status.CANCELLED)
    assert hearing_row(room).archived_at == room.now
    brings(room, date(2026, 11, 2))
    way = "Datoen er fra Regjeringens liste over høringer."
    assert (hearing_row(room).archived_at, hearing_row(room).note) == (None, way), "reopened"
    with room.database.session() as session:
        session.execute(update(Occurrence).values(archived_at=room.now))
    brings(room, date(2026, 11, 3))
    assert hearing_row(room).archived_at == room.now, "what people removed stays removed"


def test_a_date_that_somebody_has_moved_is_left_alone(room: Room) -> None:
    room.ask("frister", f"ny 30.10 Tog {ADDRESS}")
    added = hearing_row(room).id
    with room.database.session() as session:
        moving.move(session, room.workspace.id, added, KARI, date(2026, 10, 20), room.now)
    brings(room, date(2026, 11, 2))
    moved = hearing_row(room)
    assert (moved.starts_on, moved.title) == (date(2026, 10, 20), TITLE)


def test_an_address_alone_is_enough_when_a_source_has_had_the_hearing(room: Room) -> None:
    brings(room, date(2026, 11, 2))
    said = text_of(room.ask("frister", f"ny {ADDRESS}"))
    assert said.startswith(
        f"Fristen er lagt til\n\n• mandag 2. november (uke 45), om 31 dager\n  {TITLE} · @{{{KARI}}} · les mer"
    ), said
    assert "Datoen er fra Regjeringens liste over høringer." in said


def test_the_hearings_that_concern_us_are_listed_with_reasons(room: Room) -> None:
    assert text_of(room.ask("padriver", "høringer")) == (
        "Høringer som angår oss\n\nKildene hos Stortinget og regjeringen er ikke slått på. Spør den som drifter meg."
    )
    with room.database.session() as session:
        sources.turn_on(session, "regjeringen-liste")
    nothing = "Jeg fant ingen åpne høringer med ordene våre. Alt som er åpent: `/padriver høringer alle`. Er noe galt med en kilde, står det i `/padriver status`."
    assert text_of(room.ask("padriver", "horinger")) == f"Høringer som angår oss\n\n{nothing}"
    brings(room, date(2026, 11, 2))
    deadline = (OfficialEvent("FRIST", "høringsfrist", date(2026, 10, 20), is_deadline=True),)
    others = [
        OfficialItem(ItemKind.HEARING, "2", "Endringer i en forskrift", excerpt="Om tog.", body="SD", events=deadline),
        OfficialItem(ItemKind.HEARING, "3", "Om fosterhjem", events=deadline),
        OfficialItem(ItemKind.HEARING, "4", "Tog som er avlyst", status=Status.CANCELLED, events=deadline),
    ]
    with room.database.session() as session:
        records.keep_items(session, "regjeringen-liste", others, room.now)
    assert text_of(room.ask("padriver", "høringer")) == (
        "Høringer som angår oss\n\n"
        "Angår oss\n"
        f"• Frist mandag 2. november\n  {TITLE} · høring · les mer ({ADDRESS}) [Vi svarer] [Følg med] [Mer …]\n\n"
        "Jernbane: «tog» i tittelen. Relevans 8 av 10. Fast dato, fra Regjeringens liste over høringer.\n\n"
        "Angår oss kanskje\n"
        "• Frist tirsdag 20. oktober\n  Endringer i en forskrift · høring · SD [Vi svarer] [Følg med] [Mer …]\n\n"
        "Jernbane: «tog» i omtalen. Relevans 5 av 10. Fast dato, fra Regjeringens liste over høringer.\n\n"
        "Alt som er åpent: `/padriver høringer alle`."
    )
    form = room.push(card_of(room.ask("padriver", "høringer")), "Legg i fristene …")
    assert isinstance(form, Form)
    values = {"title": TITLE, "due": "2026-11-02", "link": ADDRESS, "theme": "jernbane"}
    assert text_of(room.send(form.action, state=form.state, **values)).startswith("Fristen er lagt til")
    assert hearing_row(room).key == "egen:offentlig:høring:3167072"
    assert "høringer. Ligger i fristene." in text_of(room.ask("padriver", "høringer"))


@pytest.mark.parametrize(
    ("address", "item"),
    [
        (ADDRESS, (ItemKind.HEARING, "3167072")),
        ("https://regjeringen.no/no/dokument/dep/kld/horinger/2026/x/id3167072", (ItemKind.HEARING, "3167072")),
        ("https://www.stortinget.no/no/Saker-og-publikasjoner/Saker/Sak/?p=104907", (ItemKind.CASE, "104907")),
        ("https://stortinget.no/no/Saker-og-publikasjoner/Saker/Sak/?p=104907#x", (ItemKind.CASE, "104907")),
        ("https://www.stortinget.no/no/Hva-skjer-pa-Stortinget/Horing/horing/?h=10005544", (ItemKind.COMMITTEE_HEARING, "10005544")),
        ("https://data.stortinget.no/eksport/sak?sakid=104907", (ItemKind.CASE, "104907")),
        ("https://www.regjeringen.no/no/aktuelt/x/id3171341/", None),
        ("https://www.regjeringen.no.example.no/no/dokumenter/x/id1/", None),
        ("https://www.stortinget.no/no/Saker-og-publikasjoner/Saker/Sak/?p=ja", None),
        ("ftp://www.stortinget.no/Saker/Sak/?p=1", None),
        ("https://[bad", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_address_of_a_hearing_or_a_case_is_known(address: str, item: object) -> None:
    assert item_of(address) == item


def in_trouble(database: Database, now: datetime) -> None:
    with database.session() as session:
        sources.ensure(session, ["stortinget-horinger", "regjeringen-liste", "stortinget-saker"])
        session.execute(update(OfficialSource).values(on=True, last_ok_at=now - timedelta(days=2)))
        rows = sources.of_keys(session, ["stortinget-horinger", "regjeringen-liste"])
        for _ in range(sources.FEW):
            sources.failed(rows["stortinget-horinger"], "svarer med en feil (HTTP 500)", now)
        rows["regjeringen-liste"].missed_at = now - timedelta(hours=2)


def test_status_says_what_is_wrong_and_what_else_there_is(room: Room) -> None:
    room.set(shared_channel="C1")
    in_trouble(room.database, room.now)
    said = text_of(room.ask("padriver", "status"))
    by_hand = "Du kan også legge inn en frist selv: `/frister ny DATO ADRESSE`."
    assert (
        "Dette bør noen se på\n"
        "• Stortingets høringer: Svarer med en feil (HTTP 500). Sist i orden onsdag 30. september. Fristene kommer også fra "
        f"saksgangen i hver sak. {by_hand}\n"
        "• Regjeringens liste over høringer: Alt på lista var nytt i dag kl. 7.00, så noe kan ha gått oss forbi. "
        f"Nye høringer kommer også med RSS fra departementene. {by_hand}\n"
    ) in said, said


async def test_the_digest_and_the_metrics_say_it_too_and_the_bot_is_ready(database: Database) -> None:
    monday = at("2026-11-23 08:00")
    here = office(database, pack=small_pack(campaigns=()))
    in_trouble(database, monday)
    with database.session() as session:
        workspace = session.get_one(Workspace, here.workspace_id)
        card = compose(session, workspace, here.pack, "ukesoversikt", "2026-W48", "C1", monday)
    assert isinstance(card, Card)
    said = render_text(card)
    line = (
        "Til den som følger med på kildene: Noe er galt med Stortingets høringer og Regjeringens liste over høringer. "
        "Se `/padriver status`."
    )
    assert line in said, said
    watch = Monitor(database, lambda: 0.0, Metrics(), lambda: monday)
    transport = httpx.ASGITransport(Starlette(routes=[*watch.routes(), *watch.metrics_routes()]))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        figures = (await client.get("/metrics")).text.splitlines()
        assert (await client.get("/readyz")).json() == {"ready": True, "failing": []}
    assert 'padriver_official_source_trouble{source="stortinget-horinger"} 1.0' in figures
    assert 'padriver_official_source_trouble{source="stortinget-saker"} 0.0' in figures
    good = (monday - timedelta(days=2)).timestamp()
    assert any(
        each.startswith('padriver_official_source_good_timestamp_seconds{source="stortinget-saker"}')
        and float(each.rpartition(" ")[2]) == good
        for each in figures
    )


ALL = list(representatives(with_committees=True))
FEW = ALL[:2]
RECOMMENDED = {"publikasjon_referanse_liste": [{"eksport_id": "inns-202526-014s", "lenke_tekst": "Innst. 14 S"}]}
RECOMMENDATION = (Path(__file__).parent / "made_up" / "recommendation.xml").read_bytes()


async def test_a_check_asks_each_source_once_and_turns_on_what_answers_as_expected(
    sqlite_url: str, sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.model_validate({"DATABASE_URL": sqlite_url, "PADRIVER_CONTACT": "post@example.no"})
    settings = settings.model_copy(update={"feeds_allow": LOOPBACK})
    async with feed_server() as served:
        for path, content, status in (
            ("/robots.txt", ROBOTS, "200 OK"),
            ("/eksport/sesjoner?format=json", data(sesjoner_liste=[{"id": "2025-2026"}]), "200 OK"),
            (saker(), data(saker_liste=[case(1), {"id": 2}]), "200 OK"),
            (horinger(), b"", "500 Oops"),
            ("/eksport/ventedesaker?format=json", data(saker_liste=[]), "200 OK"),
            (SPORSMAL, data(sporsmal_liste=[{"id": 1, "tittel": "Hvorfor?", "sendt_dato": "01.07.2026"}]), "200 OK"),
            ("/eksport/interpellasjoner?sesjonid=2025-2026&format=json", data(sporsmal_liste=[]), "200 OK"),
            (
                "/eksport/sak?format=json&sakid=1",
                data(**case(1), saksgang={"saksgang_steg_liste": []}, **RECOMMENDED),
                "200 OK",
            ),
            (
                "/eksport/representanter?stortingsperiodeid=2025-2029&format=json",
                data(representanter_liste=FEW),
                "200 OK",
            ),
            ("/eksport/dagensrepresentanter?format=json", data(dagensrepresentanter_liste=ALL), "200 OK"),
            ("/eksport/publikasjon?publikasjonid=inns-202526-014s", RECOMMENDATION, "200 OK"),
            (MOTER, data(moter_liste=[{"id": 5, "mote_dato_tid": "2026-07-07T10:00:00"}]), "200 OK"),
            ("/eksport/dagsorden?format=json&moteid=5", data(mote_id=5, dagsordensak_liste=[]), "200 OK"),
            ("/eksport/voteringer?format=json&sakid=1", data(sak_id=1, sak_votering_liste=[]), "200 OK"),
            (LISTING, listing(row(1)), "200 OK"),
            ("/no/dokumenter/x/id1/", b"", "404 Not Found"),
            *((f"{FEED}{number}", b"", "404 Not Found") for number in sources.OWNERS),
        ):
            served.serve(path, content, status)
        places = Places(served.url(""), served.url(""))
        now = datetime(2026, 7, 4, 9, tzinfo=UTC)
        assert not await source_check._check(settings, sqlite_database, places, now)
        asked = [path for path, _ in served.asked]
        assert len(asked) == len(set(asked)), "one call each"
    assert capsys.readouterr().out.splitlines()[:19] == [
        "Stortingets sesjoner: som ventet (1 rad). Kilden er på.",
        "  ikke forstått: ingen inneværende er oppgitt",
        "Stortingets saker: som ventet (1 rad). Kilden er på.",
        "  ikke forstått: en sak mangler tittel",
        "Stortingets høringer: ventet stortinget: høringer. Det som kom: svarer med en feil (HTTP 500). Ingenting er endret.",
        "Varslede saker: ventet stortinget: ventede saker. Det som kom: svaret er uten en eneste rad. Ingenting er endret.",
        "Skriftlige spørsmål i Stortinget: som ventet (1 rad). Kilden er på.",
        "  ikke forstått: et spørsmål mangler hvem som spør",
        "Interpellasjoner i Stortinget: ventet stortinget: interpellasjoner. Det som kom: svaret er uten en eneste rad. Ingenting er endret.",
        "Saksgangen i Stortinget: som ventet (1 rad). Kilden er på.",
        "Stortingets representanter: ventet stortinget: representanter. Det som kom: lista har bare 2 representanter, og Stortinget har 169. Ingenting er endret.",
        "Dagens representanter og komiteer: som ventet (169 rader). Kilden er på.",
        "Innstillingene i Stortinget: som ventet (17 rader). Kilden er på.",
        "Møtene i Stortinget: som ventet (1 rad). Kilden er på.",
        "Dagsordenen i Stortinget: som ventet (1 rad). Kilden er på.",
        "Voteringene i Stortinget: som ventet (1 rad). Kilden er på.",
        "Regjeringens liste over høringer: som ventet (1 rad). Kilden er på.",
        "Høringssidene på regjeringen.no: ventet regjeringen: høringsside. Det som kom: svarer med en feil (HTTP 404). Ingenting er endret.",
        "RSS for høringer fra SD: ventet regjeringen: RSS. Det som kom: svarer med en feil (HTTP 404). Ingenting er endret.",
    ]
    with sqlite_database.reading() as session:
        on = {each.key for each in sources.all_sources(session) if each.on}
    assert on == {
        "stortinget-sesjoner",
        "stortinget-saker",
        "stortinget-sporsmal",
        "stortinget-sak",
        "stortinget-dagens",
        "stortinget-innstilling",
        "stortinget-moter",
        "stortinget-dagsorden",
        "stortinget-voteringer",
        "regjeringen-liste",
    }


@pytest.mark.parametrize("opening", [datetime(2026, 10, day, 9, tzinfo=UTC) for day in (1, 2, 14)])
async def test_a_check_in_the_first_days_of_a_session_sees_the_shape_in_the_one_before(
    sqlite_url: str, sqlite_database: Database, capsys: pytest.CaptureFixture[str], opening: datetime
) -> None:
    settings = Settings.model_validate({"DATABASE_URL": sqlite_url, "PADRIVER_CONTACT": "post@example.no"})
    settings = settings.model_copy(update={"feeds_allow": LOOPBACK})
    async with feed_server() as served:
        for path, content, status in (
            ("/robots.txt", ROBOTS, "200 OK"),
            ("/eksport/sesjoner?format=json", data(sesjoner_liste=[{"id": "2025-2026"}]), "200 OK"),
            (saker("2026-2027"), data(saker_liste=[]), "200 OK"),
            (saker("2025-2026"), data(saker_liste=[case(1), case(2)]), "200 OK"),
            (horinger("2026-2027"), data(horinger_liste=[]), "200 OK"),
            (horinger("2025-2026"), b"", "500 Oops"),
            ("/eksport/ventedesaker?format=json", data(saker_liste=[]), "200 OK"),
            (SPORSMAL.replace("2025-2026", "2026-2027"), data(sporsmal_liste=[]), "200 OK"),
            (SPORSMAL, data(sporsmal_liste=[{"id": 1, "tittel": "Hvorfor?", "sendt_dato": "01.07.2026"}]), "200 OK"),
            (INTERPELLASJONER.replace("2025-2026", "2026-2027"), data(sporsmal_liste=[]), "200 OK"),
            (INTERPELLASJONER, data(sporsmal_liste=[]), "200 OK"),
            ("/eksport/sak?format=json&sakid=1", data(**case(1), saksgang={"saksgang_steg_liste": []}), "200 OK"),
            ("/eksport/representanter?stortingsperiodeid=2025-2029&format=json", b"", "404 Not Found"),
            ("/eksport/dagensrepresentanter?format=json", b"", "404 Not Found"),
            (MOTER.replace("2025-2026", "2026-2027"), data(moter_liste=[]), "200 OK"),
            (MOTER, data(moter_liste=[]), "200 OK"),
            ("/eksport/voteringer?format=json&sakid=1", b"", "404 Not Found"),
            (LISTING, listing(row(1)), "200 OK"),
            ("/no/dokumenter/x/id1/", b"", "404 Not Found"),
            *((f"{FEED}{number}", b"", "404 Not Found") for number in sources.OWNERS),
        ):
            served.serve(path, content, status)
        assert not await source_check._check(settings, sqlite_database, Places(served.url(""), served.url("")), opening)
        asked = [path for path, _ in served.asked]
        assert len(asked) == len(set(asked)), "one call each"
    said = [each for each in capsys.readouterr().out.splitlines() if not each.startswith("  ")]
    assert said[1:7] == [
        "Stortingets saker: som ventet (2 rader i forrige sesjon, den nye er tom ennå). Kilden er på.",
        "Stortingets høringer: ventet stortinget: høringer. Det som kom: svarer med en feil (HTTP 500) i forrige sesjon, den nye er tom ennå. Ingenting er endret.",
        "Varslede saker: ventet stortinget: ventede saker. Det som kom: svaret er uten en eneste rad. Ingenting er endret.",
        "Skriftlige spørsmål i Stortinget: som ventet (1 rad i forrige sesjon, den nye er tom ennå). Kilden er på.",
        "Interpellasjoner i Stortinget: ventet stortinget: interpellasjoner. Det som kom: svaret er uten en eneste rad i forrige sesjon, den nye er tom ennå. Ingenting er endret.",
        "Saksgangen i Stortinget: som ventet (1 rad). Kilden er på.",
    ]
    with sqlite_database.reading() as session:
        on = {each.key for each in sources.all_sources(session) if each.on}
    assert on == {
        "stortinget-sesjoner",
        "stortinget-saker",
        "stortinget-sporsmal",
        "stortinget-sak",
        "regjeringen-liste",
    }


async def test_the_bot_reads_sources_only_with_a_contact_address_and_once_one_is_on(
    sqlite_url: str, sqlite_database: Database
) -> None:
    async with AsyncExitStack() as stack:
        silent = Application(Settings.model_validate({"DATABASE_URL": sqlite_url}), Clock())
        stack.callback(silent.database.close)
        assert silent._official_rounds(stack, Workers()) is None
    async with official(sqlite_database) as here:
        given = {"PADRIVER_CONTACT": "post@example.no", "PADRIVER_FEEDS_ALLOW": "127.0.0.0/8"}
        places = Places(here.served.url(""), here.served.url(""))
        task = official_rounds(sqlite_database, Settings.model_validate(given), ThreadWorkers(), places)
        await task(here.at)
        await task.settled()
        assert here.paths() == []
        here.turn_on("regjeringen-liste")
        here.served.serve(LISTING, listing(row(1)))
        await task(here.at)
        await task.settled()
        await task.close()
        assert here.paths() == ["/robots.txt", LISTING]
