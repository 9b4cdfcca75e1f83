"""Sending nudges: where they stand, what an error means, and that none is sent twice."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card, Item, Paragraph
from bot.local import posting
from bot.local.server import LocalWorkspace, serve
from bot.slack.errors import send_error
from bot.slack.identity import open_client
from bot.slack.manifest import manifest
from bot.slack.sender import SlackSender
from jobs.ports import (
    AccessLostError,
    Half,
    PermanentSendError,
    SendError,
    Sent,
    TransientSendError,
    UncertainSendError,
)
from tests.support_local import NOON, a_workspace
from tests.support_slack import seen

CARD = Card("Ukesoversikt", (Paragraph(("Denne uken",)),), summary="Uke 41")
LONG = Card("Ukesoversikt", tuple(Item((f"Frist nummer {number} " + "x" * 100,)) for number in range(120)))


@pytest.fixture
async def workspace() -> AsyncIterator[LocalWorkspace]:
    made = a_workspace(manifest=manifest(None, socket_mode=True), channels=("generelt", "styret"))
    async with serve(made):
        yield made


@pytest.fixture
async def sender(workspace: LocalWorkspace) -> AsyncIterator[SlackSender]:
    async with aiohttp.ClientSession() as session:
        yield SlackSender(open_client(workspace.bot_token, f"{workspace.base_url}/api/", session), pace=0)


def channel(workspace: LocalWorkspace, name: str = "generelt") -> str:
    return workspace.state.channel(name).id


async def test_a_nudge_is_posted_and_found_again_by_its_delivery(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    sent = await sender.post(channel(workspace), CARD, 42)
    (message,) = workspace.state.channel("generelt").messages
    assert sent == Sent(channel(workspace), message.ts)
    assert seen(message) == ["Ukesoversikt", "Denne uken"]
    assert message.text == "Uke 41\n\nUkesoversikt\n\nDenne uken"
    assert await sender.find(channel(workspace), 42, NOON) == sent
    assert await sender.find(channel(workspace), 43, NOON) is None


async def test_a_person_is_written_to_directly(workspace: LocalWorkspace, sender: SlackSender) -> None:
    kari = workspace.person("Kari Nordmann")
    sent = await sender.post(kari.id, CARD, 42)
    assert [message.ts for message in kari.sees("bot")] == [sent.message_ref]
    assert await sender.find(kari.id, 42, NOON) == sent


async def test_a_nudge_is_replaced_where_it_stands(workspace: LocalWorkspace, sender: SlackSender) -> None:
    sent = await sender.post(channel(workspace), CARD, 42)
    await sender.update(sent, Card("Ukesoversikt", (Paragraph(("Alt er gjort",)),)))
    (message,) = workspace.state.channel("generelt").messages
    assert seen(message) == ["Ukesoversikt", "Alt er gjort"]


async def test_a_long_nudge_goes_on_in_its_thread_and_is_replaced_there_too(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    sent = await sender.post(channel(workspace), LONG, 42)
    first, *rest = workspace.state.channel("generelt").messages
    assert [message.thread_ts for message in rest] == [first.ts] * len(rest)
    assert [seen(message)[0] for message in (first, *rest)] == [
        "Ukesoversikt",
        "Ukesoversikt (2 av 3)",
        "Ukesoversikt (3 av 3)",
    ]
    assert await sender.find(channel(workspace), 42, NOON) == sent
    await sender.update(sent, Card("Ny", LONG.parts))
    assert [seen(message)[0] for message in (first, *rest)] == ["Ny", "Ny (2 av 3)", "Ny (3 av 3)"]


async def test_a_nudge_that_was_broken_off_goes_on_where_it_stopped(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    for kind in ("slow", "drop_after", "server_error"):
        workspace.trouble.add(kind, "chat.postMessage", seconds=0)  # type: ignore[arg-type] # its kinds
    with pytest.raises(UncertainSendError):
        await sender.post(channel(workspace), LONG, 42, (43,))
    half = await sender.find(channel(workspace), 43, NOON)
    assert isinstance(half, Half)
    assert (half.carries, half.at.replace(microsecond=0)) == ((42, 43), NOON)

    with pytest.raises(UncertainSendError):
        await sender.go_on(half, LONG)
    assert await sender.find(channel(workspace), 43, NOON) == half
    await sender.go_on(half, LONG)

    assert [seen(message)[0] for message in workspace.state.channel("generelt").messages] == [
        "Ukesoversikt",
        "Ukesoversikt (2 av 3)",
        "Ukesoversikt (3 av 3)",
    ]
    assert await sender.find(channel(workspace), 43, NOON) == half.sent


@pytest.mark.parametrize(
    ("trouble", "kind", "reason"),
    [
        ("archived", PermanentSendError, "is_archived"),
        ("token_revoked", AccessLostError, "token_revoked"),
        ("ratelimited", TransientSendError, "ratelimited"),
        ("server_error", UncertainSendError, "http 503"),
        ("drop_before", UncertainSendError, "forbindelsen til Slack ble brutt"),
        ("drop_after", UncertainSendError, "forbindelsen til Slack ble brutt"),
    ],
)
async def test_trouble_is_told_as_what_it_is(
    workspace: LocalWorkspace, sender: SlackSender, trouble: str, kind: type[SendError], reason: str
) -> None:
    workspace.trouble.add(trouble, "chat.postMessage", retry_after=30)  # type: ignore[arg-type] # one of its kinds
    with pytest.raises(SendError) as caught:
        await sender.post(channel(workspace), CARD, 42)
    assert (type(caught.value), caught.value.reason) == (kind, reason)
    assert caught.value.retry_after == (30 if trouble == "ratelimited" else None)
    assert workspace.bot_token not in repr(caught.value)


async def test_a_message_whose_answer_was_lost_is_found_and_stands_once(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    workspace.trouble.add("drop_after", "chat.postMessage")
    with pytest.raises(UncertainSendError):
        await sender.post(channel(workspace), CARD, 42)
    (message,) = workspace.state.channel("generelt").messages
    assert await sender.find(channel(workspace), 42, NOON) == Sent(channel(workspace), message.ts)


async def test_a_message_is_found_among_many_that_came_after_it(workspace: LocalWorkspace, sender: SlackSender) -> None:
    sent = await sender.post(channel(workspace), CARD, 42, also=[43, 44])
    room = workspace.state.channel("generelt")
    for number in range(450):
        posting.post(workspace, room, posting.new_message(workspace, room, workspace.state.people()[0].id, f"{number}"))
    assert [await sender.find(room.id, delivery, NOON) for delivery in (42, 44, 45)] == [sent, sent, None]


async def test_where_too_much_was_said_since_nobody_can_tell(workspace: LocalWorkspace, sender: SlackSender) -> None:
    room = workspace.state.channel("generelt")
    for number in range(2_001):
        posting.post(workspace, room, posting.new_message(workspace, room, workspace.state.people()[0].id, f"{number}"))
    with pytest.raises(UncertainSendError):
        await sender.find(room.id, 42, NOON)
    assert await sender.find(room.id, 42, NOON + timedelta(days=1)) is None


@pytest.mark.parametrize("where", ["styret", "C9999999"])
async def test_a_channel_it_is_not_in_is_permanent(workspace: LocalWorkspace, sender: SlackSender, where: str) -> None:
    address = channel(workspace, where) if where == "styret" else where
    with pytest.raises(PermanentSendError):
        await sender.post(address, CARD, 42)


async def test_slack_out_of_reach_passes() -> None:
    sender = SlackSender(open_client("xoxb-1", "http://127.0.0.1:1/api/"))
    with pytest.raises(TransientSendError) as caught:
        await sender.post("C1", CARD, 42)
    assert caught.value.reason == "når ikke Slack"


def test_a_client_that_retries_by_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="may post twice"):
        SlackSender(AsyncWebClient(token="xoxb-1"))


def test_an_error_nobody_foresaw_is_uncertain_and_a_fault_of_ours_turns_nothing_off() -> None:
    assert isinstance(send_error(aiohttp.ClientPayloadError()), UncertainSendError)
    assert isinstance(send_error(RuntimeError()), UncertainSendError)
    answer = {"ok": False, "error": "invalid_blocks"}
    told = type("Answer", (), {"data": answer, "status_code": 200, "headers": {}})()
    assert type(send_error(SlackApiError("x", told))) is TransientSendError
    slow = type("Answer", (), {"data": answer, "status_code": 429, "headers": {"Retry-After": "soon"}})()
    error = send_error(SlackApiError("x", slow))
    assert isinstance(error, TransientSendError)
    assert error.retry_after is None
