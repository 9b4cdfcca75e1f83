"""A member's use of a round's message is proposed once a week for the effect log, and counted only when it is logged."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jobs.alerts.keep import keep_outcome
from jobs.feeds.outcome import Fetched
from jobs.feeds.read import FeedItem, ParsedFeed
from models.db.database import Database
from models.media import feeds
from models.rounds.answers import USED
from models.rounds.carriers import GivenAnswer
from models.rounds.using import record_answer
from models.tables import Carrier, Effect, Feed, MessageRound, OfficialFind, Workspace
from tests.parity.chats import CHATS
from tests.support.nudges import at
from tests.support.rounds import pack_of_members, sent_round


def used(database: Database, number: str, paper: str, link: str = "") -> None:
    """Let a member have used the message on Thursday 8 October."""
    with database.session() as session:
        carrier = session.scalars(select(Carrier).where(Carrier.number == number)).one()
        row = session.get_one(MessageRound, carrier.round_id)
        name = {"3218": "Ås", "3205": "Lillestrøm"}[number]
        record_answer(session, row, carrier, name, GivenAnswer(USED, paper, link), at("2026-10-08 12:00"))


@pytest.mark.parametrize("name", CHATS)
async def test_what_members_used_is_proposed_and_counted_only_when_logged(name: str, sqlite_database: Database) -> None:
    async with CHATS[name](sqlite_database, pack_of_members()) as chat:
        await chat.ask("interessenter")
        sent_round(sqlite_database, pack_of_members())
        used(sqlite_database, "3218", "Ås Avis")
        used(sqlite_database, "3218", "Ås Avis på nett", "https://aas-avis.example.no/1")
        with sqlite_database.reading() as session:
            (find,) = session.scalars(select(OfficialFind))
            assert (find.kind, find.author, find.place, find.theme) == ("runde", "Ås", "Ås Avis på nett", "jernbane")
        shown = await chat.morning("2026-10-12 08:30", "brukt budskapet")
        said = " ".join(shown.text.replace("*", "").split())
        assert "Medlemmer som har brukt budskapet" in said
        assert "Ås · Ås Avis på nett · Jernbane Brukte budskapet om Rikstunnelen" in said
        assert "Ingenting er ført i effektloggen ennå." in said
        with sqlite_database.reading() as session:
            assert session.scalars(select(Effect)).all() == []
        await chat.fill(shown, "Logg i effekt …", {"kind": "medieoppslag"})
        with sqlite_database.reading() as session:
            (effect,) = session.scalars(select(Effect))
            assert (effect.title, effect.day, effect.theme, effect.stakeholder, effect.link) == (
                "Ås brukte budskapet om Rikstunnelen i Ås Avis på nett", date(2026, 10, 8), "jernbane", "Ås",
                "https://aas-avis.example.no/1",
            )  # fmt: skip
        used(sqlite_database, "3218", "En annen avis")
        with sqlite_database.reading() as session:
            (find,) = session.scalars(select(OfficialFind))
            assert find.place == "Ås Avis på nett", "what people have logged stays as it was"


def in_the_news(database: Database, *items: FeedItem) -> None:
    """Let a local paper have some cases on Thursday 8 October."""
    now = at("2026-10-08 12:00")
    with database.session() as session:
        workspace = session.scalars(select(Workspace)).one()
        paper = session.scalar(select(Feed)) or feeds.add(
            session, workspace.id, "https://blad.example.no/rss", "Romerikes Blad"
        )
        paper.baseline_at = paper.baseline_at or now - timedelta(days=30)
        session.flush()
        keep_outcome(
            session, workspace.id, paper.id, Fetched(b"", paper.url), ParsedFeed(items), pack_of_members(), now
        )


def item(name: str, title: str, summary: str = "") -> FeedItem:
    return FeedItem(name, title, f"https://blad.example.no/{name}", summary, at("2026-10-08 11:00"))


@pytest.mark.parametrize("name", CHATS)
async def test_what_a_paper_says_of_a_member_and_the_theme_is_proposed_and_never_counted_by_itself(
    name: str, sqlite_database: Database
) -> None:
    async with CHATS[name](sqlite_database, pack_of_members()) as chat:
        await chat.ask("interessenter")
        in_the_news(sqlite_database, item("før", "Lillestrøm vil ha flere tog"))
        with sqlite_database.reading() as session:
            assert session.scalars(select(OfficialFind)).all() == [], "no round is open"
        sent_round(sqlite_database, pack_of_members())
        used(sqlite_database, "3218", "Ås Avis", "https://blad.example.no/meldt")
        in_the_news(
            sqlite_database,
            item("begge", "Krever tog nå", "Ordførerne i Lillestrøm og ASKER vil ha flere tog i timen."),
            item("begge", "Krever tog nå", "Ordførerne i Lillestrøm og ASKER vil ha flere tog i timen."),
            item("ingen", "Flere tog i timen", "Det sier Lillestrømmen og Askerdal."),
            item("tema", "Lillestrøm bygger svømmehall"),
            item("meldt", "Ås vil ha flere tog"),
        )
        shown = await chat.morning("2026-10-12 08:30", "Krever tog nå")
        said = " ".join(shown.text.replace("*", "").split())
        assert "Fra medlemskommunene denne uka" in said
        for member in ("Asker", "Lillestrøm"):
            _, _, title = said.partition(f"{member} · Romerikes Blad · Jernbane ")
            assert title.lstrip("[").startswith("Krever tog nå")
        assert "svømmehall" not in said
        assert "Flere tog i timen" not in said
        assert said.count("Ås ·") == 1, "what was reported is not proposed twice"
        with sqlite_database.reading() as session:
            assert session.scalars(select(Effect)).all() == []
        await chat.fill(shown, "Logg i effekt …", {"kind": "medieoppslag"})
        with sqlite_database.reading() as session:
            (effect,) = session.scalars(select(Effect))
            assert (effect.title, effect.day, effect.theme, effect.stakeholder, effect.link, effect.result) == (
                "Krever tog nå", date(2026, 10, 8), "jernbane", "Asker", "https://blad.example.no/begge",
                "Oppslag i Romerikes Blad",
            )  # fmt: skip
