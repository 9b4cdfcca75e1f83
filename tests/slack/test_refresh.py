"""A press under a nudge shows in the nudge, and what was done is told to the one who pressed."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.cards.card import Button, Card, Controls, Paragraph
from bot.commands.ask import Ask, Press, Reply
from models.db.database import Database
from models.tables import Delivery
from models.workspace.workspaces import by_external, destination
from tests.support.local import NOON
from tests.support.slack import Bench, Handlers, seen, slack

OLD = Card("Gammel hilsen", (Controls((Button("Ferdig", "frister.done", "7"),)),))


def noted(ask: Ask, press: Press, session: Session) -> Reply:
    del press, session
    return Reply(card=Card("Notert", (Paragraph((f"av {ask.user_id}",)),)), refresh=ask.message_id)


async def post_greeting(database: Database, bench: Bench) -> Delivery:
    """Post a greeting and write it down as the outbox does."""
    with database.session() as session:
        workspace = by_external(session, "slack", bench.workspace.state.team.id)
        assert workspace is not None
        place = destination(session, workspace.id, "kanal", bench.workspace.state.channel("sekretariatet").id)
        sender = bench.room.sender_for(workspace)
        assert sender is not None
        sent = await sender.post(place.address, OLD, 1)
        delivery = Delivery(
            workspace_id=workspace.id,
            destination_id=place.id,
            kind="velkomst",
            period_key=place.address,
            state="sent",
            due_at=NOON,
            next_try_at=NOON,
            sent_at=NOON - timedelta(hours=1),
            channel_ref=sent.channel_ref,
            message_ref=sent.message_ref,
        )
        session.add(delivery)
    return delivery


async def test_a_press_under_a_nudge_composes_it_again_and_tells_the_one_who_pressed(
    sqlite_database: Database,
) -> None:
    async with slack("http", sqlite_database, Handlers({}, {"frister.done": noted})) as bench:
        await post_greeting(sqlite_database, bench)
        (nudge,) = bench.per.sees("sekretariatet")
        assert seen(nudge)[0] == "Gammel hilsen"
        await bench.kari.press(nudge, "frister.done/0", expect=2)
        assert seen(nudge)[0] == "Hei, jeg er Pådriver"
        _, told = bench.kari.sees("sekretariatet")
        assert seen(told) == ["Notert", f"av {bench.kari.id}"]
        assert bench.per.sees("sekretariatet") == [nudge]


async def test_a_press_under_several_nudges_in_one_message_composes_all_of_them_again(
    sqlite_database: Database,
) -> None:
    async with slack("http", sqlite_database, Handlers({}, {"frister.done": noted})) as bench:
        first = await post_greeting(sqlite_database, bench)
        with sqlite_database.session() as session:
            session.add(
                Delivery(
                    workspace_id=first.workspace_id,
                    destination_id=first.destination_id,
                    kind="ukesoversikt",
                    period_key="2026-W40",
                    state="sent",
                    due_at=NOON + timedelta(minutes=1),
                    next_try_at=NOON,
                    sent_at=NOON - timedelta(hours=1),
                    channel_ref=first.channel_ref,
                    message_ref=first.message_ref,
                )
            )
        (nudge,) = bench.per.sees("sekretariatet")
        await bench.kari.press(nudge, "frister.done/0", expect=2)
        assert [line for line in seen(nudge) if line.startswith(("Hei, ", "Uke 40"))] == [
            "Hei, jeg er Pådriver",
            "Uke 40: 28. september–4. oktober",
        ]


async def test_a_message_that_is_no_nudge_is_left_as_it_is(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, Handlers({}, {"frister.done": noted})) as bench:
        delivery = await post_greeting(sqlite_database, bench)
        with sqlite_database.session() as session:
            session.delete(delivery)
        (nudge,) = bench.per.sees("sekretariatet")
        (told,) = await bench.kari.press(nudge, "frister.done/0")
        assert seen(told)[0] == "Notert"
        assert seen(nudge)[0] == "Gammel hilsen"
