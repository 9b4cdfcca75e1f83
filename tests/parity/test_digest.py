"""The week digest in both platforms, whole, and its buttons, which hold keys and not ids."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date

import pytest
from sqlalchemy import select

from models.db.database import Database
from models.tables import Occurrence, Pause, Snooze
from tests.parity.chats import CHATS, Chat
from tests.support.content import PACK

MONDAY = "2027-06-07 08:00"
TITLE = "Meld arrangementene våre på Arendalsuka"


JUNE = {
    "slack": """\
Uke 23: 7.–13. juni
Denne uka
Statsbudsjettet 2028 –
Hold politikerne varme, og lag medieutspill
Ferdig
Jeg tar den
Utsett
NTP 2028 –
Skriv høringssvar, og få kommunene og partnerne til å si det samme
 (til juli)
NTP i dag
Revidert nasjonalbudsjett 2027: Stortingets behandling –
Les hva det betyr for oss, og følg opp det som mangler i møter med partiene på Stortinget
 (trolig til 18. juni)
Hva kan vi påvirke?
Skal jeg ta pause i sommer (5.7–31.7)?
Legg inn pause
De to neste ukene
trolig tirsdag 15. juni –
Meld arrangementene våre på Arendalsuka
 · uten ansvarlig
Ferdig
Jeg tar den
Utsett
trolig 21.–25. juni –
Kongsberg Agenda
Jeg tar den
Endre dato
Innstillinger""",
    "teams": """\
Uke 23: 7.–13. juni
Denne uka
Statsbudsjettet 2028 – Hold politikerne varme, og lag medieutspill
Ferdig
Jeg tar den
Mer …
Utsett
Velg
Minn oss i morgen
Minn oss mandag
Velg dag …
Ikke minn oss om dette
NTP 2028 – Skriv høringssvar, og få kommunene og partnerne til å si det samme (til juli)
NTP i dag
Revidert nasjonalbudsjett 2027: Stortingets behandling – Les hva det betyr for oss, og følg opp det som mangler i møter med partiene på Stortinget (trolig til 18. juni)
Hva kan vi påvirke?
Skal jeg ta pause i sommer (5.7–31.7)?
Legg inn pause
De to neste ukene
trolig tirsdag 15. juni – [Meld arrangementene våre på Arendalsuka](https://www.arendalsuka.no/) · uten ansvarlig
Ferdig
Jeg tar den
Mer …
Utsett
Velg
Minn oss i morgen
Minn oss mandag
Velg dag …
Ikke minn oss om dette
trolig 21.–25. juni – Kongsberg Agenda
Jeg tar den
Mer …
Endre dato
Velg
Minn oss i morgen
Minn oss mandag
Velg dag …
Ikke minn oss om dette
7 frister er ute: @Pådriver frister forfalt
Innstillinger""",
}
"""The texts and the labels of the controls, a line each."""


@pytest.fixture(params=CHATS)
async def chat(request: pytest.FixtureRequest, sqlite_database: Database) -> AsyncIterator[Chat]:
    opened: Callable[..., AbstractAsyncContextManager[Chat]] = CHATS[request.param]
    async with opened(sqlite_database, PACK) as chat:
        await chat.morning("2027-05-31 08:00")
        await chat.morning("2027-06-03 09:00")  # a Thursday: what is over is asked about
        yield chat


def row(database: Database) -> Occurrence:
    with database.reading() as session:
        return session.scalars(
            select(Occurrence).where(Occurrence.title == TITLE, Occurrence.starts_on == date(2027, 6, 15))
        ).one()


async def test_the_first_digest_of_june(chat: Chat) -> None:
    text = (await chat.morning(MONDAY)).text
    assert "\n".join(map(str.rstrip, text.splitlines())) == JUNE[chat.name]


async def test_a_row_is_taken_put_on_hold_and_moved_in_the_digest(chat: Chat, sqlite_database: Database) -> None:
    digest = await chat.morning("2027-06-14 08:00")
    taken = await chat.press(digest, "Jeg tar den")
    assert TITLE in taken.text
    assert row(sqlite_database).owner is not None

    await chat.press(digest, "Minn oss mandag")
    with sqlite_database.reading() as session:
        assert session.scalars(select(Snooze.until)).all() == [date(2027, 6, 21)]


async def test_the_proposed_pause_is_entered_with_its_days(chat: Chat, sqlite_database: Database) -> None:
    done = await chat.fill(await chat.morning(MONDAY), "Legg inn pause", {})
    assert done.text.startswith("Pauser")
    with sqlite_database.reading() as session:
        found = session.scalars(select(Pause)).one()
    assert (found.first, found.last, found.name) == (date(2027, 7, 5), date(2027, 7, 31), "sommerferie")
