"""Nudges in Teams: into conversations that were met, once, and what Teams says when it will not take them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.cards.card import Card, Paragraph, Person
from bot.commands import registry
from bot.teams.sender import READY_SECONDS
from bot.teams.teams_app import TIMEOUT_SECONDS
from jobs.ports import (
    AccessLostError,
    PermanentSendError,
    Search,
    Sender,
    SendError,
    TransientSendError,
    UncertainSendError,
)
from jobs.sending.outcomes import SEND_SECONDS
from jobs.tick import tick
from models.db.database import Database
from models.tables import Contact, Delivery, Destination, Workspace
from models.workspace.outgoing import thread_address
from models.workspace.workspaces import by_external
from tests.support.nudges import at
from tests.support.slack import OnePack
from tests.support.teams import BOT, CHANNEL, CUT, GROUP, TEAM, TENANT, Bench, KnownLogin, Posted, place, teams, texts

CARD = Card("Ukesoversikt", (Paragraph(("Noe å gjøre.",)),))


@pytest.fixture
async def bench(sqlite_database: Database) -> AsyncIterator[Bench]:
    async with teams(sqlite_database, registry, now=at("2026-10-05 07:50")) as bench:
        await bench.kari.write("hjelp", CHANNEL)
        await bench.kari.write("hjelp", GROUP)
        await bench.per.write("hjelp")
        assert len(bench.said) == 3
        yield bench


def workspace(bench: Bench) -> Workspace:
    with bench.database.reading() as session:
        found = by_external(session, "teams", TENANT)
        assert found
        return found


def sender(bench: Bench) -> Sender:
    found = bench.room.sender_for(workspace(bench))
    assert found
    return found


async def test_a_card_is_posted_to_a_channel_and_can_be_replaced(bench: Bench) -> None:
    sent = await sender(bench).post(place(CHANNEL), CARD, 1)
    (posted,) = bench.said
    assert (posted.conversation, texts(posted.card)) == (CHANNEL, ["Ukesoversikt", "Noe å gjøre."])

    await sender(bench).update(sent, Card("Ukesoversikt", (Paragraph(("Alt er gjort.",)),)))
    (put,) = bench.said
    assert (put.method, put.path) == ("PUT", f"/v3/conversations/{CHANNEL}/activities/{sent.message_ref}")


async def test_a_thread_is_told_in_a_channel_and_the_conversation_itself_where_there_are_no_threads(
    bench: Bench,
) -> None:
    await sender(bench).post(thread_address(place(CHANNEL), "1790000000123"), CARD, 1)
    await sender(bench).post(thread_address(place(GROUP), "1790000000123"), CARD, 2)
    assert [each.conversation for each in bench.said] == [f"{CHANNEL};messageid=1790000000123", GROUP]


async def test_a_person_is_told_in_the_conversation_of_two_which_is_begun_where_there_is_none(bench: Bench) -> None:
    await sender(bench).post(bench.per.aad, CARD, 1)
    (posted,) = bench.said
    assert posted.conversation == f"a:{bench.per.aad}"

    first = await sender(bench).post(bench.kari.aad, CARD, 2)
    begun, posted = bench.said
    assert begun.body == {
        "isGroup": False,
        "bot": {"id": BOT["id"]},
        "members": [{"id": bench.kari.aad}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }
    again = await sender(bench).post(bench.kari.aad, CARD, 3)
    assert (len(bench.said), again.channel_ref) == (1, first.channel_ref)
    assert posted.conversation.startswith("a:")


async def test_people_are_mentioned_by_the_names_they_were_met_with(bench: Bench) -> None:
    await sender(bench).post(place(CHANNEL), Card("Ansvarlig", (Paragraph((Person(bench.kari.aad),)),)), 1)
    (posted,) = bench.said
    (entity,) = posted.card["msteams"]["entities"]
    assert entity["mentioned"] == {"id": bench.kari.aad, "name": "Kari Nordmann"}


async def test_whom_the_bot_never_met_cannot_be_told(bench: Bench) -> None:
    with pytest.raises(PermanentSendError, match="ukjent samtale"):
        await sender(bench).post("k00000000000000000000000000000000", CARD, 1)


async def test_what_was_sent_cannot_be_looked_for(bench: Bench) -> None:
    with pytest.raises(PermanentSendError, match="Teams lar ikke boten lete"):
        await sender(bench).find(Search(place(CHANNEL), frozenset({1}), bench.clock(), None))


def error(code: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": "hemmelig"}}


@pytest.mark.parametrize(
    ("status", "body", "headers", "kind", "reason", "wait"),
    [
        (403, error("BotNotInConversationRoster"), {}, PermanentSendError, "BotNotInConversationRoster", None),
        (403, error("MessageWritesBlocked"), {}, PermanentSendError, "MessageWritesBlocked", None),
        (403, {}, {}, PermanentSendError, "http 403", None),
        (404, error("ConversationNotFound"), {}, PermanentSendError, "ConversationNotFound", None),
        (403, error("BotDisabledByAdmin"), {}, AccessLostError, "BotDisabledByAdmin", None),
        (401, error("Unauthorized"), {}, AccessLostError, "Unauthorized", None),
        (429, error("Throttled"), {"Retry-After": "17"}, TransientSendError, "Throttled", 17.0),
        (429, {}, {}, TransientSendError, "http 429", None),
        (412, error("PreconditionFailed"), {}, TransientSendError, "PreconditionFailed", None),
        (502, {}, {}, UncertainSendError, "http 502", None),
        (503, {}, {"Retry-After": "2"}, TransientSendError, "http 503", 2.0),
        (504, {}, {}, UncertainSendError, "http 504", None),
        (302, {}, {"Location": "/"}, TransientSendError, "http 302", None),
        (500, {}, {}, UncertainSendError, "http 500", None),
        (400, error("BadSyntax"), {}, TransientSendError, "BadSyntax", None),
        (413, error("MessageSizeTooBig"), {}, TransientSendError, "MessageSizeTooBig", None),
    ],
)
async def test_what_teams_refuses_with_is_known_by_its_kind(
    bench: Bench,
    status: int,
    body: dict[str, Any],
    headers: dict[str, str],
    kind: type[SendError],
    reason: str,
    wait: float | None,
) -> None:
    bench.connector.answers.append((status, body, headers))
    with pytest.raises(SendError) as raised:
        await sender(bench).post(place(CHANNEL), CARD, 1)
    assert (type(raised.value), raised.value.reason, raised.value.retry_after) == (kind, reason, wait)


async def test_a_connection_that_is_cut_leaves_it_open_and_one_that_was_never_made_does_not(bench: Bench) -> None:
    with bench.database.session() as session:
        for row in session.scalars(select(Contact).where(Contact.place == place(CHANNEL))):
            row.service = "http://127.0.0.1:9/"
    with pytest.raises(TransientSendError, match="når ikke Teams"):
        await sender(bench).post(place(CHANNEL), CARD, 1)
    bench.connector.answers.append((CUT, {}, {}))
    with pytest.raises(UncertainSendError, match="forbindelsen til Teams ble brutt"):
        await sender(bench).post(place(GROUP), CARD, 1)


@pytest.mark.parametrize("trouble", [(CUT, {}, {}), (500, {}, {}), (504, {}, {})])
async def test_where_the_conversation_could_not_be_begun_nothing_stands_in_it(
    bench: Bench, trouble: tuple[int, dict[str, Any], dict[str, str]]
) -> None:
    bench.connector.answers.append(trouble)
    with pytest.raises(TransientSendError):
        await sender(bench).post(bench.kari.aad, CARD, 1)


async def test_where_signing_in_takes_too_long_nothing_stands(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs(_: KnownLogin) -> str:
        await asyncio.Event().wait()
        return ""

    monkeypatch.setattr(KnownLogin, "token", hangs)
    monkeypatch.setattr("bot.teams.sender.READY_SECONDS", 0.01)
    with pytest.raises(TransientSendError, match="svarte ikke i tide"):
        await sender(bench).post(place(CHANNEL), CARD, 1)


def test_what_teams_is_given_is_less_than_the_outbox_gives() -> None:
    assert READY_SECONDS + TIMEOUT_SECONDS < SEND_SECONDS


async def test_a_fault_of_our_own_before_it_is_posted_leaves_nothing_open(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise ValueError

    monkeypatch.setattr("bot.teams.sender.render_teams", breaks)
    with pytest.raises(TransientSendError, match="intern feil"):
        await sender(bench).post(place(CHANNEL), CARD, 1)


async def added(bench: Bench, where: str, **more: Any) -> None:
    told = {"type": "conversationUpdate", "membersAdded": [BOT], **more}
    assert (await bench.post(bench.kari.activity(told, where))).status_code == 200


async def round_at(bench: Bench, moment: str, *, fresh: bool = False) -> None:
    bench.clock.at = at(moment)
    await tick(at(moment), bench.database, OnePack(), bench.room.sender_for, fresh=fresh)


def in_channels(bench: Bench) -> list[Posted]:
    """Return what was posted to the team's channels: who added the bot is written to as well."""
    return [each for each in bench.said if each.conversation in {TEAM, CHANNEL}]


