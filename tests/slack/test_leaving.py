"""The bot is removed from a workspace, over real HTTP, and comes back."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.local.oauth.installing import send_revoked, uninstall
from bot.local.transport.signing import signed_headers
from bot.slack.listeners import events
from jobs.clock import NudgeClock
from jobs.tick import tick
from models.db.database import Database
from models.tables import Audit, Delivery, Occurrence
from models.workspace.installations import REMOVED
from models.workspace.workspaces import by_external, destination
from tests.support.install import Installed, many
from tests.support.local import web_client
from tests.support.nudges import at
from tests.support.slack import Handlers, OnePack, slack


def plan(held: Installed, state: str = "planned") -> None:
    """Give the first workspace a nudge on its way, in a channel that failed before."""
    row, now = held.row(held.first), held.clock()
    with held.database.session() as session:
        place = destination(session, row.id, "kanal", "C1")
        place.off_since, place.off_reason = now, "account_inactive"
        kind = {"kind": "ukesoversikt", "period_key": f"2026-W41-{state}", "state": state}
        session.add(
            Delivery(workspace_id=row.id, destination_id=place.id, due_at=now, next_try_at=now, **kind)  # type: ignore[arg-type]
        )


def deliveries(database: Database) -> list[tuple[str, str | None]]:
    with database.session() as session:
        return [
            (each.state, each.reason)
            for each in session.scalars(select(Delivery).where(Delivery.kind != "leder").order_by(Delivery.id))
        ]


async def test_uninstalling_deletes_the_token_and_stops_the_nudges_at_once(database: Database) -> None:
    async with many(database) as held:
        await held.install(held.first)
        await held.install(held.fjordby)
        plan(held)
        plan(held, "sent")
        before = held.row(held.first)
        assert held.room.sender_for(before) is not None
        uninstall(held.first)
        await held.first.settled()
        row = held.row(held.first)
        assert (row.token, held.room.sender_for(row)) == (None, None)
        assert row.removed_at is not None
        assert deliveries(database) == [("skipped", REMOVED), ("sent", None)]
        with database.session() as session:
            written = session.scalars(select(Audit.what).where(Audit.workspace_id == row.id).order_by(Audit.id)).all()
        assert written == ["installert", "fjernet"]
        assert held.room.sender_for(held.row(held.fjordby)) is not None
        assert await held.fjordby.person("Kari Nordmann").command("/padriver", "hjelp")


async def test_both_events_are_taken_the_first_time_they_are_told(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        await held.install(held.first)
        uninstall(held.first)
        await held.first.settled()
        assert sorted(each.payload["event"]["type"] for each in held.first.events.sent) == [
            "app_uninstalled",
            "tokens_revoked",
        ]


async def test_a_persons_own_token_that_is_revoked_changes_nothing(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        await held.install(held.first)
        send_revoked(held.first, bot=False)
        await held.first.settled()
        assert held.row(held.first).removed_at is None


async def test_installing_again_brings_everything_back_with_a_new_token(database: Database) -> None:
    async with many(database) as held:
        await held.install(held.first)
        kari = held.first.person("Kari Nordmann")
        await kari.command("/frister", "ny 15.10 Innspill til komiteen")
        plan(held)
        old = held.first.bot_token
        uninstall(held.first)
        await held.first.settled()
        held.clock.ahead = timedelta(days=29)
        await held.install(held.first)
        assert held.first.bot_token != old
        row = held.row(held.first)
        assert (row.removed_at, held.rows()) == (None, [held.first.state.team.id])
        assert deliveries(database) == [("planned", None)]
        with database.session() as session:
            assert destination(session, row.id, "kanal", "C1").off_since is None
            kept = session.scalars(select(Occurrence.title).where(Occurrence.source == "egen")).all()
        assert kept == ["Innspill til komiteen"]
        (added,) = await kari.command("/padriver", "hjelp")
        assert added.text.startswith("Dette kan jeg hjelpe med")


async def test_word_of_an_earlier_removal_that_comes_late_is_not_believed(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        await held.install(held.first)
        uninstall(held.first)
        await held.first.settled()
        late = [each.payload for each in held.first.events.sent]
        held.clock.ahead = timedelta(seconds=2)
        await held.install(held.first)
        for payload in late:
            assert (await _told(held, {**payload, "event_id": payload["event_id"] + "L"})) == 200
        assert held.row(held.first).removed_at is None


async def _told(held: Installed, payload: dict[str, Any]) -> int:
    """Tell the bot an event as Slack does; return the status it answers."""
    body = json.dumps(payload).encode()
    headers = signed_headers(held.first.signing_secret, str(int(time.time())), body)
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{held.url}/slack/events", content=body, headers={**headers, "Content-Type": "application/json"}
        )
    return answer.status_code


async def test_a_removal_that_cannot_be_written_down_is_told_again(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []

    def broken(*_: Any) -> bool:
        left.append(1)
        raise OperationalError(None, None, Exception())

    async with many(sqlite_database) as held:
        await held.install(held.first)
        sound: Callable[..., bool] = events.remove
        monkeypatch.setattr(events, "remove", broken)
        held.first.revoked = True
        send_revoked(held.first)
        await held.first.settled()
        # At once, and once more at once: the third time is a minute later.
        assert (len(left), held.row(held.first).removed_at) == (2, None)
        monkeypatch.setattr(events, "remove", sound)
        await held.first.advance(60)
        assert held.row(held.first).removed_at is not None


async def test_a_token_that_was_revoked_opens_nothing(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        await held.install(held.first)
        old = held.first.bot_token
        uninstall(held.first)
        await held.first.settled()
        await held.install(held.first)
        with pytest.raises(SlackApiError, match="token_revoked"):
            await web_client(held.first, old).auth_test()
        assert (await web_client(held.first).auth_test())["team"] == "Osloregionen"


async def test_with_a_token_in_the_settings_starting_again_brings_it_back(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers()) as bench:
        uninstall(bench.workspace)
        await bench.workspace.settled()
        with sqlite_database.session() as session:
            row = session.scalars(select(Audit.what)).all()
        assert row == ["fjernet"]
    async with slack("http", sqlite_database, Handlers()) as bench:
        with sqlite_database.session() as session:
            found = by_external(session, "slack", bench.workspace.state.team.id)
        assert found is not None
        assert found.removed_at is None
        assert bench.room.sender_for(found) is not None


async def test_each_workspace_gets_its_own_digest_and_one_that_left_gets_none(database: Database) -> None:
    async with many(database) as held:
        teams = (held.first, held.fjordby)
        for team in teams:
            await held.install(team)
            with database.session() as session:
                row = by_external(session, "slack", team.state.team.id)
                assert row is not None
                row.shared_channel = team.state.channel("sekretariatet").id

        async def round_at(moment: str) -> list[int]:
            """Run a round, and return how many digests stand in each workspace."""
            await tick(at(moment), database, OnePack(), held.room.sender_for, fresh=True)
            channels = [team.state.channel("sekretariatet") for team in teams]
            return [sum("Uke 4" in each.text for each in channel.messages) for channel in channels]

        assert await round_at("2026-10-05 08:00") == [1, 1]
        uninstall(held.first)
        await held.first.settled()
        assert await round_at("2026-10-12 08:00") == [1, 2]
        await held.install(held.first)
        assert await round_at("2026-10-19 08:00") == [2, 3]


async def test_a_removal_that_nobody_was_told_of_is_found_out_when_the_token_is_refused(database: Database) -> None:
    async with many(database) as held:
        for team in (held.first, held.fjordby):
            await held.install(team)
            with database.session() as session:
                row = by_external(session, "slack", team.state.team.id)
                assert row is not None
                row.shared_channel = team.state.channel("sekretariatet").id
        held.first.revoked = True
        held.fjordby.trouble.add("token_revoked", "chat.postMessage")
        clock = NudgeClock(
            lambda: at("2026-10-05 08:00"), database, OnePack(), held.room.sender_for, [held.room.check_lost_workspaces]
        )
        await clock.run_now()
        row = held.row(held.first)
        assert (row.removed_at, row.token) == (at("2026-10-05 08:00"), None)
        assert [reason for state, reason in deliveries(database) if state == "skipped"] == [REMOVED, REMOVED]
        # Slack refused this one once, and says when asked that the token is good.
        assert held.row(held.fjordby).removed_at is None


async def test_what_a_removed_workspace_held_is_gone_after_thirty_days_of_rounds(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        for team in (held.first, held.fjordby):
            await held.install(team)
        uninstall(held.first)
        await held.first.settled()
        clock = NudgeClock(held.clock, sqlite_database, OnePack(), held.room.sender_for)
        held.clock.ahead = timedelta(days=29, hours=23)
        await clock.run_now()
        assert len(held.rows()) == 2
        held.clock.ahead = timedelta(days=30, minutes=1)
        await clock.run_now()
        assert held.rows() == [held.fjordby.state.team.id]
