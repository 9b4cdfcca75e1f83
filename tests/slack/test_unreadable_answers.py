"""What Slack answers when a message is posted, as it is read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.cards.card import Card
from bot.runtime.web import serving
from bot.slack.identity import open_client
from bot.slack.sender import SlackSender
from jobs.ports import UncertainSendError

CARD = Card("Hei", ())


@asynccontextmanager
async def answering(body: bytes) -> AsyncIterator[SlackSender]:
    """Give the sender of a workspace in a Slack that answers everything so."""

    async def said(_: Request) -> Response:
        return Response(body, media_type="application/json")

    app = Starlette(routes=[Route("/{method}", said, methods=["POST"])])
    async with serving(app, "127.0.0.1", 0) as address, aiohttp.ClientSession() as session:
        yield SlackSender(open_client("xoxb-1", f"{address}/", session))


async def test_a_message_that_slack_cut_in_the_middle_of_a_character_is_known_to_stand() -> None:
    async with answering(b'{"ok":true,"channel":"C1","ts":"1.2","message":{"text":"Hei \\ud83d"}}') as sender:
        sent = await sender.post("C1", CARD, 1)

    assert (sent.channel_ref, sent.message_ref) == ("C1", "1.2")


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b'{"ok":true', b"\xff"])
async def test_after_what_is_no_answer_of_slacks_nobody_knows_whether_the_message_stands(body: bytes) -> None:
    async with answering(body) as sender:
        with pytest.raises(UncertainSendError):
            await sender.post("C1", CARD, 1)
