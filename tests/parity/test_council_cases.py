"""eInnsyn: council cases of members that name our themes, read, found, and proposed once a week, on both platforms."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from jobs.official.council_finding import find_council_cases
from jobs.official.readers import read_answer
from jobs.official.sources import EINNSYN, Places, real_places
from jobs.pruning import prune
from models.db.database import Database
from models.official import records
from models.official.council_cases import KEPT
from models.official.items import ItemKind
from models.tables import Effect, OfficialFind, OfficialRecord
from tests.parity.chats import CHATS
from tests.parity.test_storting import pack_of_akershus_and_oslo
from tests.support.nudges import at
from tests.support.official import Official, official
from tests.support.slack import OnePack

SEARCH = "/search?entity=Moetesak&sortBy=publisertDato&sortOrder=desc&limit=100&expand=journalenhet,moetemappe"
KEY = "einnsyn-moetesaker"


def council_case(number: int, title: str, publisher: Any = "Lillestrøm kommune", **values: Any) -> dict[str, Any]:
    unit = {"entity": "Enhet", "id": "enh_1", "navn": publisher, "enhetstype": "KOMMUNE"}
    meeting = {"entity": "Moetemappe", "id": "mm_1", "moetedato": "2026-10-14T16:00:00Z", "utvalg": "Kommunestyret"}
    return {
        "entity": "Moetesak", "id": f"ms_{number}", "offentligTittel": title, "publisertDato": "2026-10-06T07:00:00Z",
        "journalenhet": unit if isinstance(publisher, str) else publisher[0], "moetemappe": meeting,
        "utvalg": "Kommunestyret", "moetesakstype": "politisk",
    } | values  # fmt: skip


COUNTY = ({"entity": "Enhet", "id": "enh_2", "navn": "Akershus fylkeskommune", "enhetstype": "FYLKE"},)
ONLY_AN_ID = ("enh_01j73r5z2ef4k8mca0cfd0zf7z",)
SERVED = (
    council_case(1, "Høringssvar om flere tog til Lillestrøm"),
    council_case(2, "Ny barnehage på Skedsmo"),
    council_case(3, "Tog til byen", "Oslo kommune", moetemappe="mm_2", utvalg=None),
    council_case(4, "Tog over fjellet", "Bergen kommune"),
    council_case(5, "Tog i fylket", COUNTY),
    council_case(6, "Delegert: tog", moetesakstype="delegert"),
    council_case(7, "Tog uten utgiver", ONLY_AN_ID),
    council_case(8, ""),
    {"entity": "Journalpost", "id": "jp_1", "offentligTittel": "Brev om tog"},
)
LONG_AGO = council_case(9, "Tog for lenge siden", publisertDato="2026-09-01T07:00:00Z")


def page(*rows: dict[str, Any]) -> bytes:
    return json.dumps({"items": rows, "next": "/search?startingAfter=x"}).encode()


def test_only_what_municipalities_take_up_is_read() -> None:
    answer = read_answer(page(*SERVED))
    assert [(each.number, each.body, each.title) for each in answer.items] == [
        ("ms_1", "Lillestrøm kommune", "Høringssvar om flere tog til Lillestrøm"),
        ("ms_2", "Lillestrøm kommune", "Ny barnehage på Skedsmo"),
        ("ms_3", "Oslo kommune", "Tog til byen"),
        ("ms_4", "Bergen kommune", "Tog over fjellet"),
    ]
    assert answer.not_understood == (
        "en møtesak mangler hvem som har publisert den",
        "en møtesak mangler id, tittel eller kommune",
    )
    first = answer.items[0]
    assert first.link == "https://einnsyn.no/moetesak/ms_1"
    assert [(each.name, str(each.on)) for each in first.events] == [("Kommunestyret", "2026-10-14")]


def test_it_is_off_until_somebody_asks_for_it() -> None:
    day = datetime(2026, 10, 5, tzinfo=UTC).date()
    keys = [each.key for each in Places().sources("2026-2027", "2025-2026", day)]
    assert KEY not in keys
    (source,) = [each for each in real_places(einnsyn=True).sources("2026-2027", "2025-2026", day) if each.key == KEY]
    assert source.url == f"{EINNSYN}{SEARCH}"


async def read_by(here: Official, *answers: bytes) -> None:
    for each in answers:
        here.served.serve(SEARCH, each)
        await here.round(timedelta(hours=2))


async def test_a_silent_or_refused_search_is_trouble_and_nothing_is_lost(sqlite_database: Database) -> None:
    async with official(sqlite_database, at("2026-10-06 08:00")) as here:
        here.rounds._places = Places(here.served.url(""), here.served.url(""), here.served.url(""))
        here.turn_on(KEY)
        await read_by(here, page(*SERVED))
        assert here.trouble(KEY) is None
        await read_by(here, page())
        assert here.trouble(KEY) == "svaret er uten en eneste rad"
        await read_by(here, page(*(council_case(each, "x", ONLY_AN_ID) for each in range(9))))
        assert here.trouble(KEY) == "svaret er uten en eneste rad", "nobody was named as the publisher"
        await read_by(here, b'{"items": [{"entity": "Moetesak"')
        assert here.trouble(KEY)
    with sqlite_database.reading() as session:
        assert len(session.scalars(select(OfficialRecord)).all()) == 4


WEEK = (
    "Saker i medlemskommunene om temaene våre\n\n"
    "*Lillestrøm kommune* · Kommunestyret, onsdag 14. oktober · Jernbane\n"
    "Høringssvar om flere tog til Lillestrøm\n\n"
)


def brought(database: Database, moment: str) -> None:
    """Let the source have brought the cases, and have them matched."""
    with database.session() as session:
        records.keep_items(session, KEY, read_answer(page(*SERVED, LONG_AGO)).items, at(moment))
    find_council_cases(database, OnePack(pack_of_akershus_and_oslo()), at(moment))


@pytest.mark.parametrize("name", CHATS)
async def test_the_week_s_cases_are_proposed_and_counted_only_when_logged(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, pack_of_akershus_and_oslo()) as chat:
        await chat.ask("interessenter stortinget")
        brought(sqlite_database, "2026-10-06 12:00")
        brought(sqlite_database, "2026-10-07 12:00")
        with sqlite_database.reading() as session:
            assert [each.quote for each in session.scalars(select(OfficialFind))] == [
                "Høringssvar om flere tog til Lillestrøm",
                "Tog til byen",
            ], "not of others than members, nor about something else, nor long ago"
        shown = await chat.morning("2026-10-12 08:30", "medlemskommunene")
        said = " ".join(shown.text.split())
        assert "Lillestrøm kommune · Kommunestyret, onsdag 14. oktober · Jernbane" in said.replace("*", "")
        assert "Ingenting er ført i effektloggen ennå." in said
        with sqlite_database.reading() as session:
            assert session.scalars(select(Effect)).all() == []
        kind = {"kind": "medieoppslag"}
        logged = await chat.fill(shown, "Logg i effekt …", kind)
        assert "Skrevet i effektloggen" in " ".join(logged.text.split())
        with sqlite_database.reading() as session:
            (effect,) = session.scalars(select(Effect))
            assert (effect.title, effect.theme, effect.result) == (
                "Lillestrøm kommune", "jernbane", "«Høringssvar om flere tog til Lillestrøm» (Kommunestyret)",
            )  # fmt: skip
            assert effect.link == "https://einnsyn.no/moetesak/ms_1"
        empty = await chat.ask("effekt kjede")
        assert "Lillestrøm" not in empty.text, "a council case is no step of a chain in the Storting"


def test_what_a_council_case_says_is_kept_for_90_days(sqlite_database: Database) -> None:
    moment = at("2026-10-06 12:00")
    with sqlite_database.session() as session:
        records.keep_items(session, KEY, read_answer(page(*SERVED)).items, moment)
        records.keep_items(session, "stortinget-saker", [], moment)
    prune(sqlite_database, moment + KEPT - timedelta(hours=1))
    with sqlite_database.reading() as session:
        assert len(session.scalars(select(OfficialRecord)).all()) == 4
    prune(sqlite_database, moment + KEPT + timedelta(days=1))
    with sqlite_database.reading() as session:
        assert [each.kind for each in session.scalars(select(OfficialRecord))] == []
    assert ItemKind.COUNCIL_CASE.value == "kommunesak"
