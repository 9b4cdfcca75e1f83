"""What any Slack client asks of people, bots and channels: answered and refused over HTTP as Slack does, with its own codes."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.local.model import User
from bot.local.server import LocalWorkspace, serve
from tests.support.local import NOON, a_workspace, web_client


@pytest.fixture
async def workspace() -> AsyncIterator[LocalWorkspace]:
    made = a_workspace(channels=("generelt", "media", "prosjekt"), bot_in=("generelt", "prosjekt"))
    made.state.users["USLUTTET"] = User("USLUTTET", "siri", "Siri Sluttet", deleted=True, email="siri@oving.example.no")
    async with serve(made):
        yield made


@pytest.fixture
def client(workspace: LocalWorkspace) -> AsyncWebClient:
    return web_client(workspace)


async def refusal(call: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await call
    data: dict[str, Any] = caught.value.response.data
    assert data.pop("ok") is False
    return data


async def events(workspace: LocalWorkspace, kind: str) -> list[dict[str, Any]]:
    await workspace.settled()
    sent = [each.payload["event"] for each in workspace.events.sent if each.retry == 0]
    return [each for each in sent if each["type"] == kind]


async def test_a_call_can_be_tried_without_a_token(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    nobody = AsyncWebClient(base_url=f"{workspace.base_url}/api/", retry_handlers=[])

    assert (await nobody.api_call("api.test")).data == {"ok": True}
    assert (await client.api_test(foo="bar")).data == {"ok": True, "args": {"foo": "bar"}}
    assert await refusal(nobody.api_test(error="my_error")) == {"error": "my_error", "args": {"error": "my_error"}}


async def test_every_answer_to_a_token_says_what_the_token_may_do(workspace: LocalWorkspace) -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}}}
    limited = a_workspace(manifest=manifest)
    async with serve(limited):
        client = web_client(limited)
        with pytest.raises(SlackApiError) as refused:
            await client.users_list()
        answers = [await client.auth_test(), await client.api_test(), refused.value.response]
        assert [each.headers["x-oauth-scopes"] for each in answers] == ["chat:write,commands"] * 3
        opened = await client.apps_connections_open(app_token=limited.app_token)
        assert opened.headers["x-oauth-scopes"] == "connections:write"
        with pytest.raises(SlackApiError) as unknown:
            await web_client(limited, "xoxb-feil").auth_test()
        assert "x-oauth-scopes" not in unknown.value.response.headers
    everything = (await web_client(workspace).auth_test()).headers["x-oauth-scopes"].split(",")
    assert {"chat:write", "commands", "users:read", "users:read.email", "channels:manage"} <= set(everything)


async def test_a_person_has_a_whole_profile(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    kari = workspace.person("Kari Nordmann")

    user = (await client.users_info(user=kari.id))["user"]
    profile = (await client.users_profile_get(user=kari.id))["profile"]

    assert user.pop("profile") == profile
    assert user == {
        "id": kari.id,
        "team_id": workspace.state.team.id,
        "name": "kari.nordmann",
        "real_name": "Kari Nordmann",
        "deleted": False,
        "color": "4b3b8f",
        "is_bot": False,
        "is_app_user": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
        "updated": int(NOON.timestamp()),
        "is_admin": True,
        "is_owner": True,
        "is_primary_owner": True,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "tz": "Europe/Oslo",
        "tz_label": "Central European Summer Time",
        "tz_offset": 7200,
    }
    pictures = {name for name in profile if name.startswith("image_")}
    assert pictures == {f"image_{size}" for size in (24, 32, 48, 72, 192, 512)}
    assert {name: value for name, value in profile.items() if name not in pictures} == {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": "Kari Nordmann",
        "real_name_normalized": "Kari Nordmann",
        "display_name": "kari.nordmann",
        "display_name_normalized": "kari.nordmann",
        "first_name": "Kari",
        "last_name": "Nordmann",
        "fields": {},
        "status_text": "",
        "status_text_canonical": "",
        "status_emoji": "",
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "avatar_hash": f"g{kari.id.lower()}",
        "team": workspace.state.team.id,
        "email": "kari.nordmann@oving.example.no",
    }


async def test_an_account_that_is_deactivated_has_no_flags_and_no_time_zone(client: AsyncWebClient) -> None:
    user = (await client.users_info(user="USLUTTET"))["user"]

    assert user["deleted"] is True
    assert not {"is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted", "tz"} & set(user)


async def test_the_bot_is_told_of_as_a_bot_and_as_a_user(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    state = workspace.state

    bot = (await client.bots_info(bot=state.bot_id))["bot"]
    own = (await client.users_profile_get())["profile"]

    assert set(bot.pop("icons")) == {"image_36", "image_48", "image_72"}
    assert bot == {
        "id": state.bot_id,
        "deleted": False,
        "name": "Pådriver",
        "updated": int(NOON.timestamp()),
        "app_id": state.app_id,
        "user_id": state.bot.id,
    }
    assert (own["bot_id"], own["api_app_id"], own["always_active"]) == (state.bot_id, state.app_id, True)
    assert "email" not in own
    assert (await client.bots_info()).data == {"ok": True}
    assert await refusal(client.bots_info(bot="B9999999")) == {"error": "bot_not_found"}
    assert await refusal(client.users_profile_get(user="U9999999")) == {"error": "user_not_found"}


async def test_a_person_is_found_by_their_address(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    found = await client.users_lookupByEmail(email="Per.Hansen@oving.example.no")

    assert found["user"]["id"] == workspace.person("Per Hansen").id
    for email in ("ingen@oving.example.no", "siri@oving.example.no"):
        assert await refusal(client.users_lookupByEmail(email=email)) == {"error": "users_not_found"}


async def test_an_address_is_shown_only_with_the_scope_for_it() -> None:
    scopes = ["users:read", "users.profile:read"]
    workspace = a_workspace(manifest={"oauth_config": {"scopes": {"bot": scopes}}})
    async with serve(workspace):
        client, kari = web_client(workspace), workspace.person("Kari Nordmann").id
        profiles = [
            (await client.users_profile_get(user=kari))["profile"],
            (await client.users_info(user=kari))["user"]["profile"],
            *(each["profile"] for each in (await client.users_list())["members"]),
        ]
        assert all("email" not in each for each in profiles)
        refused = await refusal(client.users_lookupByEmail(email="kari.nordmann@oving.example.no"))
        assert (refused["error"], refused["needed"]) == ("missing_scope", "users:read.email")


async def test_the_bot_invites_people_to_a_channel_it_is_in(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    kari, per, bot = workspace.person("Kari Nordmann"), workspace.person("Per Hansen"), workspace.state.bot.id
    made = (await client.conversations_create(name="hemmelig-plan"))["channel"]["id"]

    assert await refusal(client.conversations_invite(channel=made, users=f"{kari.id},U9,{bot}")) == {
        "error": "user_not_found",
        "errors": [
            {"user": "U9", "ok": False, "error": "user_not_found"},
            {"user": bot, "ok": False, "error": "cant_invite_self"},
        ],
    }
    assert (await client.conversations_members(channel=made))["members"] == [bot]

    forced = await client.conversations_invite(channel=made, users=[kari.id, "USLUTTET"], force=True)
    assert forced["channel"]["num_members"] == 2
    assert forced["errors"] == [{"user": "USLUTTET", "ok": False, "error": "cant_invite"}]
    invited = await client.conversations_invite(channel=made, users=per.id)
    assert (invited["channel"]["num_members"], "errors" in invited.data) == (3, False)
    assert (await refusal(client.conversations_invite(channel=made, users=per.id)))["error"] == "already_in_channel"

    joined = await events(workspace, "member_joined_channel")
    assert [(each["user"], each["inviter"]) for each in joined] == [(kari.id, bot), (per.id, bot)]


async def test_the_bot_takes_people_out_of_a_channel(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    per, bot = workspace.person("Per Hansen"), workspace.state.bot.id
    project = workspace.state.channel("prosjekt").id

    async def error(channel: str, user: str) -> Any:
        return (await refusal(client.conversations_kick(channel=channel, user=user)))["error"]

    assert (await client.conversations_kick(channel=project, user=per.id)).data == {"ok": True, "errors": {}}
    assert per.id not in (await client.conversations_members(channel=project))["members"]
    assert await error(project, per.id) == "not_in_channel"
    assert await error(project, bot) == "cant_kick_self"
    assert await error(project, "U9999999") == "user_not_found"
    assert await error(project, "") == "no_user"
    assert await error(workspace.state.channel("generelt").id, per.id) == "cant_kick_from_general"


async def test_the_bot_gives_its_own_channel_another_name(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    made = (await client.conversations_create(name="plan"))["channel"]
    assert (made["creator"], made["updated"]) == (workspace.state.bot.id, made["created"] * 1000)

    renamed = (await client.conversations_rename(channel=made["id"], name="plan-2027"))["channel"]

    assert (renamed["name"], renamed["previous_names"]) == ("plan-2027", ["plan"])
    assert workspace.state.find_channel("plan") is None
    (told,) = await events(workspace, "channel_rename")
    assert told["channel"] == {"id": made["id"], "name": "plan-2027", "created": made["created"]}

    for name, code in (
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("-_-", "invalid_name_punctuation"),
        ("Plan 2027", "invalid_name_specials"),
        ("media", "name_taken"),
    ):
        assert (await refusal(client.conversations_rename(channel=made["id"], name=name)))["error"] == code
        assert (await refusal(client.conversations_create(name=name)))["error"] == code
    project = workspace.state.channel("prosjekt").id
    assert await refusal(client.conversations_rename(channel=project, name="ny")) == {"error": "not_authorized"}


@pytest.mark.parametrize("method", ["conversations.invite", "conversations.kick", "conversations.rename"])
async def test_a_channel_the_bot_cannot_change_is_refused(
    workspace: LocalWorkspace, client: AsyncWebClient, method: str
) -> None:
    kari = workspace.person("Kari Nordmann")
    rest = {"users": kari.id, "user": kari.id, "name": "ny"}

    async def error(channel: str) -> Any:
        return (await refusal(client.api_call(method, params={"channel": channel, **rest})))["error"]

    assert await error("C9999999") == "channel_not_found"
    assert await error(workspace.state.channel("media").id) == "not_in_channel"
    direct = (await client.conversations_open(users=kari.id))["channel"]["id"]
    assert await error(direct) == "method_not_supported_for_channel_type"
    await client.conversations_archive(channel=workspace.state.channel("prosjekt").id)
    assert await error(workspace.state.channel("prosjekt").id) == "is_archived"

    limited = a_workspace(manifest={"oauth_config": {"scopes": {"bot": ["chat:write"]}}})
    async with serve(limited):
        place = {"channel": limited.state.channel("generelt").id, **rest}
        refused = await refusal(web_client(limited).api_call(method, params=place))
        assert (refused["error"], refused["needed"]) == ("missing_scope", "channels:manage")


async def test_nobody_is_invited_where_nobody_is_named(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    project = workspace.state.channel("prosjekt").id
    assert await refusal(client.conversations_invite(channel=project, users="")) == {"error": "no_user"}
    many = ",".join(f"U{number}" for number in range(101))
    assert await refusal(client.conversations_invite(channel=project, users=many)) == {"error": "too_many_users"}
