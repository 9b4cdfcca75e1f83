"""Sending nudges: where they stand, what an error means, and that none is sent twice."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card, Item, Paragraph
from bot.local import posting
from bot.local.model import LocalChannel, LocalMessage
from bot.local.pace import Pace, reading
from bot.local.server import LocalWorkspace, serve
from bot.slack.errors import send_error
from bot.slack.identity import open_client
from bot.slack.manifest import manifest
from bot.slack.sender import SlackSender
from jobs.ports import (
    AccessLostError,
    PartlySent,
    PermanentSendError,
    Search,
    SendError,
    SentMessage,
    TransientSendError,
    UncertainSendError,
)
from tests.support.local import NOON, Clock, a_workspace
from tests.support.slack import seen

CARD = Card("Ukesoversikt", (Paragraph(("Denne uka",)),), summary="Uke 41")
LONG = Card("Ukesoversikt", tuple(Item((f"Frist nummer {number} " + "x" * 100,)) for number in range(120)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def workspace(clock: Clock) -> AsyncIterator[LocalWorkspace]:
    made = a_workspace(now=clock, manifest=manifest(None, socket_mode=True), channels=("generelt", "styret"))
    async with serve(made):
        yield made


@pytest.fixture
async def sender(workspace: LocalWorkspace) -> AsyncIterator[SlackSender]:
    async with aiohttp.ClientSession() as session:
        yield SlackSender(open_client(workspace.bot_token, f"{workspace.base_url}/api/", session), pace=0)


def channel(workspace: LocalWorkspace, name: str = "generelt") -> str:
    return workspace.state.channel(name).id


def search(address: str, *deliveries: int, cursor: str = "") -> Search:
    """Return a search for what was tried at noon."""
    return Search(address, frozenset(deliveries), NOON, NOON + timedelta(minutes=5), cursor)


async def find(sender: SlackSender, address: str, *deliveries: int) -> dict[int, SentMessage | PartlySent]:
    """Read page after page until all is found, or all is read."""
    found: dict[int, SentMessage | PartlySent] = {}
    cursor = ""
    while True:
        page = await sender.find(search(address, *deliveries, cursor=cursor))
        found |= page.found
        cursor = page.cursor
        if not cursor or found.keys() == set(deliveries):
            return found


async def test_a_nudge_is_posted_and_found_again_by_its_delivery(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    sent = await sender.post(channel(workspace), CARD, 42)
    (message,) = workspace.state.channel("generelt").messages
    assert sent == SentMessage(channel(workspace), message.ts)
    assert seen(message) == ["Ukesoversikt", "Denne uka"]
    assert message.text == "Uke 41\n\nUkesoversikt\n\nDenne uka"
    assert await find(sender, channel(workspace), 42, 43) == {42: sent}


async def test_a_person_is_written_to_directly(workspace: LocalWorkspace, sender: SlackSender) -> None:
    kari = workspace.person("Kari Nordmann")
    sent = await sender.post(kari.id, CARD, 42)
    assert [message.ts for message in kari.sees("bot")] == [sent.message_ref]
    assert await find(sender, kari.id, 42) == {42: sent}


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
    await sender.update(sent, Card("Ny", LONG.parts))
    assert [seen(message)[0] for message in (first, *rest)] == ["Ny", "Ny (2 av 3)", "Ny (3 av 3)"]
    assert sent.parts == tuple(message.ts for message in rest)


async def test_a_long_nudge_is_replaced_where_nothing_may_be_read(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    sent = await sender.post(channel(workspace), LONG, 42)
    first, *rest = workspace.state.channel("generelt").messages
    workspace.trouble.add("ratelimited", "conversations.replies", times=9, retry_after=60)
    await sender.update(sent, Card("Ny", LONG.parts))
    assert [seen(message)[0] for message in (first, *rest)] == ["Ny", "Ny (2 av 3)", "Ny (3 av 3)"]

    older = SentMessage(sent.channel_ref, sent.message_ref)
    await sender.update(older, Card("Nyere", LONG.parts))
    assert [seen(message)[0] for message in (first, *rest)] == ["Nyere", "Ny (2 av 3)", "Ny (3 av 3)"]


async def test_a_nudge_that_was_broken_off_goes_on_where_it_stopped(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    for kind in ("slow", "drop_after", "server_error"):
        workspace.trouble.add(kind, "chat.postMessage", seconds=0)  # type: ignore[arg-type] # its kinds
    with pytest.raises(UncertainSendError):
        await sender.post(channel(workspace), LONG, 42, (43,))
    half = (await find(sender, channel(workspace), 43))[43]
    assert isinstance(half, PartlySent)
    assert (half.carries, half.at.replace(microsecond=0)) == ((42, 43), NOON)

    with pytest.raises(UncertainSendError):
        await sender.go_on(half, LONG)
    await sender.go_on(half, LONG)
    await sender.go_on(half, LONG)

    assert [seen(message)[0] for message in workspace.state.channel("generelt").messages] == [
        "Ukesoversikt",
        "Ukesoversikt (2 av 3)",
        "Ukesoversikt (3 av 3)",
    ]


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
    assert await find(sender, channel(workspace), 42) == {42: SentMessage(channel(workspace), message.ts)}


def talk(workspace: LocalWorkspace, room: LocalChannel, number: int, **more: Any) -> None:
    for each in range(number):
        said = posting.new_message(workspace, room, workspace.state.people()[0].id, f"{each}")
        posting.post(workspace, room, changed(said, **more))


def at_most_once_a_minute(clock: Clock) -> Pace:
    """Return Slack's limit on reading, by that clock."""

    def seconds() -> float:
        return clock.at.timestamp()

    return reading(seconds)