def deliveries(bench: Bench, kind: str) -> list[tuple[str, str | None]]:
    with bench.database.reading() as session:
        rows = session.scalars(select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id))
        return [(row.state, row.reason) for row in rows]


async def test_the_bot_greets_the_team_it_is_added_to_and_knows_its_channels_and_who_added_it(bench: Bench) -> None:
    await added(bench, TEAM)
    await added(bench, TEAM)
    await round_at(bench, "2026-10-05 12:00")
    (greeting,) = in_channels(bench)
    assert (greeting.conversation, texts(greeting.card)[0]) == (TEAM, "Hei, jeg er Pådriver")
    assert workspace(bench).installed_by == bench.kari.aad
    with bench.database.reading() as session:
        known = session.execute(select(Contact.name, Contact.kind).where(Contact.kind == "kanal").order_by(Contact.id))
        assert {tuple(each) for each in known} == {("Sekretariatet", "kanal"), ("Osloregionen (Generelt)", "kanal")}


async def test_the_channel_that_was_chosen_is_the_one_that_is_greeted(bench: Bench) -> None:
    data = {"tenant": {"id": TENANT}, "team": {"id": TEAM, "name": "Osloregionen"}}
    await added(bench, TEAM, channelData={**data, "settings": {"selectedChannel": {"id": CHANNEL}}})
    await round_at(bench, "2026-10-05 12:00")
    (greeting,) = in_channels(bench)
    assert greeting.conversation == CHANNEL


