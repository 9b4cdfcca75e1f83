"""The manifest and the code say the same."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from sqlalchemy import update

from bot.commands import registry
from bot.requests.observation import NoRequestObserver
from bot.slack.bolt_app import build_bolt_app
from bot.slack.identity import Identity, open_client
from bot.slack.listeners.events import MEMBER_EVENTS
from bot.slack.manifest import PROMPTS, manifest
from bot.slack.scopes import OPTIONAL, SCOPES, features_off
from bot.slack.workspaces import SingleWorkspace
from models.db.database import Database
from models.tables import Workspace
from tests.support.blocks import visible
from tests.support.slack import OnePack, slack

ADDRESS = "https://bot.example.no/slack/events"
EVENTS_OF_SLACK = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_rename",
    "channel_shared",
    "channel_unshared",
    "file_shared",
    "link_shared",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "tokens_revoked",
    "user_change",
)
SCOPES_OF_EVENTS = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "team_join": {"users:read"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}
SCOPES_OF_CALLS = {
    "commands",
    "chat:write",
    "files:read",
    "files:write",
    "im:write",
    "channels:history",
    "groups:history",
    "im:history",
    "users:read",
}


@pytest.fixture
def bolt() -> AsyncApp:
    return new_bolt_app()


def new_bolt_app() -> AsyncApp:
    deps: Any = SimpleNamespace(registry=registry, observer=NoRequestObserver(), packs=OnePack())
    client = open_client("xoxb-1", "http://127.0.0.1:1/api/")
    return build_bolt_app(deps, client, SingleWorkspace(Identity("T1", "Team", "U1", "B1"), client), "secret").bolt


def test_the_manifest_names_every_command_that_is_answered_and_no_other() -> None:
    commands = [each["command"] for each in manifest(None, socket_mode=True)["features"]["slash_commands"]]
    assert sorted(commands) == sorted(f"/{name}" for name in registry.COMMANDS)
    assert all(command.isascii() for command in commands)


async def test_the_manifest_subscribes_to_every_event_that_is_listened_to_and_no_other(bolt: AsyncApp) -> None:
    told = manifest(ADDRESS, socket_mode=False)["settings"]["event_subscriptions"]
    assert told["request_url"] == ADDRESS
    assert [each for each in EVENTS_OF_SLACK if await _is_heard(bolt, each)] == [
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "channel_shared",
        "channel_unshared",
        "member_joined_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",  # all messages are one event to the code; the manifest does not ask for these
        "reaction_added",
        "reaction_removed",
        "team_join",
        "tokens_revoked",
        "user_change",
    ]
    assert told["bot_events"] == [
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "channel_shared",
        "channel_unshared",
        "member_joined_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "reaction_added",
        "reaction_removed",
        "team_join",
        "tokens_revoked",
        "user_change",
    ]


async def _is_heard(bolt: AsyncApp, name: str) -> bool:
    user: Any = {"id": "U2"} if name in MEMBER_EVENTS else "U2"
    event = {"type": name.split(".", maxsplit=1)[0], "user": user, "channel": "C1", "tab": "messages", "bot_id": "B2"}
    body = {"type": "event_callback", "team_id": "T1", "event_id": name, "event": event}
    response = await bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
    return response.status != 404


def test_the_bot_may_do_what_it_does_and_no_more() -> None:
    events = manifest(None, socket_mode=True)["settings"]["event_subscriptions"]["bot_events"]
    assert set(SCOPES) == SCOPES_OF_CALLS.union(*(SCOPES_OF_EVENTS[each] for each in events))
    assert manifest(None, socket_mode=True)["oauth_config"]["scopes"] == {
        "bot": sorted(SCOPES),
        "bot_optional": [
            "channels:history",
            "files:read",
            "files:write",
            "groups:history",
            "groups:read",
            "reactions:read",
        ],
    }
    assert set(OPTIONAL) < set(SCOPES)
    assert features_off(",".join(SCOPES)) == features_off(None) == ()
    assert features_off("chat:write,files:read") == tuple(
        text for each, text in OPTIONAL.items() if each != "files:read"
    )


def test_the_conversation_stands_beside_what_one_reads_only_where_that_is_asked_for() -> None:
    plain, agent = manifest(None, socket_mode=True), manifest(None, socket_mode=True, is_agent=True)
    assert "agent_view" not in plain["features"]
    shown = agent["features"].pop("agent_view")
    assert len(shown["agent_description"]) <= 300
    assert [each["title"] for each in shown["suggested_prompts"]] == list(PROMPTS)
    assert len(PROMPTS) <= 4
    assert set(agent["oauth_config"]["scopes"]["bot"]) - set(plain["oauth_config"]["scopes"]["bot"]) == {
        "assistant:write"
    }
    assert agent["features"] == plain["features"]


def test_bolts_warning_of_a_token_it_does_not_use_is_not_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setattr(logging.getLogger("slack_bolt.AsyncApp"), "filters", [])
    AsyncApp(client=open_client("xoxb-1", "http://127.0.0.1:1/api/"), signing_secret="secret")
    assert [each.message for each in caplog.records] == ["As you gave `client` as well, `token` will be unused."]
    caplog.clear()
    new_bolt_app()
    assert caplog.records == []


def test_the_address_people_come_back_to_stands_there_only_where_many_are_to_install_it() -> None:
    assert "redirect_urls" not in manifest(ADDRESS, socket_mode=False)["oauth_config"]
    back = "https://bot.example.no/slack/oauth_redirect"
    assert manifest(ADDRESS, False, back)["oauth_config"]["redirect_urls"] == [back]


async def test_the_manifest_names_every_shortcut_that_is_listened_to(bolt: AsyncApp) -> None:
    told = manifest(None, socket_mode=True)["features"]["shortcuts"]
    assert told == [
        {
            "name": "Følg opp i dag",
            "type": "message",
            "callback_id": "folg_opp",
            "description": "Logger at du følger opp meldingen i dag.",
        },
        {
            "name": "Loggfør dialog",
            "type": "message",
            "callback_id": "loggfor_dialog",
            "description": "Loggfører en samtale med noen i interessentregisteret.",
        },
        {"name": "Ny frist", "type": "global", "callback_id": "ny_frist", "description": "Legger til en frist."},
        {
            "name": "Loggfør dialog",
            "type": "global",
            "callback_id": "ny_dialog",
            "description": "Loggfører en samtale med noen i interessentregisteret.",
        },
        {
            "name": "Spør",
            "type": "global",
            "callback_id": "spor",
            "description": "Svarer på et spørsmål med vanlige ord.",
        },
    ]
    # Slack's limits for an app: five and ten (https://docs.slack.dev/interactivity/implementing-shortcuts).
    assert [sum(each["type"] == kind for each in told) for kind in ("global", "message")] == [3, 2]
    assert all(len(each["name"]) <= 24 for each in told)
    heard = {name: await _is_used(bolt, name) for name in ("folg_opp", "noe_annet")}
    assert heard == {"folg_opp": True, "noe_annet": False}


async def _is_used(bolt: AsyncApp, callback_id: str) -> bool:
    body = {
        "type": "message_action",
        "callback_id": callback_id,
        "team": {"id": "T1"},
        "user": {"id": "U2"},
        "channel": {"id": "C1"},
    }
    return (await bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))).status != 404


def test_over_http_everything_is_sent_to_the_address_and_over_a_socket_nothing_is() -> None:
    over_http = manifest(ADDRESS, socket_mode=False)
    assert {each["url"] for each in over_http["features"]["slash_commands"]} == {ADDRESS}
    assert over_http["settings"]["interactivity"] == {"is_enabled": True, "request_url": ADDRESS}
    assert over_http["settings"]["socket_mode_enabled"] is False
    over_socket = manifest(None, socket_mode=True)
    assert ADDRESS not in str(over_socket)
    assert "request_url" not in str(over_socket)
    assert over_socket["settings"]["socket_mode_enabled"] is True


def test_slacks_limits_on_a_manifest_are_kept() -> None:
    told = manifest(ADDRESS, socket_mode=False)
    about = told["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 174 <= len(about["long_description"]) <= 4_000
    for command in told["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2_000
        assert len(command.get("usage_hint", "")) <= 1_000


async def test_the_status_says_what_does_not_work_without_what_was_left_out(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        with sqlite_database.session() as session:
            session.execute(update(Workspace).values(scopes=",".join(sorted(set(SCOPES) - {"files:read"}))))
        (status,) = await bench.kari.command("/padriver", "status", "sekretariatet")
        shown = "\n".join(visible(status.blocks))
        assert (
            "Dette kan jeg ikke her\nJeg kan ikke lese regneark.\n"
            "Tillatelsene ble valgt bort da jeg ble installert. Installer meg på nytt for å gi dem.\n" in shown
        )


async def test_a_token_of_one_workspace_says_itself_what_it_gives_leave_for(sqlite_database: Database) -> None:
    asked_for = manifest("https://bot.example.no", socket_mode=False)
    asked_for["oauth_config"]["scopes"]["bot"].remove("files:read")
    async with slack("http", sqlite_database, registry, manifest=asked_for) as bench:
        (status,) = await bench.kari.command("/padriver", "status", "sekretariatet")
        assert "Dette kan jeg ikke her\nJeg kan ikke lese regneark.\n" in "\n".join(visible(status.blocks))
