"""The Storting's meetings, agendas and votes: read, and told to those who follow a case. The answers are made up."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from models.cases.cases import follow_item
from models.db.database import Database
from models.official import documents, records
from models.official.items import ItemKind, OfficialItem
from models.official.meetings import agendas, votes_in
from models.official.records import by_number
from models.tables import Workspace
from models.workspace.workspaces import get_or_create
from tests.support.official import CHALLENGE, NOW, SESSION, Official, case, data, official, saker

MEETINGS = f"/eksport/moter?sesjonid={SESSION}&format=json"
AGENDA, VOTES = "/eksport/dagsorden?format=json&moteid=", "/eksport/voteringer?format=json&sakid="
KEYS = ("stortinget-moter", "stortinget-dagsorden", "stortinget-voteringer")
TUESDAY = date(2026, 7, 7)
"""NOW is Saturday 4 July 2026."""


def meeting(number: int, on: str) -> dict[str, Any]:
    return {"versjon": "1.6", "id": number, "mote_dato_tid": on, "mote_ting": 1}


def meetings(*served: dict[str, Any], at: datetime = NOW) -> bytes:
    return data(at, moter_liste=list(served))


def agenda(number: int, on: str, *cases: int, at: datetime = NOW) -> bytes:
    listed = [
        {"dagsordensak_nummer": n, "dagsordensak_tekst": "Sak", "sak_id": each} for n, each in enumerate(cases, 1)
    ]
    return data(at, mote_id=number, mote_dato_tid=on, dagsordensak_liste=listed)


def vote(subject: str, passed: object, given: tuple[int, int], at: str = "2026-07-07T14:00:00") -> dict[str, Any]:
    return {
        "sak_id": 7, "votering_id": 1, "votering_tema": subject, "vedtatt": passed, "antall_for": given[0],
        "antall_mot": given[1], "votering_tid": at,
    }  # fmt: skip


def votes(*served: dict[str, Any], at: datetime = NOW) -> bytes:
    return data(at, sak_id=7, sak_votering_liste=list(served))


async def test_an_agenda_is_read_in_the_week_before_and_every_day(sqlite_database: Database) -> None:
    async with official(sqlite_database) as here:
        here.turn_on(*KEYS)
        far = "2026-09-01T10:00:00"
        here.served.serve(
            MEETINGS,
            meetings(meeting(5, "/Date(1783418400000+0200)/"), meeting(6, far), meeting(-1, "2026-07-08T00:00:00")),
        )
        here.served.serve(f"{AGENDA}5", agenda(5, "2026-07-07T10:00:00", 7, -1))
        await here.round()
        await here.round(timedelta(minutes=1))
        found = here.record(ItemKind.MEETING, 5)
        assert found
        assert (found.published_on, found.cases, found.match_due_at) == (TUESDAY, ["7"], None)
        assert here.record(ItemKind.MEETING, -1) is None, "a day without a meeting"
        assert f"{AGENDA}6" not in here.paths(), "its agenda is not made yet"
        here.served.serve(f"{AGENDA}5", agenda(5, "2026-07-07T10:00:00", 7, 8))
        await here.round(timedelta(days=1, minutes=1))
        with sqlite_database.reading() as session:
            assert agendas(session, [TUESDAY, date(2026, 7, 8)]) == {"7": TUESDAY, "8": TUESDAY}
        await here.round(timedelta(days=4))
        asked = here.paths().count(f"{AGENDA}5")
        await here.round(timedelta(days=2))
        assert here.paths().count(f"{AGENDA}5") == asked, "it is over"
        assert here.trouble("stortinget-dagsorden") is None


def decided(database: Database, title: str = "Lov om tog") -> None:
    """Let somebody follow a case, and the Storting have decided it."""
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "")
        records.keep_items(session, "stortinget-saker", [OfficialItem(ItemKind.CASE, "7", title)], NOW)
        record = by_number(session, ItemKind.CASE, "7")
        assert record
        follow_item(session, workspace.id, record, "U1", None, NOW)
        documents.keep_decision(session, record, "Vedtatt.", NOW)


async def test_votes_are_read_in_cases_that_somebody_follows_and_waited_for(sqlite_database: Database) -> None:
    decided(sqlite_database)
    async with official(sqlite_database) as here:
        here.turn_on(*KEYS)
        here.served.serve(f"{VOTES}7", votes())
        await here.round(timedelta(hours=1))
        assert here.trouble("stortinget-voteringer") is None, "there may be no votes"
        here.served.serve(
            f"{VOTES}7",
            votes(
                vote("Forslag nr. 1 fra SV.", "false", (14, 88)),
                vote("Komiteens tilråding", True, (88, 14)),
                vote("Loven i sin helhet", True, (-1, -1)),
                vote("", True, (1, 1)),
            ),
        )
        await here.round(timedelta(days=1))
        with sqlite_database.reading() as session:
            assert votes_in(session, "7") == [
                "Forslag nr. 1 fra SV: ikke vedtatt med 14 mot 88 stemmer",
                "Komiteens tilråding: vedtatt med 88 mot 14 stemmer",
                "Loven i sin helhet: vedtatt",
            ]
            assert session.get_one(Workspace, 1)
        asked = here.paths().count(f"{VOTES}7")
        await here.round(timedelta(days=2))
        assert here.paths().count(f"{VOTES}7") == asked, "they are read once"


async def test_votes_of_a_case_that_nobody_follows_are_not_asked_for(sqlite_database: Database) -> None:
    async with official(sqlite_database) as here:
        here.turn_on(*KEYS)
        with sqlite_database.session() as session:
            records.keep_items(session, "stortinget-saker", [OfficialItem(ItemKind.CASE, "7", "Lov om tog")], NOW)
            record = by_number(session, ItemKind.CASE, "7")
            assert record
            documents.keep_decision(session, record, "Vedtatt.", NOW)
        await here.round(timedelta(hours=1))
        assert f"{VOTES}7" not in here.paths()


async def test_a_case_that_no_list_has_any_more_is_still_read_each_week(sqlite_database: Database) -> None:
    page = "/eksport/sak?format=json&sakid=7"
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-saker", "stortinget-sak")
        here.served.serve(saker(), data(saker_liste=[case(n) for n in range(10)]))
        here.served.serve(page, data(**case(7), saksgang={"saksgang_steg_liste": []}))
        await here.round()
        await here.round(timedelta(minutes=1))
        assert here.paths().count(page) == 1
        here.served.serve(
            saker(), data(saker_liste=[case(n, updated="2026-07-01T00:00:00") for n in range(7)], at=here.at)
        )
        here.served.serve(page, data(**case(7, "FINANS"), saksgang={"saksgang_steg_liste": []}))
        await here.round(timedelta(days=6))
        assert here.paths().count(page) == 1, "not before a week has passed"
        await here.round(timedelta(days=1, hours=1))
        found = here.record(ItemKind.CASE, 7)
        assert found
        assert (here.paths().count(page), found.body) == (2, "Finanskomiteen")


WRONG = {
    "zero": lambda at: meetings(at=at),
    "identical": None,
    "sentinels": lambda at: meetings(*(meeting(n, "0001-01-01T00:00:00") for n in range(1, 11)), at=at),
    "unparsable": lambda _at: b"\x00\x01 nonsense",
    "challenge": lambda _at: CHALLENGE,
    "cut": lambda at: meetings(*(meeting(n, "2026-09-01T10:00:00") for n in range(1, 11)), at=at)[:-20],
    "shrunken": lambda at: meetings(*(meeting(n, "2026-09-01T10:00:00") for n in range(1, 4)), at=at),
}


async def hours_until_shown(here: Official, kind: str) -> int:
    make = WRONG[kind]
    for hour in range(1, 73):
        if make is not None:
            here.served.serve(MEETINGS, make(here.at))
        await here.round(timedelta(hours=1))
        if here.shown():
            return hour
    return 99


@pytest.mark.parametrize("kind", WRONG)
async def test_what_is_wrong_with_the_list_of_meetings_is_shown(sqlite_database: Database, kind: str) -> None:
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-moter")
        here.served.serve(MEETINGS, meetings(*(meeting(n, f"2026-09-{n:02}T10:00:00") for n in range(1, 11))))
        await here.round()
        assert here.shown() == []
        # It is asked once a day, so what is the same or wrong is seen a day after it is asked for again.
        assert await hours_until_shown(here, kind) <= 48


async def test_a_500_and_an_answer_without_its_id_are_said(sqlite_database: Database) -> None:
    decided(sqlite_database)
    async with official(sqlite_database) as here:
        here.turn_on(*KEYS, "stortinget-saker")
        here.served.serve(saker(), data(saker_liste=[case(n) for n in range(10)]))
        here.served.serve(MEETINGS, b"", status="500 Internal Server Error")
        here.served.serve(f"{VOTES}7", data(sak_votering_liste=[vote("Tilrådingen", True, (88, 14))]))
        await here.round(timedelta(hours=1))
        assert here.trouble("stortinget-moter") == "svarer med en feil (HTTP 500)"
        assert here.trouble("stortinget-voteringer") == "svaret er uten en eneste rad"
        assert here.trouble("stortinget-saker") is None, "the others go on"