async def test_a_person_who_installs_it_is_told_what_it_can_do(bench: Bench) -> None:
    await bench.post(bench.kari.activity({"type": "installationUpdate", "action": "add"}))
    (answer,) = bench.said
    assert texts(answer.card)[0] == "Dette kan jeg hjelpe med"

    # Teams reports it as another kind of activity, too.
    await added(bench, "")
    assert bench.said == []
    await bench.post(bench.kari.activity({"type": "installationUpdate", "action": "remove"}))
    await added(bench, "")
    (again,) = bench.said
    assert texts(again.card)[0] == "Dette kan jeg hjelpe med"


async def test_the_digest_comes_to_the_chosen_channel_and_stops_when_the_bot_is_removed_from_the_team(
    bench: Bench,
) -> None:
    await added(bench, TEAM)
    with bench.database.session() as session:
        for row in session.scalars(select(Workspace)):
            row.shared_channel = place(CHANNEL)
    await round_at(bench, "2026-10-05 08:00", fresh=True)
    told = [text for each in bench.said if each.conversation == CHANNEL for text in texts(each.card)]
    assert [text for text in told if "uke 41" in text.casefold()], told

    removed = {"type": "conversationUpdate", "membersRemoved": [BOT]}
    await bench.post(bench.kari.activity(removed, TEAM))
    await round_at(bench, "2026-10-12 08:00", fresh=True)
    assert [each for each in bench.said if each.conversation == CHANNEL] == []
    assert deliveries(bench, "ukesoversikt")[-1] == ("failed", "BotNotInConversationRoster")

    await added(bench, TEAM)
    with bench.database.reading() as session:
        off = session.scalars(select(Destination).where(Destination.off_since.is_not(None))).all()
    assert off == [], "a team that adds it again does not wait for the next try"
    await round_at(bench, "2026-10-19 08:00", fresh=True)
    assert deliveries(bench, "ukesoversikt")[-1][0] == "sent"


async def test_where_it_is_removed_everywhere_the_workspace_is_left_and_comes_back_with_all_it_held(
    sqlite_database: Database,
) -> None:
    async with teams(sqlite_database, registry) as bench:
        await added(bench, GROUP)
        await bench.post(bench.kari.activity({"type": "conversationUpdate", "membersRemoved": [BOT]}, GROUP))
        assert workspace(bench).removed_at is not None
        assert bench.room.sender_for(workspace(bench)) is None
        await added(bench, GROUP)
        assert workspace(bench).removed_at is None


async def test_a_cut_connection_leaves_a_digest_unknown_and_tells_a_deadline_again(bench: Bench) -> None:
    with bench.database.session() as session:
        for row in session.scalars(select(Workspace)):
            row.shared_channel = place(CHANNEL)
    bench.connector.answers.append((CUT, {}, {}))
    await round_at(bench, "2026-10-05 08:00", fresh=True)
    await round_at(bench, "2026-10-05 08:10")
    assert deliveries(bench, "ukesoversikt") == [("unknown", "Teams lar ikke boten lete etter en melding")]
    assert bench.said == []
