"""Somebody leaves in Teams: no roster of the bot's has them any more."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from bot.commands import registry
from jobs.tick import tick
from models.db.database import Database
from models.tables import Occurrence
from models.workspace.administrators import NamedAdministrators
from models.workspace.contacts import CHANNEL as KIND
from models.workspace.contacts import SeenContact, has_departed, record_contacts
from models.workspace.workspaces import by_external
from tests.support.rows import new_row
from tests.support.slack import OnePack
from tests.support.teams import CHANNEL, KARI, PER, TEAM, TENANT, Bench, actions, labelled, place, teams, texts

NOON = datetime(2026, 10, 7, 10, 0, tzinfo=UTC)
ADMINISTRATORS = NamedAdministrators((("teams", TENANT, KARI),))


async def prepare(bench: Bench) -> None:
    """Let both use the bot in the team, and Per own a deadline."""
    for person in (bench.kari, bench.per):
        await person.write("frister", CHANNEL)
        await person.write("frister")
    with bench.database.session() as session:
        workspace = by_external(session, "teams", TENANT)
        assert workspace
        new_row(session, workspace.id, "Svar på høring", date(2026, 10, 16), owner=PER)
    assert bench.said


async def told(bench: Bench) -> list[Any]:
    """Let the bot send what is due, and return what it wrote to Kari."""
    await tick(bench.clock(), bench.database, OnePack(), bench.room.sender_for)
    return [each for each in bench.said if KARI in each.conversation and each.body.get("attachments")]


def left(database: Database, user_id: str) -> bool:
    with database.reading() as session:
        workspace = by_external(session, "teams", TENANT)
        return workspace is not None and has_departed(session, workspace.id, user_id)


def owner(database: Database) -> str | None:
    with database.reading() as session:
        return session.scalars(select(Occurrence.owner).where(Occurrence.title == "Svar på høring")).one()


async def test_an_administrator_is_told_once_and_takes_it_over_in_the_message(database: Database) -> None:
    async with teams(database, registry, now=NOON, named=ADMINISTRATORS) as bench:
        await prepare(bench)
        assert await told(bench) == []
        await bench.per.leaves()
        (card,) = await told(bench)
        assert await told(bench) == []
        said = texts(card.card)
        assert said[0] == "Per Hansen har sluttet"
        assert "Per Hansen har sluttet. Per Hansen er fortsatt ansvarlig for 1 frist." in said
        # Nobody is mentioned who is in no roster: Teams may refuse the message.
        assert not [each for each in card.card.get("msteams", {}).get("entities", []) if each["mentioned"]["id"] == PER]
        await bench.kari.press(labelled(card.card, "Jeg tar den"), on=card.sent)
        assert owner(database) == KARI


async def test_it_is_given_away_in_a_dialog_and_not_to_who_left(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=NOON, named=ADMINISTRATORS) as bench:
        await prepare(bench)
        await bench.per.leaves()
        (card,) = await told(bench)
        opened = await bench.kari.press(labelled(card.card, "Gi til …"), on=card.sent)
        (send,) = actions(opened["task"]["value"]["card"]["content"])
        again = await bench.kari.press(send, to=PER)
        assert "Per Hansen har sluttet. Velg en annen." in texts(again["task"]["value"]["card"]["content"])
        await bench.kari.press(send, to=KARI)
        assert owner(sqlite_database) == KARI


async def test_who_is_in_another_of_the_teams_has_not_left(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=NOON, named=ADMINISTRATORS) as bench:
        await prepare(bench)
        other = "19:annetteam0123456789@thread.tacv2"
        with bench.database.session() as session:
            workspace = by_external(session, "teams", TENANT)
            assert workspace
            met = SeenContact(place(other), KIND, "Annet", place(other), other, bench.connector.url, parent=other)
            record_contacts(session, workspace.id, [met], NOON)
        told_of = bench.kari.activity(bench.per.moved("Removed"), TEAM)
        await bench.post(told_of)
        assert not left(sqlite_database, PER)
        assert await told(bench) == []


async def test_who_is_back_in_the_team_is_back(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=NOON, named=ADMINISTRATORS) as bench:
        await prepare(bench)
        await bench.per.leaves()
        assert left(sqlite_database, PER)
        await bench.per.comes_back()
        assert not left(sqlite_database, PER)
        assert await told(bench) == []


async def test_several_are_removed_by_one_activity(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=NOON, named=ADMINISTRATORS) as bench:
        await prepare(bench)
        gone = bench.per.moved("Removed")
        gone["membersRemoved"].append({"id": "29:nobody-ever-met"})
        await bench.post(bench.kari.activity(gone, TEAM))
        assert left(sqlite_database, PER)


async def test_who_writes_to_the_bot_alone_afterwards_is_back_if_that_roster_says_so(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=NOON, named=ADMINISTRATORS) as bench:
        await prepare(bench)
        await bench.post(bench.kari.activity(bench.per.moved("Removed"), TEAM))
        assert left(sqlite_database, PER)
        await bench.per.write("frister")
        assert not left(sqlite_database, PER)


async def test_where_a_roster_does_not_answer_nobody_has_left(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=NOON, named=ADMINISTRATORS) as bench:
        await prepare(bench)
        with bench.database.session() as session:
            workspace = by_external(session, "teams", TENANT)
            assert workspace
            away = SeenContact(
                place("19:x@thread.tacv2"),
                KIND,
                "X",
                place("19:x@thread.tacv2"),
                "19:x@thread.tacv2",
                "http://127.0.0.1:1",
            )
            record_contacts(session, workspace.id, [away], NOON)
        await bench.per.leaves()
        assert not left(sqlite_database, PER)


async def test_who_is_removed_from_a_private_channel_has_not_left(sqlite_database: Database) -> None:
    async with teams(sqlite_database, registry, now=NOON, named=ADMINISTRATORS) as bench:
        await prepare(bench)
        removed = bench.per.moved("Removed")
        removed["channelData"]["eventType"] = "channelMemberRemoved"
        await bench.post(bench.kari.activity(removed, CHANNEL))
        assert not left(sqlite_database, PER)