def changed(message: LocalMessage, **more: Any) -> LocalMessage:
    for name, value in more.items():
        setattr(message, name, value)
    return message


async def test_a_message_is_found_among_many_that_came_after_it(workspace: LocalWorkspace, sender: SlackSender) -> None:
    sent = await sender.post(channel(workspace), CARD, 42, also=[43, 44])
    talk(workspace, workspace.state.channel("generelt"), 450)
    assert await find(sender, channel(workspace), 42, 44, 45) == {42: sent, 44: sent}


async def test_one_page_suffices_whatever_was_said_later(
    clock: Clock, workspace: LocalWorkspace, sender: SlackSender
) -> None:
    sent = await sender.post(channel(workspace), CARD, 42)
    clock.at += timedelta(hours=2)
    talk(workspace, workspace.state.channel("generelt"), 100)
    page = await sender.find(search(channel(workspace), 42))
    assert page.found == {42: sent}


@pytest.mark.parametrize("minutes", [-59, -4, 4, 60])
async def test_clocks_that_are_apart_hide_no_message(
    clock: Clock, workspace: LocalWorkspace, sender: SlackSender, minutes: int
) -> None:
    clock.at += timedelta(minutes=minutes)
    sent = await sender.post(channel(workspace), CARD, 42)
    assert await find(sender, channel(workspace), 42) == {42: sent}


async def test_an_attempt_of_older_code_is_looked_for_since_it_was_due(
    clock: Clock, workspace: LocalWorkspace, sender: SlackSender
) -> None:
    clock.at += timedelta(hours=9)
    sent = await sender.post(channel(workspace), CARD, 42)
    talk(workspace, workspace.state.channel("generelt"), 20)
    first = await sender.find(Search(channel(workspace), frozenset({42}), NOON, None))
    rest = await sender.find(Search(channel(workspace), frozenset({42}), NOON, None, first.cursor))
    assert (first.found, rest.found) == ({}, {42: sent})


async def test_a_search_survives_a_limit_on_reading_and_what_is_said_and_deleted_meanwhile(
    clock: Clock, workspace: LocalWorkspace, sender: SlackSender
) -> None:
    room = workspace.state.channel("generelt")
    sent = await sender.post(room.id, CARD, 42)
    talk(workspace, room, 20)
    workspace.reading = at_most_once_a_minute(clock)

    page = await sender.find(search(room.id, 42))
    assert page.found == {}
    with pytest.raises(TransientSendError) as caught:
        await sender.find(search(room.id, 42, cursor=page.cursor))
    assert (caught.value.reason, caught.value.retry_after) == ("ratelimited", 60)
    await sender.post(room.id, CARD, 43)
    del room.messages[18:21]
    clock.at += timedelta(seconds=60)
    again = await sender.find(search(room.id, 42, cursor=page.cursor))
    assert again.found == {42: sent}


async def test_a_cursor_that_slack_no_longer_knows_begins_the_search_again(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    sent = await sender.post(channel(workspace), CARD, 42)
    page = await sender.find(search(channel(workspace), 42, cursor="near:æ"))
    assert (page.found, page.cursor) == ({}, "near:")
    assert (await sender.find(search(channel(workspace), 42, cursor=page.cursor))).found == {42: sent}


async def test_a_message_in_a_thread_is_found_page_by_page(
    clock: Clock, workspace: LocalWorkspace, sender: SlackSender
) -> None:
    room = workspace.state.channel("generelt")
    said = workspace.person("Kari Nordmann").say("Togene står", "generelt")
    talk(workspace, room, 30, thread_ts=said.ts)
    sent = await sender.post(f"{room.id}:{said.ts}", CARD, 42)
    workspace.reading = at_most_once_a_minute(clock)

    found, pages = {}, []
    cursor = ""
    while not found:
        page = await sender.find(search(f"{room.id}:{said.ts}", 42, cursor=cursor))
        found, cursor = dict(page.found), page.cursor
        pages.append(cursor)
        clock.at += timedelta(seconds=60)
    assert (found, len(pages)) == ({42: sent}, 3)


async def test_without_leave_to_read_nobody_can_tell_in_the_channel_or_in_a_thread(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    for method in ("conversations.history", "conversations.replies"):
        workspace.trouble.add("error", method, code="missing_scope")
    for address in (channel(workspace), f"{channel(workspace)}:1.000001"):
        with pytest.raises(PermanentSendError):
            await sender.find(search(address, 42))


async def test_in_an_archived_channel_a_message_is_found_as_before(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    sent = await sender.post(channel(workspace), CARD, 42)
    workspace.state.channel("generelt").archived = True
    assert await find(sender, channel(workspace), 42) == {42: sent}


async def test_the_rest_of_a_long_message_is_looked_for_past_what_people_said_below_it(
    workspace: LocalWorkspace, sender: SlackSender
) -> None:
    workspace.trouble.add("slow", "chat.postMessage", seconds=0)
    workspace.trouble.add("server_error", "chat.postMessage")
    with pytest.raises(UncertainSendError):
        await sender.post(channel(workspace), LONG, 42)
    room = workspace.state.channel("generelt")
    talk(workspace, room, 20, thread_ts=room.messages[0].ts)
    half = (await find(sender, room.id, 42))[42]
    assert isinstance(half, PartlySent)
    await sender.go_on(half, LONG)
    await sender.go_on(half, LONG)
    assert [seen(each)[0] for each in room.messages if each.blocks] == [
        "Ukesoversikt",
        "Ukesoversikt (2 av 3)",
        "Ukesoversikt (3 av 3)",
    ]


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
