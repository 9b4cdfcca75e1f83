"""Socket Mode as Slack runs it: several connections, one delivery each, and connections that come again."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.local.server import LocalWorkspace, serve
from tests.support.local import a_workspace, web_client


@pytest.fixture
async def workspace() -> AsyncIterator[LocalWorkspace]:
    made = a_workspace()
    async with serve(made):
        yield made


class Dialler:
    """Opens connections as an app does; they are closed when the test ends."""

    def __init__(self, workspace: LocalWorkspace, session: aiohttp.ClientSession, stack: AsyncExitStack) -> None:
        self.workspace = workspace
        self.session = session
        self.stack = stack

    async def address(self) -> str:
        opened = await web_client(self.workspace).apps_connections_open(app_token=self.workspace.app_token)
        return str(opened["url"])

    async def connect(self, url: str | None = None) -> aiohttp.ClientWebSocketResponse:
        socket = await self.session.ws_connect(url or await self.address())
        self.stack.push_async_callback(socket.close)
        hello = await socket.receive_json()
        assert (hello["type"], hello["connection_info"]) == ("hello", {"app_id": self.workspace.state.app_id})
        return socket


@pytest.fixture
async def dial(workspace: LocalWorkspace) -> AsyncIterator[Dialler]:
    async with aiohttp.ClientSession() as session, AsyncExitStack() as stack:
        yield Dialler(workspace, session, stack)


async def test_each_event_goes_to_one_connection(workspace: LocalWorkspace, dial: Dialler) -> None:
    sockets = [await dial.connect() for _ in range(3)]
    kari = workspace.person("Kari Nordmann")
    for number in range(3):
        kari.say(str(number))
    heard: list[Any] = [await socket.receive_json() for socket in sockets]
    for socket, envelope in zip(sockets, heard, strict=True):
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
    await workspace.settled()

    assert sorted(each["payload"]["event"]["text"] for each in heard) == ["0", "1", "2"]
    assert {each["type"] for each in heard} == {"events_api"}
    assert {each["accepts_response_payload"] for each in heard} == {False}
    assert len(workspace.events.sent) == 3


async def test_ten_connections_are_allowed_and_no_more(dial: Dialler) -> None:
    held = [await dial.connect() for _ in range(10)]
    with pytest.raises(SlackApiError) as caught:
        await dial.address()
    assert (len(held), caught.value.response["error"]) == (10, "too_many_websockets")


async def test_an_address_opens_one_connection_only(dial: Dialler) -> None:
    url = await dial.address()
    await dial.connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await dial.connect(url)


async def test_a_connection_asked_to_come_anew_gets_nothing_more(workspace: LocalWorkspace, dial: Dialler) -> None:
    old = await dial.connect()
    await workspace.sockets.refresh()
    assert (await old.receive_json())["type"] == "disconnect"
    assert workspace.connected is False

    new = await dial.connect()
    workspace.person("Kari Nordmann").say("Hei")
    assert (await new.receive_json())["payload"]["event"]["text"] == "Hei"


async def test_what_a_lost_connection_did_not_take_comes_on_another(workspace: LocalWorkspace, dial: Dialler) -> None:
    first = await dial.connect()
    workspace.person("Kari Nordmann").say("Hei")
    envelope = await first.receive_json()
    second = await dial.connect()
    await first.close()
    again = await second.receive_json()

    assert again["payload"]["event_id"] == envelope["payload"]["event_id"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "connection_failed")


async def test_what_is_no_acknowledgement_is_ignored(workspace: LocalWorkspace, dial: Dialler) -> None:
    socket = await dial.connect()
    kari = workspace.person("Kari Nordmann")
    asking = asyncio.create_task(kari.command("/frister"))
    envelope = await socket.receive_json()
    for said in ("ikke json", "[]", json.dumps({"envelope_id": "feil"})):
        await socket.send_str(said)
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Ingen frister"}})

    assert [message.text for message in await asking] == ["Ingen frister"]
