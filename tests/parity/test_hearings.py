"""A hearing that a source has brought, in both platforms: told at once or in the morning, and closed by «Ikke relevant»."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from jobs.official.matching import match_pending
from jobs.official.news import tell_workspaces
from models.db.database import Database
from models.official import records, sources
from models.official.items import ItemKind, OfficialEvent, OfficialItem, Status
from models.tables import Delivery, Destination, Workspace
from models.workspace.preferences import ALL, PreferenceChange, save_preference
from tests.parity.chats import CHATS, Chat, Seen
from tests.support.nudges import at
from tests.support.pack import small_pack
from tests.support.slack import OnePack

ADDRESS = "https://www.regjeringen.no/no/dokumenter/horing-om-tog/id3167072/"
TITLE = "Høring om tog på Østlandet"


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    opened: Callable[..., AbstractAsyncContextManager[Chat]] = CHATS[request.param]
    async with opened(sqlite_database, small_pack()) as chat:
        with sqlite_database.session() as session:
            number = session.scalars(select(Workspace.id)).one()
            save_preference(session, number, ALL, "manedshjul", PreferenceChange(wanted=False))
        yield chat


def fetched(database: Database, items: Sequence[OfficialItem], moment: str) -> int:
    """Let a source bring that, and match it; return how many messages were planned."""
    with database.session() as session:
        kept = records.keep_items(session, "regjeringen-liste", items, at(moment))
        tell_workspaces(session, (*kept.new, *kept.changed), at(moment))
    return match_pending(database, OnePack(small_pack()), at(moment))


def hearing(number: int, title: str, **more: str) -> OfficialItem:
    deadline = (OfficialEvent("FRIST", "høringsfrist", date(2027, 1, 15), is_deadline=True),)
    return OfficialItem(ItemKind.HEARING, str(number), title, events=deadline, **more)


def moved(item: OfficialItem, day: date, status: Status = Status.OPEN) -> OfficialItem:
    return replace(item, events=(replace(item.events[0], on=day),), status=status)


def answers(database: Database, message: Seen) -> int:
    """Return how many answers were posted in the thread of a message."""
    number = message.raw[2] if isinstance(message.raw, tuple) else message.raw.ts
    with database.reading() as session:
        threads = select(Destination.address).join(Delivery, Delivery.destination_id == Destination.id)
        found = session.scalars(threads.where(Destination.kind == "tråd", Delivery.state == "sent")).all()
    return sum(each.endswith(f":{number}") for each in found)


async def test_what_is_certain_is_told_at_once_and_what_is_likely_in_the_morning(
    chat: Chat, sqlite_database: Database
) -> None:
    moment = "2026-12-01 10:00"
    brought = (
        hearing(3167072, TITLE, body="Samferdselsdepartementet", link=ADDRESS),
        hearing(2, "Endringer i en forskrift", excerpt="Forslaget gjelder tog."),
        hearing(3, "Endringer i reglene om fosterhjem"),
    )
    assert fetched(sqlite_database, brought, moment) == 1
    assert fetched(sqlite_database, brought, moment) == 0, "told once"
    message = await chat.morning(moment, "Høring som angår oss")
    assert "Frist fredag 15. januar" in message.text
    assert (
        "Jernbane: «tog» i tittelen. Relevans 8 av 10. Fast dato, fra Regjeringens liste over høringer." in message.text
    )
    assert "fosterhjem" not in message.text

    noted = await chat.press(message, "Ikke relevant")
    assert "Ordene som traff, står nå i" in noted.text
    assert TITLE in (await chat.ask("medie forslag")).text
    morning = await chat.morning("2026-12-02 08:30", "Nye høringer og saker")
    assert "Endringer i en forskrift" in morning.text
    assert "Jernbane: «tog» i omtalen." in morning.text
    assert TITLE not in morning.text
    assert "Høring som angår oss" not in morning.text
    listed = await chat.ask("padriver høringer")
    assert TITLE not in listed.text
    assert "Endringer i en forskrift" in listed.text
    await chat.press(noted, "Angre")
    assert TITLE in (await chat.ask("padriver høringer")).text


async def test_what_was_posted_and_is_moved_or_cancelled_is_answered_in_its_thread(
    chat: Chat, sqlite_database: Database
) -> None:
    moment, later = "2026-12-01 10:00", date(2027, 2, 1)
    certain, likely = hearing(1, TITLE), hearing(2, "Endringer i en forskrift", excerpt="Forslaget gjelder tog.")
    assert fetched(sqlite_database, [certain, likely], moment) == 1
    posted = await chat.morning(moment, "Høring som angår oss")
    gathered = await chat.morning("2026-12-02 08:30", "Nye høringer og saker")
    for _ in ("once", "again"):
        fetched(sqlite_database, [moved(certain, later)], "2026-12-03 09:00")
    told = await chat.morning("2026-12-03 09:00", "Datoen er flyttet")
    assert (
        told.text.split()
        == (
            f"Datoen er flyttet {TITLE} "
            "Kilden sier nå mandag 1. februar 2027. Før var den fredag 15. januar 2027. Se høringen"
        ).split()
    )
    assert (answers(sqlite_database, posted), answers(sqlite_database, gathered)) == (1, 0)
    shown = await chat.press(told, "Se høringen")
    assert "mandag 1. februar 2027 (uke 5), om 60 dager." in shown.text
    fetched(sqlite_database, [moved(certain, later, Status.CANCELLED)], "2026-12-04 09:00")
    off = await chat.morning("2026-12-04 09:00", "Avlyst")
    assert off.text.split() == f"Avlyst {TITLE} Kilden har avlyst den. Se høringen".split()
    fetched(sqlite_database, [moved(certain, later)], "2026-12-07 09:00")
    on = await chat.morning("2026-12-07 09:00", "Ikke avlyst likevel")
    assert "Den er ikke avlyst likevel. Fristen er mandag 1. februar 2027." in on.text
    await chat.press(shown, "Ikke relevant")
    fetched(sqlite_database, [moved(certain, date(2027, 2, 2)), moved(likely, later)], "2026-12-08 09:00")
    assert "Endringer i en forskrift" in (await chat.morning("2026-12-08 09:00", "Datoen er flyttet")).text
    assert (answers(sqlite_database, posted), answers(sqlite_database, gathered)) == (3, 1), "not relevant, they said"


async def test_a_pasted_address_is_the_hearing_and_everything_open_can_be_asked_for(
    chat: Chat, sqlite_database: Database
) -> None:
    with sqlite_database.session() as session:
        sources.turn_on(session, "regjeringen-liste")
    unknown = await chat.ask(f"padriver {ADDRESS}")
    assert "Jeg har ikke sett denne ennå. Legg den inn selv, så følger den kilden når den kommer." in unknown.text
    added = await chat.fill(unknown, "Legg i fristene …", {"title": "Tog", "due": "2026-12-18"})
    assert "Datoen er lagt inn for hånd." in added.text
    fetched(
        sqlite_database, [hearing(3167072, TITLE, link=ADDRESS), hearing(5, "Endringer i bokloven")], "2026-10-09 12:00"
    )
    pasted = await chat.ask(f"padriver Hva gjør vi med {ADDRESS}")
    assert pasted.text.startswith(f"Høring\n{TITLE}")
    assert "Fra Regjeringens liste over høringer." in pasted.text
    listed = await chat.ask("padriver høringer")
    assert TITLE in listed.text
    assert "bokloven" not in listed.text
    assert "padriver høringer alle" in listed.text
    everything = await chat.ask("padriver høringer alle")
    assert everything.text.startswith("Alle åpne høringer og saker med frist\n")
    assert TITLE in everything.text
    assert "Endringer i bokloven" in everything.text
