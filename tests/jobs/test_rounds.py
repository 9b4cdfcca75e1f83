"""A round: plan and send; and a rehearsal that changes nothing."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from bot.cards.text import render_text
from jobs.rehearsal import rehearse
from jobs.reporting import TickReport
from jobs.tick import tick
from models.db.database import Database
from models.tables import Delivery
from tests.support.nudges import Office, Packs, at, office
from tests.support.pack import quiet_pack, small_campaign, small_pack

NOW = at("2026-11-23 09:00")


async def a_round(here: Office, now: datetime = NOW, **how: Any) -> TickReport:
    return await tick(now, here.database, Packs(here.pack), lambda *_: here.sender, **how)


async def test_a_round_tells_what_was_planned_and_sent(database: Database) -> None:
    here = office(database, pack=quiet_pack())

    done = await a_round(here)

    assert [(each.kind, each.key) for each in done.planned] == [("ukesoversikt", "2026-W48")]
    assert [(each.kind, each.state, each.destination) for each in done.sent] == [("ukesoversikt", "sent", "C1")]
    assert (done.skipped, done.failed, done.waiting, done.dry_run) == ((), (), (), False)
    assert done.at == NOW


async def test_the_next_round_has_nothing_to_do(database: Database) -> None:
    here = office(database)
    await a_round(here)

    assert await a_round(here) == TickReport(NOW)


async def test_a_rehearsal_tells_what_would_be_sent_with_the_cards_and_changes_nothing(database: Database) -> None:
    here = office(database, pack=quiet_pack())
    here.deadline("Send innspill", date(2026, 11, 24), owner="UKARI")

    would = await a_round(here, dry_run=True)

    assert would.dry_run
    cards = {(each.kind, each.destination): each.card for each in would.sent}
    assert set(cards) == {("ukesoversikt", "C1"), ("frister", "C1"), ("frister_eier", "UKARI")}
    to_kari = cards["frister_eier", "UKARI"]
    assert to_kari
    assert "Send innspill" in render_text(to_kari)
    assert (here.sender.posted, here.deliveries(), here.plan_after()) == ([], [], None)
    assert {each.kind for each in (await a_round(here)).sent} == {each.kind for each in would.sent}


async def test_a_rehearsal_says_why_something_would_not_be_sent(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    here.plan(NOW)
    here.set(shared_channel="C2")

    would = await a_round(here, dry_run=True)

    assert [(each.destination, each.reason) for each in would.skipped] == [("C1", "en annen kanal er valgt")]
    assert [each.destination for each in would.sent] == ["C2"]


async def test_a_fresh_round_looks_at_content_that_came_since(sqlite_database: Database) -> None:
    here = office(sqlite_database, pack=quiet_pack())
    now = at("2026-10-01 10:00")
    await a_round(here, now)
    here.pack = small_pack(campaigns=(small_campaign(2026),))

    assert (await a_round(here, now)).sent == ()
    assert [each.key for each in (await a_round(here, now, fresh=True)).sent] == ["2026:grep-4"]


async def test_once_it_is_to_stop_nothing_more_is_claimed(sqlite_database: Database) -> None:
    here = office(sqlite_database)

    assert await a_round(here, stopping=lambda: True) == TickReport(NOW)
    assert here.sender.posted == []


def test_a_rehearsal_leaves_out_what_only_newer_code_can_tell(database: Database) -> None:
    here = office(database)
    here.deadline("Send innspill", date(2026, 11, 25))
    here.plan(at("2026-11-25 08:30"))
    with database.session() as session:
        row = session.scalars(select(Delivery)).first()
        assert row
        told = {name: getattr(row, name) for name in ("workspace_id", "destination_id", "due_at", "next_try_at")}
        session.add(Delivery(kind="fra_fremtiden", period_key="1", **told))

    done = rehearse(database, here.pack, at("2026-11-25 08:30"))

    assert [each.kind for each in done.sent] == ["frister", "kampanje_onsdag"]
