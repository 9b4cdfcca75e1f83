"""A case of the demonstration's made-up Storting, followed week by week to its vote."""

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

TITLE = "Representantforslag om nattog til kontinentet (øving)"
NEWS, DAY = "Nytt i en sak du følger", "Saker du følger i Stortinget"
TOLD = (
    ("2026-10-19 08:00", NEWS, "Ny dato: høringsfrist fredag 30. oktober. Ny dato: høring onsdag 4. november."),
    ("2026-10-21 09:00", NEWS, "Saksordfører: Øystein Øving (Ø)."),
    (
        "2026-10-26 08:30",
        NEWS,
        "Høringsfrist er flyttet fra 30. oktober til fredag 6. november. Høring er flyttet fra 4. november til onsdag 11. november.",
    ),
    ("2026-11-19 08:30", DAY, "Innstillingen avgitt i går, onsdag 18. november."),
    ("2026-11-24 08:30", DAY, "Debatt i Stortinget i morgen, onsdag 25. november."),
    ("2026-11-25 18:00", NEWS, "Saken er nå ferdigbehandlet. Votering onsdag 25. november."),
)
"""What comes to the one who follows it: when, under which title, and what it says."""
READ = ("stortinget-saker", "stortinget-sak")


@pytest.mark.parametrize("name", ["teams"])
async def test_a_case_is_followed_to_its_vote(name: str, sqlite_database: Database) -> None:
    now = at("2026-10-05 08:00")
    fetcher = polite_fetcher("post@example.no", LOOPBACK)
    async with practising(lambda: now) as places, CHATS[name](sqlite_database, small_pack()) as chat:
        with sqlite_database.session() as session:
            for key in READ:
                sources.turn_on(session, key)
        rounds = OfficialRounds(sqlite_database, fetcher, ThreadWorkers(), places)

        async def read(moment: str) -> str:
            nonlocal now
            now = at(moment)
            for _ in range(2):
                await rounds(now)
                await rounds.settled()
            match_pending(sqlite_database, OnePack(small_pack()), now)
            return moment

        await chat.ask("frister")
        await read("2026-10-15 08:30")
        followed = await chat.press(await chat.ask("padriver sak nattog kontinentet"), "Følg saken")
        assert "Du følger saken. Jeg sier fra når den beveger seg." in followed.text
        for moment, title, said in TOLD:
            morning = (await chat.morning_alone(await read(moment))).text
            assert morning.startswith(f"{title}\n{TITLE}\n{said}\nSe saken"), (moment, morning)
        card = (await chat.ask("padriver sak nattog")).text
        assert "Hvor den er: Ferdigbehandlet, sist votering 25. november" in card
        assert "Saksordfører: Øystein Øving (Ø)" in card
        await rounds.close()
