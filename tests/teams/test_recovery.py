"""What was acknowledged to Teams is done, once, even if the process dies; and who is meant by a mention."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.commands import registry
from models.db.database import Database
from models.tables import Inbound, Occurrence
from models.workspace.inbound import keep
from models.workspace.workspaces import by_external
from tests.support.teams import CHANNEL, TENANT, Bench, labelled, place, teams, texts
from tests.teams.test_presses import handlers

DEAD = timedelta(minutes=3)


def left(bench: Bench, kind: str, activity: dict[str, Any], *, done: bool = False) -> None:
    """Leave what a process had acknowledged when it died."""
    key = f"{kind}:{place(activity['conversation']['id'].partition(';')[0])}:{activity['id']}"
    with bench.database.session() as session:
        workspace = by_external(session, "teams", TENANT)
        assert workspace
        keep(session, workspace.id, key, kind, json.dumps(activity), bench.clock())
        if done:
            session.add(Inbound(workspace_id=workspace.id, key=key, received_at=bench.clock()))


async def work_off(bench: Bench) -> None:
    bench.clock.at += DEAD
    await bench.room.recover(bench.clock())


def waiting(database: Database) -> list[Inbound]:
    with database.reading() as session:
        return list(session.scalars(select(Inbound).where(Inbound.state == "waiting")))


async def test_a_message_that_a_dead_process_had_acknowledged_is_answered_once(sqlite_database: Database) -> None:
    async with teams(sqlite_database, handlers()) as bench:
        await bench.kari.write("hjelp")
        assert bench.said
        activity = bench.kari.activity({"type": "message", "text": "frister"})
        left(bench, "message", activity)
        await work_off(bench)
        await work_off(bench)
        (answer,) = bench.said
        assert texts(answer.card)[0] == "Frister"
        assert waiting(sqlite_database) == []
        await bench.post(activity)
        assert bench.said == []


async def test_a_press_is_taken_up_and_what_was_done_already_is_told_so(sqlite_database: Database) -> None:
    async with teams(sqlite_database, handlers()) as bench:
        await bench.kari.write("frister")
        (answer,) = bench.said
        action = labelled(answer.card, "Ferdig")
        value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": action["data"]}}
        told = {"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": answer.sent}
        left(bench, "press", bench.kari.activity(told))
        await work_off(bench)
        (put,) = bench.said
        assert (put.method, texts(put.card)[:2]) == ("PUT", ["Frister", "7 av aaaa"])

        left(bench, "press", bench.kari.activity(told), done=True)
        await work_off(bench)
        (lost,) = bench.said
        assert texts(lost.card)[0] == "Svaret kom ikke frem"
        assert waiting(sqlite_database) == []


async def test_a_person_who_is_mentioned_becomes_the_owner(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry) as bench:
        per = bench.per.account
        bench.connector.members[per["id"]] = per
        mention = {
            "type": "mention",
            "mentioned": {"id": per["id"], "name": per["name"]},
            "text": "<at>Per Hansen</at>",
        }
        bot = {"type": "mention", "mentioned": {"id": bench.kari.activity({})["recipient"]["id"]}, "text": "<at>P</at>"}
        text = "<at>P</at>&nbsp;frister ny 15.12 Innspill &amp; høring <at>Per Hansen</at>"
        for _ in range(2):
            await bench.post(
                bench.kari.activity({"type": "message", "text": text, "entities": [bot, mention]}, CHANNEL)
            )
        first, again = bench.said
        assert "**Innspill &amp; høring** · <at>Per Hansen</at>" in texts(first.card)
        (entity,) = first.card["msteams"]["entities"]
        assert entity["mentioned"]["name"] == "Per Hansen"
        assert texts(again.card)
    with sqlite_database.reading() as session:
        row = session.scalars(select(Occurrence).where(Occurrence.title == "Innspill & høring")).first()
        assert row is not None
        assert row.owner == bench.per.aad
