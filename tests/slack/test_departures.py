"""Somebody leaves in Slack, over real HTTP: the administrator is told once, and anybody takes over what was theirs."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.commands import registry
from bot.local.driver import LocalPerson
from jobs.tick import tick
from models.db.database import Database
from models.tables import Contact, Occurrence
from models.workspace.administrators import name_administrator
from models.workspace.contacts import PERSON, SeenContact, record_contacts
from models.workspace.workspaces import by_external
from tests.support.blocks import visible
from tests.support.rows import new_row
from tests.support.slack import Bench, OnePack, slack

NOON = datetime(2026, 10, 7, 10, 0, tzinfo=UTC)


def prepare(bench: Bench, database: Database) -> None:
    """Let Kari administer the bot, and Per own a deadline."""
    bench.clock.at = NOON
    with database.session() as session:
        workspace = by_external(session, "slack", bench.workspace.state.team.id)
        assert workspace
        name_administrator(session, workspace, bench.kari.id)
        met = [SeenContact(each.id, PERSON, each.user.real_name, has_left=False) for each in (bench.kari, bench.per)]
        record_contacts(session, workspace.id, met, NOON)
        new_row(session, workspace.id, "Svar på høring", date(2026, 10, 16), owner=bench.per.id)


async def rounds(bench: Bench, database: Database) -> None:
    await tick(bench.clock.at, database, OnePack(), bench.room.sender_for)


def told(person: LocalPerson) -> list[list[str]]:
    return [list(visible(each.blocks)) for each in person.sees("bot") if each.is_bot]


def owner(database: Database) -> str | None:
    with database.reading() as session:
        return session.scalars(select(Occurrence.owner).where(Occurrence.title == "Svar på høring")).one()


async def test_an_administrator_is_told_once_and_gives_all_of_it_to_one(database: Database) -> None:
    async with slack("http", database, registry) as bench:
        prepare(bench, database)
        await rounds(bench, database)
        await bench.per.leaves()
        for _ in range(3):
            await rounds(bench, database)
        (card,) = told(bench.kari)
        assert card[:2] == [
            "Per Hansen har sluttet",
            "Per Hansen har sluttet. Per Hansen er fortsatt ansvarlig for 1 frist.",
        ]
        assert told(bench.per) == []
        message = bench.kari.sees("bot")[-1]
        await bench.kari.press(message, "padriver.avgang.gi/0", expect=0)
        sent = await bench.kari.submit(bench.kari.view, {"to": bench.per.id})
        assert list(sent.errors.values()) == ["Per Hansen har sluttet. Velg en annen."]
        assert owner(database) == bench.per.id
        await bench.kari.submit(bench.kari.view, {"to": bench.kari.id})
        await bench.workspace.wait_for(lambda _: "er fordelt" in message.text)
        assert owner(database) == bench.kari.id
        await bench.per.comes_back()
        await bench.per.leaves()
        await rounds(bench, database)
        assert len(told(bench.kari)) == 2  # the card, and what was done


async def test_anybody_takes_it_over_in_the_list_and_gives_it_away(database: Database) -> None:
    async with slack("http", database, registry) as bench:
        prepare(bench, database)
        await bench.per.leaves()
        (listed,) = await bench.kari.command("/frister", "svar på høring")
        assert "Per Hansen (har sluttet)" in "\n".join(visible(listed.blocks))
        await bench.kari.press(listed, "frist.gi/1", expect=0)
        sent = await bench.kari.submit(bench.kari.view, {"to": bench.kari.id})
        assert not sent.errors
        assert owner(database) == bench.kari.id


async def test_what_was_theirs_is_listed_as_without_an_owner_and_by_person_as_left(database: Database) -> None:
    async with slack("http", database, registry) as bench:
        prepare(bench, database)
        (before,) = await bench.kari.command("/frister", "ledige")
        assert "Svar på høring" not in "\n".join(visible(before.blocks))
        await bench.per.leaves()
        (free,) = await bench.kari.command("/frister", "ledige")
        assert [each for each in visible(free.blocks) if "Svar på" in each or "Per Hansen" in each] == [
            "Svar på høring",
            " · Per Hansen (har sluttet)",
        ]
        (by_person,) = await bench.kari.command("/frister", "hvem gjør hva")
        assert list(visible(by_person.blocks))[:2] == ["Frister: hvem gjør hva", "Per Hansen (har sluttet)"]


@pytest.mark.parametrize("text", ["ny 15.10 Innspill @Per Hansen", "ny 15.10 Innspill @per"])
async def test_who_left_is_no_owner_of_what_is_added(sqlite_database: Database, text: str) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        prepare(bench, sqlite_database)
        with sqlite_database.session() as session:
            session.scalars(select(Contact).where(Contact.address == bench.per.id)).one().nicknames = ["per"]
        await bench.per.leaves()
        await bench.kari.command("/frister", text)
        said = "\n".join(visible(bench.kari.view.blocks))
        assert "Per Hansen har sluttet. Velg en annen." in said


async def test_somebody_who_is_back_may_own_again_the_moment_slack_says_so(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        prepare(bench, sqlite_database)
        await bench.per.leaves()
        bench.per.user.deleted = False  # Slack's event is still on its way
        (added,) = await bench.kari.command("/frister", "ny 15.10 Innspill @Per Hansen")
        assert "Fristen er lagt til" in added.text


async def test_the_bot_writes_to_nobody_who_left(sqlite_database: Database) -> None:
    async with slack("http", sqlite_database, registry) as bench:
        prepare(bench, sqlite_database)
        await bench.per.leaves()
        client = (await bench.room.bolt_app.dispatcher.workspaces.responder(bench.workspace.state.team.id)).client
        with pytest.raises(Exception, match="user_disabled"):
            await client.conversations_open(users=bench.per.id)
