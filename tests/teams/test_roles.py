"""Who may do what in Teams: every command, control, form, message action, reaction and file, in each role."""

from typing import Any

import pytest

from bot.commands.shortcut_requests import SHORTCUTS
from models.db.database import Database
from models.workspace.contacts import ContactRole
from models.workspace.workspaces import by_external, is_read_outside
from tests.support.roles import NOT_OURS, ONLY_COLLEAGUES, allowed, noting
from tests.support.teams import CHANNEL, OTHER_TENANT, TENANT, Bench, Person, place, teams, texts

NINA = "cccccccc-0000-4000-8000-00000000000c"
MARKS: dict[ContactRole, dict[str, Any]] = {
    ContactRole.COLLEAGUE: {"tenantId": TENANT, "userRole": "user"},
    ContactRole.GUEST: {"tenantId": TENANT, "userRole": "guest"},
    ContactRole.STRANGER: {"tenantId": OTHER_TENANT, "userRole": "user"},
}


def person(bench: Bench, role: ContactRole) -> Person:
    """Return somebody who has that role in the roster."""
    who = Person(bench, "Nina Dahl", NINA)
    bench.connector.members[f"29:{NINA}"] = who.account | MARKS[role]
    return who


async def does(bench: Bench, who: Person, what: str) -> None:
    """Do one thing as Teams reports it, with a signature."""
    kind, _, name = what.partition(" ")
    match kind:
        case "command":
            await who.write(name)
        case "press":
            await who.press({"type": "Action.Execute", "verb": name, "data": {"v": "{}"}}, on="1790000000001")
        case "submit":
            value = {"data": {"skjema": name}}
            await who.invoke("task/submit", value)
        case "file":
            await who.give("bok.xlsx", b"PK")
    await bench.room.dispatcher.tasks.drain(60)


@pytest.mark.parametrize("role", MARKS)
async def test_each_thing_is_reached_by_those_who_may_and_nobody_else(
    sqlite_database: Database, role: ContactRole
) -> None:
    reached: list[str] = []
    handlers = noting(reached)
    async with teams(sqlite_database, handlers) as bench:
        who = person(bench, role)
        wanted = {name: may for name, may in allowed(handlers, role).items() if name != "home"}
        for what, may in wanted.items():
            before = len(reached)
            await does(bench, who, what)
            assert (what, reached[before:]) == (what, [what] if may else [])
        assert bool(reached) == (role is not ContactRole.STRANGER)


@pytest.mark.parametrize(("role", "said"), [(ContactRole.STRANGER, NOT_OURS), (ContactRole.GUEST, ONLY_COLLEAGUES)])
async def test_who_is_refused_is_told_so(sqlite_database: Database, role: ContactRole, said: str) -> None:
    async with teams(sqlite_database, noting(reached := [])) as bench:
        who = person(bench, role)
        await who.write("interessenter Nordmann", CHANNEL)
        (told,) = bench.said
        assert said in texts(told.card)
        pressed = await who.press({"type": "Action.Execute", "verb": "interessent.vis"}, CHANNEL, "1790000000001")
        assert pressed["value"] == said
        for name in SHORTCUTS:
            answered = await who.invoke(
                "composeExtension/fetchTask", {"commandId": name, "messagePayload": {"id": "1", "body": {}}}, CHANNEL
            )
            assert answered["task"]["value"] == said
        assert reached == []


async def test_a_stranger_in_a_channel_makes_it_one_that_is_read_outside(sqlite_database: Database) -> None:
    async with teams(sqlite_database, noting([])) as bench:
        await person(bench, ContactRole.STRANGER).write("frister", CHANNEL)
        assert outside(sqlite_database)


async def test_a_shared_channel_is_one_that_is_read_outside(sqlite_database: Database) -> None:
    async with teams(sqlite_database, noting([])) as bench:
        activity = bench.kari.activity({"type": "message", "text": "frister"}, CHANNEL)
        activity["channelData"]["channel"]["type"] = "standard"
        await bench.post(activity)
        assert not outside(sqlite_database)
        activity = bench.kari.activity({"type": "message", "text": "frister"}, CHANNEL)
        activity["channelData"]["channel"]["type"] = "shared"
        await bench.post(activity)
        assert outside(sqlite_database)


@pytest.mark.parametrize(
    ("first", "then"), [(ContactRole.COLLEAGUE, ContactRole.GUEST), (ContactRole.GUEST, ContactRole.COLLEAGUE)]
)
async def test_the_roster_is_asked_again_later(
    sqlite_database: Database, first: ContactRole, then: ContactRole
) -> None:
    """Teams says nothing of a colleague who becomes a guest, nor of a guest who is employed."""
    async with teams(sqlite_database, noting(reached := [])) as bench:
        who = person(bench, first)
        await who.write("interessenter Nordmann")
        person(bench, then)
        await who.write("interessenter Nordmann")
        assert len(reached) == (2 if first is ContactRole.COLLEAGUE else 0)
        bench.room.dispatcher.role_checks.forget()
        await who.write("interessenter Nordmann")
        assert len(reached) == (2 if first is ContactRole.COLLEAGUE else 1)


@pytest.mark.parametrize("kept", [ContactRole.COLLEAGUE, ContactRole.GUEST])
async def test_who_is_known_stays_so_while_the_roster_says_nothing(
    sqlite_database: Database, kept: ContactRole
) -> None:
    async with teams(sqlite_database, noting(reached := [])) as bench:
        who = person(bench, kept)
        await who.write("interessenter Nordmann")
        for answer in ({}, who.account):
            bench.connector.members[f"29:{NINA}"] = dict(answer)
            bench.room.dispatcher.role_checks.forget()
            await who.write("interessenter Nordmann")
        del bench.connector.members[f"29:{NINA}"]
        bench.room.dispatcher.role_checks.forget()
        await who.write("interessenter Nordmann")
        assert len(reached) == (4 if kept is ContactRole.COLLEAGUE else 0)


def outside(database: Database) -> bool:
    with database.reading() as session:
        workspace = by_external(session, "teams", TENANT)
        assert workspace
        return is_read_outside(session, workspace.id, place(CHANNEL))
