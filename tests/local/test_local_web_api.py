"""The Web API answers Slack's own client as Slack does: what it gives, and what it refuses."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.local.server import LocalWorkspace, serve
from tests.support.local import a_workspace, section, web_client


@pytest.fixture
async def workspace() -> AsyncIterator[LocalWorkspace]:
    made = a_workspace(channels=("generelt", "media"), bot_in=("generelt",))
    async with serve(made):
        yield made


@pytest.fixture
def client(workspace: LocalWorkspace) -> AsyncWebClient:
    return web_client(workspace)


async def refusal(call: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await call
    data: dict[str, Any] = caught.value.response.data
    return data


async def test_the_token_tells_who_it_is(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    told = await client.auth_test()
    assert (told["team"], told["user"], told["user_id"]) == ("Øving", "pådriver", workspace.state.bot.id)


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-feil", "invalid_auth")])
async def test_a_token_that_is_not_ours_is_refused(workspace: LocalWorkspace, token: str, error: str) -> None:
    assert await refusal(web_client(workspace, token).auth_test()) == {"ok": False, "error": error}


async def test_each_token_opens_its_own_doors_only(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    as_app = web_client(workspace, workspace.app_token)
    assert (await refusal(as_app.chat_postMessage(channel="generelt", text="x")))["error"] == "not_allowed_token_type"
    refused = await refusal(client.apps_connections_open(app_token=workspace.bot_token))
    assert refused["error"] == "not_allowed_token_type"


async def test_a_revoked_token_is_refused(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    workspace.revoked = True
    assert (await refusal(client.auth_test()))["error"] == "token_revoked"


async def test_a_missing_scope_is_named() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}}}
    workspace = a_workspace(manifest=manifest)
    async with serve(workspace):
        client = web_client(workspace)
        await client.chat_postMessage(channel="generelt", text="Dette er lov")
        assert await refusal(client.users_list()) == {
            "ok": False,
            "error": "missing_scope",
            "needed": "users:read",
            "provided": "chat:write,commands",
        }


async def test_an_unknown_method_is_refused(client: AsyncWebClient) -> None:
    assert (await refusal(client.api_call("chat.shout")))["error"] == "unknown_method"


async def test_a_message_is_posted_updated_linked_to_and_deleted(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel="#generelt", text="Uke 41", blocks=[section("*Uke 41*")])
    link = await client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
    assert link["permalink"] == f"{workspace.base_url}/archives/{posted['channel']}/p{posted['ts'].replace('.', '')}"

    changed = await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Uke 42")
    assert changed["message"]["text"] == "Uke 42"
    assert changed["message"]["blocks"] == posted["message"]["blocks"]

    await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    gone = await refusal(client.chat_update(channel=posted["channel"], ts=posted["ts"], text="x"))
    assert gone["error"] == "message_not_found"


async def test_the_bot_changes_only_what_it_said_itself(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    said = workspace.person("Kari Nordmann").say("Min melding")
    place = {"channel": said.channel, "ts": said.ts}
    assert (await refusal(client.chat_update(**place, text="x")))["error"] == "cant_update_message"
    assert (await refusal(client.chat_delete(**place)))["error"] == "cant_delete_message"


async def test_the_bot_posts_only_where_it_may(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    async def error(channel: str) -> Any:
        return (await refusal(client.chat_postMessage(channel=channel, text="x")))["error"]

    assert await error("C9999999") == "channel_not_found"
    assert await error("media") == "not_in_channel"
    await client.conversations_join(channel=workspace.state.channel("media").id)
    await client.chat_postMessage(channel="media", text="Nå går det")
    await client.conversations_archive(channel=workspace.state.channel("media").id)
    assert await error("media") == "is_archived"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": "ikke json"}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "nudge"}}, "invalid_metadata_format"),
        ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
    ],
)
async def test_content_slack_does_not_take_is_refused(
    client: AsyncWebClient, content: dict[str, Any], error: str
) -> None:
    assert (await refusal(client.api_call("chat.postMessage", json={"channel": "generelt", **content})))[
        "error"
    ] == error


async def test_wrong_blocks_are_refused_with_the_place_of_each_fault(client: AsyncWebClient) -> None:
    blocks = [section("x" * 3001), {"type": "header", "text": {"type": "mrkdwn", "text": "Nei"}}]
    refused = await refusal(client.chat_postMessage(channel="generelt", text="x", blocks=blocks))
    assert refused == {
        "ok": False,
        "error": "invalid_blocks",
        "response_metadata": {
            "messages": [
                "[ERROR] must be no more than 3000 characters [json-pointer:/blocks/0/text/text]",
                "[ERROR] must be one of: plain_text [json-pointer:/blocks/1/text/type]",
            ]
        },
    }


async def test_an_ephemeral_message_is_for_one_member(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    kari, per = workspace.person("Kari Nordmann"), workspace.person("Per Hansen")
    await client.chat_postEphemeral(channel=kari.channel().id, user=kari.id, text="Bare til deg")
    assert [message.text for message in kari.sees()] == ["Bare til deg"]
    assert per.sees() == []
    assert (await client.conversations_history(channel=kari.channel().id))["messages"] == []

    per.channel().members.remove(per.id)
    refused = await refusal(client.chat_postEphemeral(channel=per.channel().id, user=per.id, text="x"))
    assert refused["error"] == "user_not_in_channel"


async def test_history_is_newest_first_in_pages_and_tells_metadata_only_on_demand(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    channel = workspace.state.channel("generelt").id
    metadata = {"event_type": "nudge", "event_payload": {"delivery_id": 42}}
    for number in range(5):
        await client.chat_postMessage(channel=channel, text=str(number), metadata=metadata)

    first = await client.conversations_history(channel=channel, limit=3)
    assert [message["text"] for message in first["messages"]] == ["4", "3", "2"]
    assert "metadata" not in first["messages"][0]
    rest = await client.conversations_history(
        channel=channel, limit=3, cursor=first["response_metadata"]["next_cursor"], include_all_metadata=True
    )
    assert [message["text"] for message in rest["messages"]] == ["1", "0"]
    assert (rest["has_more"], rest["messages"][0]["metadata"]) == (False, metadata)
    since = await client.conversations_history(channel=channel, oldest=first["messages"][1]["ts"])
    assert [message["text"] for message in since["messages"]] == ["4"]


async def test_a_thread_holds_its_replies(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    said = workspace.person("Kari Nordmann").say("Hvem tar denne?")
    await client.chat_postMessage(channel=said.channel, text="Jeg", thread_ts=said.ts)
    workspace.person("Per Hansen").say("Fint", thread_ts=said.ts)

    thread = await client.conversations_replies(channel=said.channel, ts=said.ts)
    assert [message["text"] for message in thread["messages"]] == ["Hvem tar denne?", "Jeg", "Fint"]
    assert thread["messages"][0]["reply_count"] == 2
    assert len((await client.conversations_history(channel=said.channel))["messages"]) == 1


async def test_a_direct_conversation_is_opened_by_user(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    per = workspace.person("Per Hansen")
    opened = await client.conversations_open(users=per.id)
    await client.chat_postMessage(channel=opened["channel"]["id"], text="Hei, Per")
    assert [message.text for message in per.sees("bot")] == ["Hei, Per"]
    assert (await refusal(client.conversations_open(users="U9999999")))["error"] == "user_not_found"


async def test_channels_and_people_are_listed(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    channels = await client.conversations_list()
    assert [(each["name"], each["is_member"]) for each in channels["channels"]] == [
        ("generelt", True),
        ("media", False),
    ]
    mine = await client.users_conversations(types="public_channel,im")
    assert [each.get("name") for each in mine["channels"]] == ["generelt", None, None]
    members = await client.conversations_members(channel=workspace.state.channel("generelt").id)
    assert workspace.state.bot.id in members["members"]
    people = await client.users_list()
    assert [each["real_name"] for each in people["members"]] == ["Pådriver", "Kari Nordmann", "Per Hansen"]
    kari = await client.users_info(user=workspace.person("Kari Nordmann").id)
    assert kari["user"]["profile"]["first_name"] == "Kari"
    assert (await refusal(client.users_info(user="U9999999")))["error"] == "user_not_found"
    made = await client.conversations_create(name="prosjekt")
    assert (await client.conversations_info(channel=made["channel"]["id"]))["channel"]["is_member"] is True
    assert (await refusal(client.conversations_create(name="prosjekt")))["error"] == "name_taken"


async def test_reactions_are_added_read_and_taken_back(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    said = workspace.person("Kari Nordmann").say("Ferdig")
    place = {"channel": said.channel, "timestamp": said.ts}
    await client.reactions_add(**place, name="eyes")
    assert (await refusal(client.reactions_add(**place, name="eyes")))["error"] == "already_reacted"
    got = await client.reactions_get(**place)
    assert got["message"]["reactions"] == [{"name": "eyes", "users": [workspace.state.bot.id], "count": 1}]
    await client.reactions_remove(**place, name="eyes")
    assert (await refusal(client.reactions_remove(**place, name="eyes")))["error"] == "no_reaction"


async def test_a_file_is_uploaded_and_shared(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    channel = workspace.state.channel("generelt").id
    await client.files_upload_v2(
        channel=channel, filename="frister.ics", content="BEGIN:VCALENDAR", title="Frister", initial_comment="Her er de"
    )
    (message,) = workspace.person("Per Hansen").sees("generelt")
    assert message.text == "Her er de"
    assert [(file.title, file.content) for file in message.files] == [("Frister", b"BEGIN:VCALENDAR")]


async def test_a_file_may_be_uploaded_in_a_form(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    content = bytes(range(256)) + b"\r\n--\r\n"
    asked = await client.files_getUploadURLExternal(filename="bilde.png", length=len(content))
    form = aiohttp.FormData({"note": "bilde"})
    form.add_field("body", content, filename="Untitled")
    async with aiohttp.ClientSession() as session, session.post(asked["upload_url"], data=form) as answer:
        assert (answer.status, await answer.text()) == (200, f"OK - {len(content)}")
    assert workspace.state.files[asked["file_id"]].content == content


async def test_timestamps_are_unique_and_follow_the_workspaces_clock(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    stamps = [(await client.chat_postMessage(channel="generelt", text="x"))["ts"] for _ in range(3)]
    assert len(set(stamps)) == 3
    assert {stamp.partition(".")[0] for stamp in stamps} == {str(int(workspace.now().timestamp()))}


async def test_what_is_said_in_public_is_told_to_the_app_and_what_is_private_is_not(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    channel = workspace.state.channel("generelt").id
    posted = await client.chat_postMessage(channel=channel, text="Uke 41")
    await client.chat_update(channel=channel, ts=posted["ts"], text="Uke 42")
    await client.chat_delete(channel=channel, ts=posted["ts"])
    await client.chat_postEphemeral(channel=channel, user=workspace.person("Per Hansen").id, text="Privat")

    told = [each.payload["event"] for each in workspace.events.sent if each.retry == 0]
    assert [each.get("subtype") for each in told] == [None, "message_changed", "message_deleted"]
    assert [told[0]["bot_id"], told[1]["message"]["edited"]["user"]] == [
        workspace.state.bot_id,
        workspace.state.bot.id,
    ]


async def test_a_channel_the_bot_is_not_in_tells_it_nothing(workspace: LocalWorkspace) -> None:
    kari = workspace.person("Kari Nordmann")
    kari.react(kari.say("Hei @Pådriver", "media"), "eyes")
    assert list(workspace.events.sent) == []


async def test_the_bot_leaves_a_channel(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    channel = workspace.state.channel("generelt").id
    await client.conversations_leave(channel=channel)
    assert (await refusal(client.conversations_history(channel=channel)))["error"] == "not_in_channel"
    assert (await client.conversations_leave(channel=channel))["not_in_channel"] is True


async def test_a_public_scope_lets_the_bot_write_where_it_is_not() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["chat:write", "chat:write.public"]}}}
    workspace = a_workspace(manifest=manifest, bot_in=())
    async with serve(workspace):
        await web_client(workspace).chat_postMessage(channel="generelt", text="Hei")
    assert [message.text for message in workspace.person("Per Hansen").sees("generelt")] == ["Hei"]


async def test_an_upload_that_never_came_cannot_be_shared(client: AsyncWebClient) -> None:
    asked = await client.files_getUploadURLExternal(filename="x.txt", length=3)
    refused = await refusal(client.files_completeUploadExternal(files=[{"id": asked["file_id"]}]))
    assert refused["error"] == "file_not_found"


async def test_a_file_is_given_back_as_a_download(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    given = await client.files_upload_v2(filename="årshjul.html", content="<script>")
    url = given["files"][0]["url_private"]
    headers = {"Authorization": f"Bearer {workspace.bot_token}"}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        assert await answer.text() == "<script>"
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%A5rshjul.html"
    assert workspace.state.files[given["files"][0]["id"]].length == 8
    for refused in ({}, {"Authorization": "Bearer xoxb-other"}):
        async with (
            aiohttp.ClientSession() as session,
            session.get(url, headers=refused, allow_redirects=False) as answer,
        ):
            assert (answer.status, "?redir=/files/" in answer.headers["Location"]) == (302, True)


async def test_what_a_person_gives_in_a_conversation_is_seen_by_those_in_it_alone(
    workspace: LocalWorkspace,
) -> None:
    kari, per = workspace.person("Kari Nordmann"), workspace.person("Per Hansen")
    asked = {"user": kari.id, "channel": kari.channel("bot").id, "name": "bok.xlsx"}
    kind = {"Content-Type": "application/octet-stream"}
    base = workspace.base_url
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{base}/_local/file", params=asked, data=b"PK", headers=kind) as answer:
            assert (await answer.json())["ok"] is True
        (message,) = kari.sees("bot")
        (file,) = message.files
        for user, status in ((kari.id, 200), (per.id, 404), ("", 404)):
            async with session.get(f"{base}/_local/file/{file.id}", params={"user": user}) as answer:
                assert answer.status == status
        for more, status in (
            ({"user": per.id}, 400),
            ({"name": ""}, 400),
            ({"channel": "ingen"}, 400),
        ):
            async with session.post(f"{base}/_local/file", params=asked | more, data=b"PK", headers=kind) as answer:
                assert answer.status == status
        for headers in ({"Content-Type": "text/plain"}, kind | {"Origin": "http://example.com"}):
            async with session.post(f"{base}/_local/file", params=asked, data=b"PK", headers=headers) as answer:
                assert answer.status in {403, 415}


async def test_arguments_that_cannot_be_read_are_refused(client: AsyncWebClient) -> None:
    for arguments, error in (
        ({"limit": "mange"}, "invalid_limit"),
        ({"cursor": "ikke en side"}, "invalid_cursor"),
        ({"types": "alt"}, "invalid_types"),
    ):
        assert (await refusal(client.api_call("conversations.list", params=arguments)))["error"] == error
    refused = await refusal(client.api_call("chat.postMessage", json={"text": "x"}))
    assert refused["response_metadata"] == {"messages": ["[ERROR] missing required field: channel"]}
