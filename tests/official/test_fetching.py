"""What the bot makes of what the sources do: a real server, and a real database. Nothing is slept through."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from yarl import URL

from jobs.official.robots import is_open
from jobs.official.sources import FEED, LISTING
from models.db.database import Database, DatabaseUnavailableError
from models.official import sources
from models.official.items import ItemKind
from models.tables import OfficialSource
from tests.support.official import (
    CHALLENGE,
    NOW,
    ROBOTS,
    case,
    data,
    hearing,
    horinger,
    listing,
    official,
    row,
    sak,
    saker,
)


async def test_nothing_is_asked_before_a_source_is_turned_on(sqlite_database: Database) -> None:
    async with official(sqlite_database) as here:
        await here.round()
        assert here.paths() == []


async def test_robots_comes_first_and_we_say_who_we_are(database: Database) -> None:
    async with official(database) as here:
        here.turn_on("stortinget-saker")
        here.served.serve(saker(), data(saker_liste=[case(1)]), etag='"a"')
        await here.round()
        await here.round(timedelta(hours=1))
        assert here.paths() == ["/robots.txt", saker()], "not due again within the hour"
        assert {asked["user-agent"] for _, asked in here.served.asked} == {"Padriver/1.0 (+post@example.no)"}
        await here.round(timedelta(hours=12))
        assert here.paths()[2:] == [saker()], "robots.txt is known for a day"
        assert here.served.asked[-1][1]["if-none-match"] == '"a"'
        assert here.trouble("stortinget-saker") is None
        found = here.record(ItemKind.CASE, 1)
        assert found
        assert (found.title, found.body, found.source) == ("Sak 1", "Transportkomiteen", "stortinget-saker")


@pytest.mark.parametrize(
    ("robots", "status", "trouble", "asked"),
    [
        (b"User-agent: *\nDisallow: /eksport/", "200 OK", "robots.txt lukker adressen for oss", 1),
        (
            b"User-agent: Padriver\nDisallow: /\n\nUser-agent: *\nAllow: /",
            "200 OK",
            "robots.txt lukker adressen for oss",
            1,
        ),
        (b"", "404 Not Found", None, 2),
        (b"", "500 Oops", "vi spør ikke, siden robots.txt ikke lar seg lese", 1),
        (CHALLENGE, "403 Forbidden", "vi spør ikke, siden robots.txt ikke lar seg lese", 1),
        (CHALLENGE, "200 OK", "vi spør ikke, siden robots.txt ikke lar seg lese", 1),
    ],
)
async def test_robots_is_kept_to(
    sqlite_database: Database, robots: bytes, status: str, trouble: str | None, asked: int
) -> None:
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-saker")
        here.served.serve("/robots.txt", robots, status)
        here.served.serve(saker(), data(saker_liste=[case(1)]))
        await here.round()
        assert (here.trouble("stortinget-saker"), len(here.paths())) == (trouble, asked)


def test_the_governments_rules_close_queries_and_leave_the_rest() -> None:
    text = ROBOTS.decode()
    site = "https://www.regjeringen.no"
    assert is_open(text, URL(f"{site}{LISTING}"))
    assert is_open(text, URL(f"{site}/no/dokumenter/x/id1/"))
    assert not is_open(text, URL(f"{site}/no/dokument/id2000006/?documenttype=dokumenter/h%C3%B8ringer"))
    assert not is_open(text, URL(f"{site}/api/x"))
    assert all(is_open(text, URL(f"{site}{FEED}{number}")) for number in sources.OWNERS)
    assert not is_open("User-agent: *\nDisallow: /a/*.pdf$\nAllow: /a/b", URL(f"{site}/a/c/x.pdf"))
    assert is_open("User-agent: *\nDisallow: /a/*.pdf$\nAllow: /a/b", URL(f"{site}/a/c/x.pdf?y"))
    assert is_open("User-agent: *\nDisallow: /a\nAllow: /a/b", URL(f"{site}/a/b/c"))


TROUBLE: dict[str, tuple[bytes, str, str]] = {
    "500 for every session": (b"Internal Server Error", "500 Oops", "svarer med en feil (HTTP 500)"),
    "forbidden": (
        CHALLENGE, "403 Forbidden",
        "slipper oss ikke inn (HTTP 403). Be dem som driver nettstedet, om å åpne for oss",
    ),
    "a challenge with 200": (CHALLENGE, "200 OK", "svaret er en kontroll av om det er et menneske som spør, ikke det vi ba om"),
    "no rows": (data(horinger_liste=[]), "200 OK", "svaret er uten en eneste rad"),
    "cut": (data(horinger_liste=[hearing("Planlagt", "2026-08-01")])[:80], "200 OK", "svaret er kuttet midt i"),
    "no dates": (
        data(horinger_liste=[hearing("Planlagt", "0001-01-01T00:00:00", number) for number in range(4)]), "200 OK",
        "alle datoene mangler",
    ),
    "another kind": (data(saker_liste=[case(1)]), "200 OK", "ventet stortinget: høringer, fikk stortinget: saker"),
    "a bomb": (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>', "200 OK", "egne XML-entiteter er ikke tillatt",
    ),
    "moved elsewhere": (b"", "302 Found", "sender oss videre til en annen adresse"),
}  # fmt: skip


@pytest.mark.parametrize("what", TROUBLE)
async def test_what_is_wrong_is_said_in_words_and_never_taken_for_nothing_new(
    sqlite_database: Database, what: str
) -> None:
    content, status, trouble = TROUBLE[what]
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-horinger")
        headers = {"location": here.served.url("/api/login")} if status.startswith("302") else {}
        here.served.serve(horinger(), content, status, **headers)
        await here.round()
        assert (here.trouble("stortinget-horinger"), here.shown()) == (trouble, [])
        for minutes in (15, 30):
            await here.round(timedelta(minutes=minutes))
        assert here.shown() == ["stortinget-horinger"], "shown within the hour"
        assert here.paths().count(horinger()) == 3
        await here.round(timedelta(minutes=30))
        assert here.paths().count(horinger()) == 3, "asked less and less often"
        here.served.serve(horinger(), data(horinger_liste=[hearing("Planlagt", "2026-08-01")]))
        await here.round(timedelta(minutes=30))
        assert (here.trouble("stortinget-horinger"), here.shown()) == (None, [])


async def test_a_hearing_is_moved_cancelled_and_reopened(database: Database) -> None:
    async with official(database) as here:
        here.turn_on("stortinget-horinger")
        for status, deadline in (
            ("Planlagt", "/Date(1785967200000+0200)/"),
            ("Planlagt med forbehold", "07.08.2026 00:00:00"),
            ("Avlyst", "2026-08-07T00:00:00"),
            ("Planlagt", "0001-01-01T00:00:00"),
        ):
            here.served.serve(horinger(), data(here.at, horinger_liste=[hearing(status, deadline)]))
            await here.round(timedelta(hours=6))
        assert here.changes() == [
            ("status", "planlagt", "planlagt med forbehold"),
            ("frist", "2026-08-06", "2026-08-07"),
            ("status", "planlagt med forbehold", "avlyst"),
            ("status", "avlyst", "planlagt"),
        ]
        found = here.record(ItemKind.COMMITTEE_HEARING, 1)
        assert found
        assert (found.deadline_on, found.deadline_from) == (date(2026, 8, 7), "stortinget-horinger"), (
            "a lost date stays"
        )


async def test_a_case_that_changes_committee_is_read_again_and_only_then(sqlite_database: Database) -> None:
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-saker", "stortinget-sak")
        event = {"id": "HOERFRIST", "dato": "21.08.2026 00:00:00"}
        details = {"saksgang": {"saksgang_steg_liste": [{"saksgang_hendelse_liste": [event]}]}}
        done = case(2, status=1)
        here.served.serve(saker(), data(saker_liste=[case(1), done]))
        here.served.serve(sak(1), data(**case(1), **details))
        await here.round()
        await here.round(timedelta(minutes=1))
        assert here.paths() == ["/robots.txt", saker(), sak(1)], "a finished case is not read"
        await here.round(timedelta(hours=12))
        moved = case(1, "FINANS", "2026-07-05T00:00:00")
        here.served.serve(saker(), data(here.at, saker_liste=[moved, done]))
        here.served.serve(sak(1), data(**moved, **details))
        await here.round(timedelta(hours=12))
        await here.round(timedelta(minutes=1))
        assert here.paths().count(sak(1)) == 2
        assert here.changes() == [("instans", "Transportkomiteen", "Finanskomiteen")]
        found = here.record(ItemKind.CASE, 1)
        assert found
        assert (found.deadline_on, found.deadline_from) == (date(2026, 8, 21), "stortinget-sak")


async def test_an_empty_session_on_the_first_of_october_is_no_fault_and_the_old_one_is_read_too(
    sqlite_database: Database,
) -> None:
    async with official(sqlite_database, datetime(2026, 9, 30, 21, 0, tzinfo=UTC)) as here:
        here.turn_on("stortinget-saker")
        here.served.serve(saker(), data(saker_liste=[case(1), case(2)]))
        here.served.serve(saker("2026-2027"), data(saker_liste=[]))
        await here.round()
        assert here.paths() == ["/robots.txt", saker()], "it is still September in Norway"
        await here.round(timedelta(hours=12))
        assert here.paths()[2:] == [saker("2026-2027"), saker()]
        assert (here.trouble("stortinget-saker"), here.trouble("stortinget-saker-forrige")) == (None, None)
        assert here.record(ItemKind.CASE, 1)
        await here.round(timedelta(days=15))
        assert here.paths()[-1] == saker("2026-2027")
        assert here.trouble("stortinget-saker") == "svaret er uten en eneste rad"


async def test_the_source_says_which_session_it_is(sqlite_database: Database) -> None:
    row = {"id": "2025-26", "fra": "/Date(1759269600000+0200)/", "til": "/Date(1790805540000+0200)/"}
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-sesjoner")
        here.served.serve("/eksport/sesjoner?format=json", data(innevaerende_sesjon=row, sesjoner_liste=[row]))
        await here.round()
        here.turn_on("stortinget-saker")
        here.served.serve(saker("2025-26"), data(saker_liste=[case(1)]))
        await here.round(timedelta(hours=1))
        assert here.paths()[-1] == saker("2025-26")


async def test_a_shrunken_answer_and_one_that_never_changes_are_trouble(sqlite_database: Database) -> None:
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-saker", "stortinget-ventede")
        bill = {"id": 5, "tittel": "Prop.", "departement": "Energidepartementet", "måned": "mars"}
        here.served.serve("/eksport/ventedesaker?format=json", data(saker_liste=[bill]))
        here.served.serve(saker(), data(saker_liste=[case(number) for number in range(1, 11)]))
        await here.round()
        here.served.serve(saker(), data(here.at, saker_liste=[case(number) for number in range(1, 6)]))
        await here.round(timedelta(hours=24))
        assert here.trouble("stortinget-saker") == "svaret har bare 5 rader, og har hatt 10"
        assert here.record(ItemKind.CASE, 10), "nothing is deleted because a source leaves it out"
        assert here.trouble("stortinget-ventede") == "har sendt nøyaktig samme svar i 24 timer"


async def test_filters_are_ours_since_the_source_ignores_them(sqlite_database: Database) -> None:
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-saker")
        here.served.serve(saker(), data(saker_liste=[case(1), case(2, "FINANS")]))
        await here.round()
        assert not any("komite" in path or "emne" in path for path in here.paths())
        bodies = [here.record(ItemKind.CASE, number) for number in (1, 2)]
        assert [each and each.body_id for each in bodies] == ["TRANS", "FINANS"]


async def test_the_listing_says_if_something_may_have_been_missed(sqlite_database: Database) -> None:
    async with official(sqlite_database) as here:
        here.turn_on("regjeringen-liste")
        for first in (0, 10, 100):
            here.served.serve(LISTING, listing(*(row(first + each) for each in range(1, 21)), stamp=first))
            await here.round(timedelta(hours=1))
            assert here.shown() == (["regjeringen-liste"] if first == 100 else [])
        assert here.trouble("regjeringen-liste") is None
        await here.round(timedelta(days=4))
        with here.database.reading() as session:
            missed = session.scalars(select(OfficialSource.missed_at).where(OfficialSource.on)).one()
        assert missed == NOW + timedelta(hours=3)


async def test_an_open_hearing_is_looked_at_daily_and_a_finished_one_is_not(database: Database) -> None:
    def page(number: int, deadline: str, status: str) -> bytes:
        meta = f'<meta name="DC.Type" content="Horing"><meta name="DC.Identifier.URL" content="/no/dokumenter/x/id{number}/">'
        said = (
            f'<div class="horing-meta"><p><strong>Status:</strong> {status}</p><p>Høyringsfrist: {deadline}</p></div>'
        )
        return f"<!DOCTYPE html><html><head>{meta}</head><body><h1>Høring {number}</h1>{said}</body></html>".encode()

    async with official(database) as here:
        here.turn_on("regjeringen-liste", "regjeringen-side")
        here.served.serve(LISTING, listing(row(1, ""), row(2, status="Ferdigbehandlet"), row(3)))
        here.served.serve("/no/dokumenter/x/id1/", page(1, "20.08.2026", "På høyring"))
        here.served.serve("/no/dokumenter/x/id3/", b"", "404 Not Found")
        await here.round()
        await here.round(timedelta(minutes=1))
        pages = [each for each in here.paths() if each.startswith("/no/dokumenter")]
        assert sorted(pages) == ["/no/dokumenter/x/id1/", "/no/dokumenter/x/id3/"]
        found = here.record(ItemKind.HEARING, 1)
        assert found
        assert (found.deadline_on, found.deadline_from) == (date(2026, 8, 20), "regjeringen-side")
        here.served.serve("/no/dokumenter/x/id1/", page(1, "1. september 2026", "På høring"))
        await here.round(timedelta(hours=24))
        assert here.changes() == [("frist", "2026-08-20", "2026-09-01")]
        assert here.trouble("regjeringen-side") is None, "a page that is gone is no fault of the source"


async def test_a_source_that_has_gone_quiet_is_found_out_and_a_quiet_summer_is_not(sqlite_database: Database) -> None:
    def feed(days: list[date]) -> bytes:
        items = "".join(
            f"<item><title>Høring {number}</title><link>https://www.regjeringen.no/no/dokumenter/x/id{number}/</link>"
            f"<pubDate>{each:%a, %d %b %Y} 10:00:00 +0200</pubDate></item>"
            for number, each in enumerate(days, 1)
        )
        return f'<rss version="2.0"><channel><title>RSS</title>{items}</channel></rss>'.encode()

    path = f"{FEED}791"
    today = NOW.date()
    busy = [today - timedelta(days=20 + each) for each in range(0, 80, 2)]
    summer = [today - timedelta(weeks=60), *busy]
    async with official(sqlite_database) as here:
        here.turn_on("regjeringen-rss-791")
        here.served.serve(path, feed(busy))
        await here.round()
        assert here.trouble("regjeringen-rss-791") == "har ikke hatt noe nytt på 20 dager, men har vanligvis 4 i uka"
        here.served.serve(path, feed(summer))
        await here.round(timedelta(hours=3))
        assert here.trouble("regjeringen-rss-791") is None, "these weeks had nothing last year either"


async def test_a_server_is_sent_so_many_calls_a_minute_and_no_more(database: Database) -> None:
    async with official(database) as here:
        here.turn_on("stortinget-saker", "stortinget-sak")
        here.served.serve(saker(), data(saker_liste=[case(number) for number in range(1, 61)]))
        for number in range(1, 61):
            here.served.serve(sak(number), data(**case(number), saksgang={"saksgang_steg_liste": []}))
        for _ in range(12):
            await here.round()
        assert len(here.paths()) <= sources.CALLS_A_MINUTE
        for _ in range(12):
            await here.round(timedelta(minutes=1))
        assert len({path for path in here.paths() if "sakid" in path}) == 60
        with here.database.session() as session:
            # Two processes share what may be asked.
            again = here.at + timedelta(minutes=1)
            assert sources.take_calls(session, "example.no", 20, again) == 20
            assert sources.take_calls(session, "example.no", 20, again) == 10
            assert sources.take_calls(session, "example.no", 20, again) == 0


async def test_an_answer_is_kept_though_the_database_is_busy_for_a_moment(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = iter((DatabaseUnavailableError("locked"), DatabaseUnavailableError("locked")))

    async with official(sqlite_database) as here:
        here.turn_on("stortinget-saker")
        here.served.serve(saker(), data(saker_liste=[case(1)]))
        kept = here.rounds._keep

        def keep(*arguments: Any) -> None:
            if (error := next(busy, None)) is not None:
                raise error
            kept(*arguments)

        monkeypatch.setattr(here.rounds, "_keep", keep)
        await here.round()
        assert here.record(ItemKind.CASE, 1), "otherwise it would be asked for again in twelve hours"
