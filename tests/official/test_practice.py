"""The demonstration's made-up sources: read by the same readers as the real ones, and never to be taken for them."""

from datetime import date, datetime, timedelta
from html import unescape
from itertools import pairwise
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import select
from yarl import URL

from bot.demo.practice.servers import practising
from jobs.official.check import SourceCheck
from jobs.official.finding import find_pending
from jobs.official.rounds import OfficialRounds, polite_fetcher
from models.db.database import Database
from models.official import members, sources
from models.official.addresses import item_of
from models.official.answers import WantedAnswer, undertake
from models.official.chains import chains
from models.official.items import ItemKind
from models.official.plan import FOLLOWS
from models.tables import OfficialChange, OfficialRecord
from tests.support.content import PACK
from tests.support.feeds import LOOPBACK
from tests.support.nudges import office
from tests.support.slack import OnePack
from tests.support.workers import ThreadWorkers

MONDAY = datetime(2026, 10, 5, 8, tzinfo=ZoneInfo("Europe/Oslo"))
FETCHER = polite_fetcher("post@example.no", LOOPBACK)


async def test_each_source_sends_what_is_expected_and_nothing_that_is_not_understood() -> None:
    later = MONDAY + timedelta(weeks=8)  # the first cases of the session have a recommendation
    async with practising(lambda: later) as places:
        checked = [each async for each in SourceCheck(FETCHER, ThreadWorkers(), places).run(later)]
    assert [(each.source.key, each.trouble, each.notes) for each in checked if each.trouble or each.notes] == []
    assert {each.source.key for each in checked} == set(sources.NAMES)
    assert {URL(each.source.url).host for each in checked} == {"127.0.0.1"}, "the real ones are never asked"


async def test_hearings_come_are_moved_and_are_called_off(sqlite_database: Database) -> None:
    at = MONDAY
    async with practising(lambda: at) as places:
        rounds = OfficialRounds(sqlite_database, FETCHER, ThreadWorkers(), places)
        with sqlite_database.session() as session:
            for key in set(sources.NAMES) - {f"regjeringen-rss-{number}" for number in sources.OWNERS}:
                sources.turn_on(session, key)
        known: list[set[tuple[str, str]]] = []
        for week in range(7):
            at = MONDAY + timedelta(weeks=week)
            for _ in range(2):
                await rounds(at)
                await rounds.settled()
            with sqlite_database.reading() as session:
                assert sources.troubled(session, at) == []
                known.append({(each.kind, each.number) for each in session.scalars(select(OfficialRecord))})
        assert all(len(later - earlier) >= 3 for earlier, later in pairwise(known))
        with sqlite_database.reading() as session:
            found = list(session.scalars(select(OfficialRecord)))
            changed = session.execute(
                select(OfficialRecord.title, OfficialChange.what, OfficialChange.before, OfficialChange.after)
                .join(OfficialRecord, OfficialRecord.id == OfficialChange.record_id)
                .where(OfficialRecord.published_on > date(2026, 10, 5))
                .order_by(OfficialChange.id)
            ).all()
        await rounds.close()
        async with httpx.AsyncClient() as client:
            for each in found:
                is_given = each.kind == ItemKind.RECOMMENDATION.value
                if each.kind == ItemKind.MEETING.value:
                    continue  # it has no title and no page of its own
                is_council = each.kind == ItemKind.COUNCIL_CASE.value
                assert (each.short_title if is_given else each.title).endswith(" (øving)")
                if each.published_on and each.published_on > date(2026, 10, 5):
                    page = unescape((await client.get(each.link)).text)
                    assert "er diktet opp for å øve. Ingenting av dette har skjedd." in page, each.link
                    # A council case is nobody's to follow: its address is only a link.
                    named = None if is_council else (ItemKind(each.kind), each.number)
                    assert item_of(each.link) == named
    assert [tuple(each) for each in changed] == [
        # Its deadline to sign up has passed too, which is no change.
        ("Representantforslag om nattog til kontinentet (øving)", "frist", "2026-10-27", "2026-11-03"),
        ("Høring – forbud mot bunntråling i Oslofjorden (øving)", "frist", "2026-11-27", "2026-12-11"),
        ("Representantforslag om leker i barnehagen (øving)", "status", "planlagt", "avholdt"),
        ("Representantforslag om kraft til nye bedrifter i strømnettet (øving)", "status", "planlagt", "avlyst"),
        # Its deadline would have been on Christmas Day.
        ("Høring – vedlikehold av jernbanen i ferier (øving)", "frist", "2026-12-11", "2027-01-08"),
        ("Høyring – betre varsling når toget er innstilt (øving)", "status", "på høring", "trukket"),
        ("Representantforslag om en dag for brettspill (øving)", "status", "planlagt", "avholdt"),
        ("Representantforslag om nattog til kontinentet (øving)", "status", "planlagt", "avholdt"),
    ]


async def test_a_case_is_followed_from_bill_to_vote_with_a_remark_that_quotes_us(sqlite_database: Database) -> None:
    at = MONDAY
    here = office(sqlite_database, pack=PACK)
    async with practising(lambda: at) as places:
        rounds = OfficialRounds(sqlite_database, FETCHER, ThreadWorkers(), places)
        with sqlite_database.session() as session:
            for key in ("sesjoner", "saker", "sak", "innstilling", "dagens"):
                sources.turn_on(session, f"stortinget-{key}")
        for week in (2, 7, 8):  # put forward, reported, voted on
            at = MONDAY + timedelta(weeks=week)
            for _ in range(3):
                await rounds(at)
                await rounds.settled()
            find_pending(sqlite_database, OnePack(PACK), at)
            if week == 2:
                follow_the_night_train(sqlite_database, here.workspace_id, at)
        await rounds.close()
    with sqlite_database.reading() as session:
        assert len(members.sitting(session)) == 169
        (chain,) = chains(session, here.workspace_id)
        assert [(each.kind, each.author, each.place) for each in chain.finds] == [
            ("innstilling", "merknad fra H og Sp", "Komiteens merknader, avsnitt 2"),
            ("vedtak", "vedtak i Stortinget", "vedtaket"),
        ]
        assert "viser til innspillet fra Osloregionen i høringen" in chain.finds[0].quote
        assert chain.decision.startswith("Stortinget ber regjeringen følge opp Representantforslag om")
        assert chain.decided_on is not None


def follow_the_night_train(database: Database, workspace_id: int, at: datetime) -> None:
    """Follow a case that was put forward last week."""
    with database.session() as session:
        cases = session.scalars(select(OfficialRecord).where(OfficialRecord.kind == "sak").order_by(OfficialRecord.id))
        ours = [each for each in cases if "nattog" in each.title and each.status is None]
        undertake(
            session,
            workspace_id,
            "U1",
            at,
            at.date(),
            WantedAnswer(ItemKind.CASE, ours[0].number, FOLLOWS, None, "Sak"),
        )
