"""Manners in the Slack room: a nudge is put on hold and taken back where everybody sees it; roles in the forms."""

from datetime import date, datetime, time

from bot.cards.card import Card
from bot.commands import registry
from bot.local.model import LocalMessage
from jobs.sending.compose import compose
from models.db.database import Database
from models.tables import Delivery, Workspace
from models.workspace.administrators import name_administrator
from models.workspace.workspaces import by_external, destination
from tests.support.local import NOON
from tests.support.pack import small_pack
from tests.support.rows import new_row
from tests.support.slack import Bench, seen, slack

TODAY = NOON.date()


def home(session: object, bench: Bench) -> Workspace:
    workspace = by_external(session, "slack", bench.workspace.state.team.id)  # type: ignore[arg-type]  # a session
    assert workspace is not None
    return workspace


async def post_morning(database: Database, bench: Bench) -> LocalMessage:
    """Post the morning's deadlines, and write it down as the outbox does."""
    morning = datetime.combine(TODAY, time(6, 30), NOON.tzinfo)
    with database.session() as session:
        workspace = home(session, bench)
        new_row(session, workspace.id, "Send innspill", TODAY)
        place = destination(session, workspace.id, "kanal", bench.workspace.state.channel("sekretariatet").id)
        key = f"frister:{TODAY.isoformat()}"
        card = compose(session, workspace, small_pack(), "frister", key, place.address, morning)
        assert isinstance(card, Card)
        sender = bench.room.sender_for(workspace)
        assert sender is not None
        sent = await sender.post(place.address, card, 1)
        session.add(
            Delivery(
                workspace_id=workspace.id,
                destination_id=place.id,
                kind="frister",
                period_key=key,
                state="sent",
                due_at=morning,
                next_try_at=morning,
                sent_at=morning,
                channel_ref=sent.channel_ref,
                message_ref=sent.message_ref,
            )
        )
    (nudge,) = bench.per.sees("sekretariatet")
    return nudge


def dots(message: LocalMessage, choice: str) -> tuple[str, str]:
    """Return the menu behind the three dots, and the value of one of its choices."""
    (menu,) = [each for block in message.blocks for each in block.get("elements", []) if each.get("type") == "overflow"]
    (value,) = [each["value"] for each in menu["options"] if each["text"]["text"] == choice]
    return menu["action_id"], value


async def test_a_nudge_is_put_on_hold_and_taken_back_and_everybody_sees_it(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        nudge = await post_morning(sqlite_database, bench)
        menu, never = dots(nudge, "Ikke minn oss om dette")
        await bench.kari.press(nudge, menu, never, expect=2)
        assert "Send innspill · uten påminnelse [Minn oss likevel]" in nudge.text
        _, told = bench.kari.sees("sekretariatet")
        assert seen(told) == ["Satt på vent", "Jeg sier ikke lenger fra om «Send innspill» i felleskanalen.", "Angre"]
        assert bench.per.sees("sekretariatet") == [nudge]

        await bench.kari.press(told, "vent.sett/0", expect=2)
        assert "uten påminnelse" not in nudge.text
        assert "[Ferdig] [Jeg tar den] [Utsett] [Minn oss senere]" in nudge.text
        assert "Jeg sier fra om «Send innspill» i felleskanalen som vanlig." in seen(
            bench.kari.sees("sekretariatet")[1]
        )


async def test_what_was_done_under_a_nudge_is_undone_in_the_nudge_too(sqlite_database: Database) -> None:
    async with slack("socket", sqlite_database, registry) as bench:
        nudge = await post_morning(sqlite_database, bench)
        await bench.kari.press(nudge, "frist.done/0", expect=2)
        assert "✓ ferdig" in nudge.text
        _, told = bench.kari.sees("sekretariatet")
        await bench.kari.press(told, "frist.undo/0", expect=2)
        assert "✓ ferdig" not in nudge.text


async def test_a_day_is_picked_in_the_answer_and_shown_in_the_nudge(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        nudge = await post_morning(sqlite_database, bench)
        menu, on_a_day = dots(nudge, "Velg dag …")
        await bench.kari.press(nudge, menu, on_a_day, expect=2)
        _, asking = bench.kari.sees("sekretariatet")
        (picker,) = [each for block in asking.blocks for each in block.get("elements", []) if "placeholder" in each]
        await bench.kari.press(asking, picker["action_id"], date(TODAY.year, 12, 15).isoformat(), expect=2)
        assert "· på vent til tirsdag 15. desember [Minn oss likevel]" in nudge.text


async def test_who_does_not_decide_is_told_whom_to_ask_and_opens_ones_own_settings(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        with sqlite_database.session() as session:
            name_administrator(session, home(session, bench), bench.kari.id)
        (refused,) = await bench.per.command("/padriver", "innstillinger", "sekretariatet")
        assert f"Bare administratorer kan endre innstillinger for alle. Spør <@{bench.kari.id}>." in refused.text
        await bench.per.press(refused, "padriver.mine/0", expect=0)
        sent = await bench.per.submit(bench.per.view, {"at": "07:15"})
        assert (sent.errors, sent.notice) == ({}, "")
        (_, told) = await bench.workspace.wait_for(
            lambda _: found if len(found := bench.per.sees("sekretariatet")) > 1 else None
        )
        assert seen(told)[:2] == ["Innstillingene dine er lagret", "Klokkeslett"]
        assert bench.kari.sees("sekretariatet") == []


async def test_a_pause_is_added_in_a_form(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        (listed,) = await bench.kari.command("/padriver", "pause", "sekretariatet")
        await bench.kari.press(listed, "padriver.pause.skjema/0", expect=0)
        days = {"first": "2027-07-05", "last": "2027-07-30", "name": "Fellesferie"}
        sent = await bench.kari.submit(bench.kari.view, days)
        assert (sent.errors, sent.notice) == ({}, "")
        (_, told) = await bench.workspace.wait_for(
            lambda _: found if len(found := bench.kari.sees("sekretariatet")) > 1 else None
        )
        assert "Fellesferie 5.–30. juli 2027 er lagt inn for alle." in told.text
