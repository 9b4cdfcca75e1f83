"""Trouble can be ordered: the app then meets a bad day, for real."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.local.pace import Pace
from bot.local.server import LocalWorkspace, serve
from bot.local.transport.signing import signature
from tests.support.local import a_workspace, bolt, web_client


@pytest.fixture
async def workspace() -> AsyncIterator[LocalWorkspace]:
    made = a_workspace()
    async with serve(made):
        yield made


@pytest.fixture
def client(workspace: LocalWorkspace) -> AsyncWebClient:
    return web_client(workspace)


def texts(workspace: LocalWorkspace) -> list[str]:
    return [message.text for message in workspace.state.channel("generelt").messages]


async def test_too_many_calls_are_put_off(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    workspace.trouble.add("ratelimited", "chat.postMessage", retry_after=30)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="generelt", text="x")
    response = caught.value.response
    assert (response.status_code, response.headers["Retry-After"], response["error"]) == (429, "30", "ratelimited")
    await client.chat_postMessage(channel="generelt", text="y")
    assert texts(workspace) == ["y"]


async def test_messages_that_come_too_fast_in_one_channel_are_put_off(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    seconds = [0.0]
    workspace.pace = Pace(lambda: seconds[0], burst=2)
    other = workspace.new_channel("styret", [workspace.state.bot.id])
    for text in ("a", "b"):
        await client.chat_postMessage(channel="generelt", text=text)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=workspace.state.channel("generelt").id, text="c")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
    await client.chat_postMessage(channel=other.id, text="d")
    seconds[0] = 1.0
    await client.chat_postMessage(channel="generelt", text="e")
    assert texts(workspace) == ["a", "b", "e"]


async def test_the_server_may_fail(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    workspace.trouble.add("server_error", "chat.postMessage", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel="generelt", text="x")
        assert caught.value.response.status_code == 503
    assert texts(workspace) == []


async def test_the_server_may_fail_with_what_it_has_done(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    workspace.trouble.add("server_error_after", "chat.postMessage")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="generelt", text="x")
    assert caught.value.response.status_code == 503
    assert texts(workspace) == ["x"]


async def test_a_connection_cut_before_acceptance_leaves_nothing(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    workspace.trouble.add("drop_before", "chat.postMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel="generelt", text="x")
    assert texts(workspace) == []


async def test_a_connection_cut_after_acceptance_leaves_the_message(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    workspace.trouble.add("drop_after", "chat.postMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel="generelt", text="x")
    assert texts(workspace) == ["x"]


async def test_slacks_own_client_posts_twice_when_it_retries_a_dropped_connection(workspace: LocalWorkspace) -> None:
    workspace.trouble.add("drop_after", "chat.postMessage")
    retrying = AsyncWebClient(token=workspace.bot_token, base_url=f"{workspace.base_url}/api/")
    await retrying.chat_postMessage(channel="generelt", text="x")
    assert texts(workspace) == ["x", "x"]


@pytest.mark.parametrize(("kind", "error"), [("archived", "is_archived"), ("token_revoked", "token_revoked")])
async def test_a_channel_or_a_token_may_be_lost(
    workspace: LocalWorkspace, client: AsyncWebClient, kind: Any, error: str
) -> None:
    workspace.trouble.add(kind, "chat.postMessage", channel=workspace.state.channel("generelt").id)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="generelt", text="x")
    assert caught.value.response["error"] == error


async def test_trouble_in_one_channel_leaves_the_others_alone(
    workspace: LocalWorkspace, client: AsyncWebClient
) -> None:
    workspace.trouble.add("archived", "chat.postMessage", channel="C9999999")
    await client.chat_postMessage(channel="generelt", text="x")
    assert texts(workspace) == ["x"]


async def test_any_slack_error_can_be_ordered_and_called_off(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    workspace.trouble.add("error", code="account_inactive", times=2)
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response["error"] == "account_inactive"
    workspace.trouble.clear()
    assert (await client.auth_test())["ok"] is True


async def test_a_slow_call_is_still_carried_out(workspace: LocalWorkspace, client: AsyncWebClient) -> None:
    workspace.trouble.add("slow", "chat.postMessage", seconds=0.01)
    await client.chat_postMessage(channel="generelt", text="x")
    assert texts(workspace) == ["x"]


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_one_reaction_may_come_under_two_event_ids(transport: str) -> None:
    ids: list[str] = []

    def listen(app: AsyncApp) -> None:
        @app.event("reaction_added")
        async def hear(body: Any) -> None:
            ids.append(body["event_id"])

        @app.event("message")
        async def ignore() -> None:
            pass

    async with bolt(transport, listen) as bench:
        bench.workspace.trouble.add_event("twin", "reaction_added")
        kari = bench.workspace.person("Kari Nordmann")
        kari.react(kari.say("Bra saker"), "eyes")
        await bench.workspace.settled()

    assert len(ids) == len(set(ids)) == 2


async def test_an_event_may_be_delivered_again_though_it_was_taken() -> None:
    heard: list[tuple[str, Any]] = []

    def listen(app: AsyncApp) -> None:
        @app.event("app_home_opened")
        async def hear(body: Any, request: Any) -> None:
            heard.append((body["event_id"], request.headers.get("x-slack-retry-num")))

    async with bolt("http", listen) as bench:
        bench.workspace.trouble.add_event("retry", "app_home_opened", copies=2)
        bench.workspace.person("Kari Nordmann").home()
        await bench.workspace.settled()

    assert len({event_id for event_id, _ in heard}) == 1
    assert sorted(str(retry) for _, retry in heard) == ["None", "['1']", "['2']"]


async def test_an_event_that_is_not_taken_comes_again_at_once_after_one_and_after_five_minutes() -> None:
    heard: list[Any] = []

    def listen(app: AsyncApp) -> None:
        @app.event("app_home_opened")
        async def hear(request: Any) -> None:
            headers = request.headers
            heard.append((headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")))
            message = "not today"
            raise RuntimeError(message)

    async with bolt("http", listen) as bench:
        workspace = bench.workspace
        workspace.person("Kari Nordmann").home()
        await workspace.settled()
        assert heard == [(None, None), (["1"], ["http_error"])]
        await workspace.advance(59)
        assert len(heard) == 2
        await workspace.advance(1)
        assert heard[2:] == [(["2"], ["http_error"])]
        await workspace.advance(300)
        assert heard[3:] == [(["3"], ["http_error"])]
        await workspace.advance(3600)
        assert len(heard) == 4


async def test_an_event_that_met_no_listener_on_the_port_comes_again() -> None:
    workspace = a_workspace(request_url="http://127.0.0.1:9/slack/events")
    await workspace.happened({"type": "app_uninstalled"})
    assert [(each.retry, each.reason) for each in workspace.events.sent] == [(0, ""), (1, "connection_failed")]
    await workspace.close()


def test_the_signature_is_slacks_own() -> None:
    # Source: the worked example of https://docs.slack.dev/authentication/verifying-requests-from-slack
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    assert signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


async def test_an_app_with_another_secret_turns_the_workspace_away() -> None:
    def listen(app: AsyncApp) -> None:
        @app.command("/frister")
        async def frister(ack: Any) -> None:
            await ack("Dette skal ikke vises")

    workspace = a_workspace(signing_secret="a")
    async with bolt("http", listen, workspace) as bench:
        url = bench.workspace.request_url
        bench.workspace.signing_secret = "b"
        bench.workspace.request_url = url
        kari = bench.workspace.person("Kari Nordmann")
        with bench.workspace.bus.subscribed(kari.id) as seen:
            assert await kari.command("/frister") == []
            notice = await seen.get()

    assert notice is not None
    assert notice["text"] == "Boten svarte med en feil. Prøv igjen om litt."


def test_a_request_url_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="the request URL must be on this machine"):
        a_workspace(request_url="http://example.no/slack/events")


async def test_a_request_url_proves_itself() -> None:
    async with bolt("http", lambda _: None) as bench:
        assert await bench.workspace.verify_request_url() is True
        bench.workspace.request_url = "http://127.0.0.1:9/slack/events"
        assert await bench.workspace.verify_request_url() is False
