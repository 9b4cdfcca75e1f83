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
from jobs.official.rounds import OfficialRounds, polite_fetcher
from models.db.database import Database
from models.official import sources
from models.official.addresses import item_of
from models.official.items import ItemKind
from models.tables import OfficialChange, OfficialRecord
from tests.support.feeds import LOOPBACK
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
                assert (each.short_title if is_given else each.title).endswith(" (øving)")
                if each.published_on and each.published_on > date(2026, 10, 5):
                    page = unescape((await client.get(each.link)).text)
                    assert "er diktet opp for å øve. Ingenting av dette har skjedd." in page, each.link
                    assert item_of(each.link) == (ItemKind(each.kind), each.number)
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
