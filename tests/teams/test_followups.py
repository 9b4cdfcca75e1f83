"""Following up the same day in Teams: by the action on a message, and by reactions to the bot's own."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.commands import registry
from jobs.tick import tick
from models.db.database import Database
from models.tables import Alert, Delivery, Feed, FollowUp, Workspace
from models.workspace.workspaces import by_external, destination
from tests.support.nudges import at
from tests.support.slack import OnePack
from tests.support.teams import CHANNEL, TENANT, Bench, place, teams, texts

PAYLOAD = {"id": "1790000000555", "body": {"content": "<p>Togene st&aring;r. <a href='https://nrk.no/1'>Les</a></p>"}}


@pytest.fixture
async def bench(sqlite_database: Database) -> AsyncIterator[Bench]:
    async with teams(sqlite_database, registry, now=at("2026-10-05 09:00")) as bench:
        await bench.kari.write("hjelp", CHANNEL)
        with sqlite_database.session() as session:
            for row in session.scalars(select(Workspace)):
                row.media_channel = place(CHANNEL)
        assert bench.said
        yield bench


async def extended(bench: Bench, **value: Any) -> str:
    told = {"commandId": "folg_opp", "messagePayload": PAYLOAD, **value}
    body = await bench.kari.invoke("composeExtension/fetchTask", told, CHANNEL, thread="1790000000555")
    said: str = body["task"]["value"]
    return said


def followups(bench: Bench) -> list[FollowUp]:
    with bench.database.reading() as session:
        return list(session.scalars(select(FollowUp)))


async def test_the_action_on_a_message_logs_a_follow_up_and_tells_its_thread(bench: Bench) -> None:
    assert await extended(bench) == "Du følger opp denne. Frist i dag kl. 16.00."
    (row,) = followups(bench)
    assert (row.text, row.link, row.message) == ("Togene står. Les", "https://nrk.no/1", "1790000000555")
    assert (row.channel, row.owner) == (place(CHANNEL), bench.kari.aad)

    await tick(bench.clock(), bench.database, OnePack(), bench.room.sender_for)
    (told,) = bench.said
    assert told.conversation == f"{CHANNEL};messageid=1790000000555"
    assert "Kari Nordmann" in " ".join(texts(told.card))


async def test_an_action_nobody_knows_and_one_without_a_message_say_so(bench: Bench) -> None:
    assert await extended(bench, commandId="annet") == "Denne handlingen kjenner jeg ikke."
    assert await extended(bench, messagePayload={}) == (
        "Jeg fikk ikke vite hvilken melding det gjelder. Velg «Følg opp i dag» fra menyen på meldingen."
    )
    assert followups(bench) == []


def a_case_stands(bench: Bench) -> None:
    with bench.database.session() as session:
        workspace = by_external(session, "teams", TENANT)
        assert workspace
        feed = Feed(workspace_id=workspace.id, key="nrk", name="NRK", url="https://nrk.no/rss", on=True, failures=0)
        session.add(feed)
        session.flush()
        alert = Alert(
            workspace_id=workspace.id,
            feed_id=feed.id,
            identity="sak",
            title="Togene står",
            link="https://nrk.no/2",
            source="NRK",
            found_at=bench.clock(),
            themes=["jernbane"],
            words={},
            state="ny",
        )
        session.add(alert)
        session.flush()
        to = destination(session, workspace.id, "kanal", place(CHANNEL))
        session.add(
            Delivery(
                workspace_id=workspace.id,
                destination_id=to.id,
                kind="mediesak",
                period_key=f"sak:{alert.id}",
                state="sent",
                due_at=bench.clock(),
                next_try_at=bench.clock(),
                sent_at=bench.clock(),
                channel_ref=place(CHANNEL),
                message_ref="1790000000777",
            )
        )


async def react(bench: Bench, kind: str, how: str = "reactionsAdded") -> None:
    told = {"type": "messageReaction", how: [{"type": kind}], "replyToId": "1790000000777"}
    assert (await bench.post(bench.kari.activity(told, CHANNEL))).status_code == 200
    bench.clock.at = bench.clock.at.replace(minute=bench.clock.at.minute + 1)


@pytest.mark.parametrize("kind", ["like", "1f440_eyes"])
async def test_a_reaction_takes_a_case_and_taking_it_away_calls_it_off(bench: Bench, kind: str) -> None:
    a_case_stands(bench)
    await react(bench, "heart")
    assert followups(bench) == []
    await react(bench, kind)
    (row,) = followups(bench)
    assert (row.text, row.link, row.state, row.owner) == ("Togene står", "https://nrk.no/2", "åpen", bench.kari.aad)
    await react(bench, kind, "reactionsRemoved")
    assert [each.state for each in followups(bench)] == ["avbrutt"]


async def test_a_reaction_told_twice_is_one_and_one_on_another_message_none(bench: Bench) -> None:
    a_case_stands(bench)
    told = {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1790000000777"}
    activity = bench.kari.activity(told, CHANNEL)
    assert [(await bench.post(activity)).status_code for _ in range(2)] == [200, 200]
    await bench.post(bench.kari.activity({**told, "replyToId": "1790000000778"}, CHANNEL))
    assert len(followups(bench)) == 1


async def test_whoever_reacts_is_called_by_name_though_teams_tells_none(bench: Bench) -> None:
    a_case_stands(bench)
    nina = "cccccccc-0000-4000-8000-00000000000c"
    bench.connector.members[f"29:{nina}"] = {"id": f"29:{nina}", "aadObjectId": nina, "name": "Nina Dahl"}
    told = {"type": "messageReaction", "reactionsAdded": [{"type": "like"}], "replyToId": "1790000000777"}
    activity = bench.kari.activity(told, CHANNEL) | {"from": {"id": f"29:{nina}", "aadObjectId": nina}}
    assert (await bench.post(activity)).status_code == 200
    put, answer = bench.said
    assert "Følges opp av <at>Nina Dahl</at>." in texts(put.card)
    assert (put.targeted, answer.targeted) == ("", f"29:{nina}")
