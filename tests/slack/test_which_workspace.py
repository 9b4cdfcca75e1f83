"""In a channel shared with another organisation each request finds our own workspace, by either transport."""

import json
import time
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.commands import registry
from bot.local.model import LocalChannel
from bot.local.transport.signing import signed_headers
from bot.slack.incoming import team_of
from models.db.database import Database
from models.tables import Occurrence, Workspace
from tests.support.install import Installed, many
from tests.support.slack import slack

TRANSPORTS = pytest.mark.parametrize("transport", ["http", "socket"])
OTHER = "T0000ANNEN"


def share(channel: LocalChannel) -> LocalChannel:
    """Let the channel be read by another organisation too, whose people are not in it yet."""
    channel.is_ext_shared = True
    return channel


def titles(database: Database, team: str) -> list[str]:
    """Return the deadlines that people of a workspace have added."""
    with database.reading() as session:
        mine = (
            select(Occurrence.title).join(Workspace).where(Workspace.external_id == team, Occurrence.source == "egen")
        )
        return list(session.scalars(mine.order_by(Occurrence.id)))


@TRANSPORTS
async def test_a_colleagues_words_and_form_in_a_shared_channel_reach_our_workspace(
    database: Database, transport: str
) -> None:
    async with slack(transport, database, registry) as bench:
        channel = share(bench.workspace.state.channel("sekretariatet"))
        bot = bench.workspace.state.bot.real_name
        said = bench.kari.say(f"@{bot} frister oktober", channel)
        answer = await bench.workspace.wait_for(
            lambda _: next((each for each in channel.messages if each.is_bot and each.ts > said.ts), None)
        )
        assert answer.text.startswith("Frister: oktober")
        mention = next(
            each.payload for each in bench.workspace.events.sent if each.payload["event"]["type"] == "app_mention"
        )
        assert (mention["team_id"], mention["is_ext_shared_channel"]) == (OTHER, True)
        await bench.kari.command("/frister", "ny", channel)
        assert (bench.kari.view.team, bench.kari.view.body["callback_id"]) == (OTHER, "frist.new")
        await bench.kari.submit(bench.kari.view, {"title": "Innspill", "due": "2026-10-14"})
        assert titles(database, bench.workspace.state.team.id) == ["Innspill"]


@TRANSPORTS
async def test_with_many_workspaces_each_answers_its_own_people_in_a_shared_channel(
    database: Database, transport: str
) -> None:
    async with many(database, socket=transport == "socket") as held:
        for team in (held.first, held.fjordby):
            await held.install(team)
            channel = share(team.state.channel("sekretariatet"))
            team.person("Kari Nordmann").say(
                f"@{team.state.bot.real_name} frister ny 14.10 {team.state.team.domain}", channel
            )
            await team.wait_for(
                lambda _, here=channel: any("Fristen er lagt til" in each.text for each in here.messages)
            )
        for team in (held.first, held.fjordby):
            assert titles(database, team.state.team.id) == [team.state.team.domain]


async def test_one_event_that_is_told_to_both_workspaces_reaches_both_and_each_once(database: Database) -> None:
    async with many(database) as held:
        for team in (held.first, held.fjordby):
            await held.install(team)
        for _ in range(2):
            for team in (held.first, held.fjordby):
                await told(held, mention_in(held, team.state.team.id, event_id="Ev0SAMME"))
        assert titles(database, held.first.state.team.id) == titles(database, held.fjordby.state.team.id) == ["Felles"]


def mention_in(held: Installed, team: str, event_id: str) -> dict[str, Any]:
    """Return a mention in a shared channel as Slack reports it to one of the workspaces."""
    local = next(each for each in held.first.app.workspaces if each.state.team.id == team)
    event = {
        "type": "app_mention",
        "user": local.state.user("Kari Nordmann").id,
        "team": team,
        "user_team": team,
        "source_team": team,
        "text": f"<@{local.state.bot.id}> frister ny 14.10 Felles",
        "channel": local.state.channel("sekretariatet").id,
        "ts": "1790000000.000100",
        "event_ts": "1790000000.000100",
    }
    return {
        "type": "event_callback",
        "team_id": OTHER,
        "api_app_id": held.first.app.id,
        "event_id": event_id,
        "event_time": 1790000000,
        "event": event,
        "is_ext_shared_channel": True,
        "authorizations": [{"enterprise_id": None, "team_id": team, "user_id": local.state.bot.id, "is_bot": True}],
    }


async def told(held: Installed, body: dict[str, Any]) -> None:
    content = json.dumps(body).encode()
    headers = signed_headers(held.first.signing_secret, str(int(time.time())), content)
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{held.url}/slack/events", content=content, headers={**headers, "Content-Type": "application/json"}
        )
    assert answer.status_code == 200, answer.text
    await held.room.bolt_app.dispatcher.tasks.drain(10)


@pytest.mark.parametrize(
    ("body", "team"),
    [
        (
            {"team_id": "T2", "authorizations": [{"team_id": "T1", "enterprise_id": None}], "event": {"team": "T2"}},
            "T1",
        ),
        ({"team_id": "T2", "authorizations": [{"team_id": "T1", "enterprise_id": "E1"}], "enterprise_id": "E2"}, "T1"),
        ({"team_id": "T1", "event": {"type": "message"}}, "T1"),
        (
            {"team": {"id": "T2"}, "user": {"team_id": "T2"}, "view": {"app_installed_team_id": "T1", "team_id": "T2"}},
            "T1",
        ),
        ({"team": None, "user": {"team_id": "T1"}, "view": {"app_installed_team_id": None, "team_id": "T1"}}, "T1"),
        ({"team": {"id": "T1"}, "user": {"team_id": "T2"}, "container": {"type": "message"}}, "T1"),
        ({"team": None, "user": {"id": "U1", "team_id": "T1"}, "enterprise": {"id": "E1"}}, "T1"),
        ({"team_id": "T1", "command": "/frister", "enterprise_id": "E1"}, "T1"),
        ({"user": {"id": "U1"}}, ""),
    ],
)
def test_the_workspace_is_the_one_whose_installation_the_payload_is_for(body: dict[str, Any], team: str) -> None:
    assert team_of(body) == team
