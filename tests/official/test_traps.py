"""The traps of the sources, each as a server gives it, and the bot's rounds that read it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from jobs.official.sources import FEED, LISTING
from models.db.database import Database
from models.official.items import ItemKind, Status
from tests.support.official import Official, case, data, hearing, horinger, listing, official, row, saker

NONE = ("0001-01-01T00:00:00", "/Date(-62135596800000)/", "01.01.0001")


def hearings(*served: dict[str, Any], at: datetime | None = None) -> bytes:
    return data(*([at] if at else []), horinger_liste=list(served))


async def test_dates_come_in_three_forms_and_none_in_three(sqlite_database: Database) -> None:
    written = {1: "2026-08-14T12:00:00", 2: "/Date(1786701600000+0200)/", 3: "14.08.2026 12:00:00"}
    missing = dict(enumerate(NONE, start=4))
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-horinger")
        here.served.serve(
            horinger(), hearings(*(hearing("Planlagt", day, n) for n, day in (written | missing).items()))
        )
        await here.round()
        found = {n: here.record(ItemKind.COMMITTEE_HEARING, n) for n in written | missing}
        assert [each and each.deadline_on for each in found.values()] == [*[date(2026, 8, 14)] * 3, None, None, None]
        assert {each.deadline_at for n, each in found.items() if each and n in written} == {
            datetime(2026, 8, 14, 10, tzinfo=UTC)
        }
        assert here.trouble("stortinget-horinger") is None, "not all of the dates are missing"
        here.served.serve(
            horinger(), hearings(*(hearing("Planlagt", day, n) for n, day in missing.items()), at=here.at)
        )
        await here.round(timedelta(hours=6))
        assert here.trouble("stortinget-horinger") == "alle datoene mangler"
        kept = here.record(ItemKind.COMMITTEE_HEARING, 1)
        assert kept
        assert kept.deadline_on == date(2026, 8, 14), "no date is lost because an answer has none"


async def test_a_hearing_without_a_title_takes_its_cases_and_one_without_a_case_is_said(
    sqlite_database: Database,
) -> None:
    untitled = hearing("Planlagt", "2026-08-14T12:00:00", 2) | {"horing_sak_info_liste": []}
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-horinger")
        here.served.serve(horinger(), hearings(hearing("Planlagt", "2026-08-14T12:00:00"), untitled))
        await here.round()
        found = here.record(ItemKind.COMMITTEE_HEARING, 1)
        assert found
        assert (found.title, found.cases) == ("Lov om tog", ["7"])
        assert here.trouble("stortinget-horinger") is None


async def test_nynorsk_and_encoded_letters_in_the_listing(sqlite_database: Database) -> None:
    nynorsk = (
        '<li class="listItem"><h2 class="title"><a href="/nn/dokument/x/id9/">H&oslash;yring &ndash; jarnbane</a></h2>'
        '<span class="date">03.07.2026</span><span class="department">Energidepartementet</span>'
        '<span class="event-details">H&#248;yringsfrist: 1. september 2026</span>'
        '<span class="event-details-open">Status: P&#xE5; h&oslash;yring</span></li>'
    )
    async with official(sqlite_database) as here:
        here.turn_on("regjeringen-liste")
        here.served.serve(LISTING, listing(nynorsk, row(2, "")))
        await here.round()
        found, other = here.record(ItemKind.HEARING, 9), here.record(ItemKind.HEARING, 2)
        assert found
        assert other
        assert (found.title, found.status, found.deadline_on) == (
            "Høyring – jarnbane", Status.OPEN.value, date(2026, 9, 1),
        )  # fmt: skip
        assert other.deadline_on is None


def feed(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>RSS</title>{"".join(items)}</channel></rss>'.encode()


def item(number: int, *, guid: bool = False, link: str = "") -> str:
    address = link or f"https://www.regjeringen.no/no/dokumenter/x/id{number}/"
    said = f'<guid isPermaLink="false">{number}</guid>' if guid else ""
    return f"<item><title>Høring {number}</title><link>{address}</link>{said}<pubDate>Fri, 03 Jul 2026 10:00:00 +0200</pubDate></item>"


async def test_a_feed_without_guids_and_one_whose_items_share_a_link(sqlite_database: Database) -> None:
    shared = "https://www.regjeringen.no/no/dokumenter/x/id50/"
    async with official(sqlite_database) as here:
        here.turn_on("regjeringen-rss-791")
        here.served.serve(f"{FEED}791", feed(item(1, guid=True), item(2)))
        await here.round()
        here.served.serve(f"{FEED}791", feed(item(1), item(2, guid=True)))
        await here.round(timedelta(hours=3))
        assert here.changes() == []
        here.served.serve(f"{FEED}791", feed(*(item(n, link=shared) for n in (60, 61, 62)), item(1)))
        await here.round(timedelta(hours=3))
        found = [each for n in (1, 2, 50) if (each := here.record(ItemKind.HEARING, n))]
        assert [each.title for each in found] == ["Høring 1", "Høring 2"], (
            "a link that several share names none of them"
        )


WRONG = {
    "zero": lambda _at: data(saker_liste=[]),
    "identical": None,
    "sentinels": lambda at: data(at, saker_liste=[case(n, updated=NONE[n % 3]) for n in range(10)]),
    "unparsable": lambda _at: b"\x00\x01 nonsense",
    "shrunken": lambda at: data(at, saker_liste=[case(n) for n in range(5)]),
}


async def hours_until_shown(here: Official, kind: str) -> int:
    """Let a source be wrong in one way from now on; return after how many hours it is shown as trouble."""
    make = WRONG[kind]
    for hour in range(1, 49):
        if make is not None:
            here.served.serve(saker(), make(here.at))
        await here.round(timedelta(hours=1))
        if here.shown():
            return hour
    return 99


@pytest.mark.parametrize("kind", WRONG)
async def test_what_is_wrong_is_shown_within_a_day(sqlite_database: Database, kind: str) -> None:
    async with official(sqlite_database) as here:
        here.turn_on("stortinget-saker")
        here.served.serve(saker(), data(saker_liste=[case(n) for n in range(10)]))
        await here.round()
        assert here.shown() == []
        assert await hours_until_shown(here, kind) <= 24
