"""A hearing of the demonstration's made-up sources in Teams, week by week. `tests/browser` walks the same in the local workspace."""

from datetime import datetime, timedelta

import pytest

from bot.demo.practice.servers import practising
from jobs.official.matching import match_pending
from jobs.official.rounds import OfficialRounds, polite_fetcher
from models.db.database import Database
from models.official import sources
from tests.parity.chats import CHATS
from tests.support.feeds import LOOPBACK
from tests.support.nudges import at
from tests.support.pack import small_pack
from tests.support.slack import OnePack
from tests.support.workers import ThreadWorkers

MONDAY = at("2026-10-19 08:00")
CALLED_OFF = "Høyring – betre varsling når toget er innstilt (øving)"
MOVED = "Høring – vedlikehold av jernbanen i ferier (øving)"
ANSWERED = "Vi svarer. Den ligger i fristene med datoer og sjekkliste. Du er ansvarlig."


@pytest.mark.parametrize("name", ["teams"])
async def test_hearings_come_are_answered_moved_and_called_off(name: str, sqlite_database: Database) -> None:
    monday = MONDAY
    fetcher = polite_fetcher("post@example.no", LOOPBACK)
    async with practising(lambda: monday) as places, CHATS[name](sqlite_database, small_pack()) as chat:
        await chat.ask("frister")
        with sqlite_database.session() as session:
            sources.turn_on(session, "regjeringen-liste")
        rounds = OfficialRounds(sqlite_database, fetcher, ThreadWorkers(), places)

        async def read(now: datetime) -> str:
            await rounds(now)
            await rounds.settled()
            match_pending(sqlite_database, OnePack(small_pack()), now)
            return f"{now:%Y-%m-%d %H:%M}"

        await read(monday)
        for title in (CALLED_OFF, MOVED):
            monday += timedelta(weeks=1)
            came = await chat.morning(await read(monday), title)
            assert came.text.startswith("Høring som angår oss\n")
            assert ANSWERED in (await chat.press(came, "Vi svarer")).text
        listed = (await chat.ask("frister jernbanen i ferier")).text
        assert "utkast 24. november · klarering 8. desember · innsending 11. desember" in listed
        monday += timedelta(weeks=1)
        moment = await read(monday)
        told = await chat.morning_alone(moment)
        assert told.text == (
            "Avlyst\n"
            f"{CALLED_OFF}\n"
            "Kilden har avlyst den. Raden er tatt ut av fristene.\n"
            "Se høringen\n"
            "Datoen er flyttet\n"
            f"{MOVED}\n"
            "Kilden sier nå fredag 8. januar 2027. Før var den fredag 11. desember.\n"
            "Datoene på veien: utkast 16. desember · klarering 5. januar 2027 · innsending 8. januar 2027.\n"
            "Se høringen"
        )
        await rounds.close()
