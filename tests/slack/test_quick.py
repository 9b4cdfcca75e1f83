"""What Slack answers to a call, as it is read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.runtime.web import serving
from bot.slack.api_call import api_call
from bot.slack.identity import open_client


@asynccontextmanager
async def answering(body: bytes) -> AsyncIterator[AsyncWebClient]:
    """Give a client of a Slack that answers everything so."""

    async def said(_: Request) -> Response:
        return Response(body, media_type="application/json")

    app = Starlette(routes=[Route("/{method}", said, methods=["POST"])])
    async with serving(app, "127.0.0.1", 0) as address, aiohttp.ClientSession() as session:
        yield open_client("xoxb-1", f"{address}/", session)


async def test_a_message_that_slack_cut_in_the_middle_of_a_character_is_known_to_stand() -> None:
    async with answering(b'{"ok":true,"channel":"C1","ts":"1.2","message":{"text":"Hei \\ud83d"}}') as client:
        told = await api_call(client, "chat.postMessage", b"{}")

    assert (told["channel"], told["ts"], told["message"]["text"]) == ("C1", "1.2", "Hei \ud83d")


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b'{"ok":true', b"\xff"])
async def test_what_is_no_answer_of_slacks_is_no_success(body: bytes) -> None:
    async with answering(body) as client:
        with pytest.raises(SlackApiError, match=r"chat\.postMessage: 200"):
            await api_call(client, "chat.postMessage", b"{}")
