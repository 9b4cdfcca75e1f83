"""Who administers the bot in Teams: who added it to a team, if a member and no guest, else who the operator names."""

from typing import Any

import pytest

from bot.commands import registry
from jobs.tick import tick
from models.db.database import Database
from models.workspace.administrators import NamedAdministrators, named_administrators
from models.workspace.contacts import PERSON, SeenContact, record_contacts
from models.workspace.workspaces import by_external
from tests.support.slack import OnePack
from tests.support.teams import BOT, OTHER_TENANT, TEAM, TENANT, Bench, Person, labelled, teams, texts

QUESTION = "Hvem leder arbeidet?"


def named(bench: Bench) -> tuple[str, ...]:
    with bench.database.session() as session:
        workspace = by_external(session, "teams", TENANT)
        return named_administrators(session, workspace) if workspace else ()


def is_known_as(person: Person, **roster: Any) -> None:
    """Have the team's roster say who a person is."""
    person.bench.connector.members[person.account["id"]] = {
        **person.account,
        "tenantId": TENANT,
        "userRole": "user",
        **roster,
    }


async def adds(person: Person) -> None:
    """Add the bot to the team, as Teams reports it: by two activities."""
    for told in (
        {"type": "conversationUpdate", "membersAdded": [BOT]},
        {"type": "installationUpdate", "action": "add"},
    ):
        assert (await person.bench.post(person.activity(told, TEAM))).status_code == 200


async def written(bench: Bench, person: Person) -> list[Any]:
    """Let the bot send what is due, and return what it posted to one person."""
    report = await tick(bench.clock(), bench.database, OnePack(), bench.room.sender_for)
    assert not report.failed
    return [each for each in bench.said if each.body.get("attachments") and person.aad in each.conversation]


async def settings(person: Person) -> list[str]:
    person.bench.said  # noqa: B018 - lets go of what was posted before
    await person.write("padriver innstillinger")
    return texts(person.bench.said[-1].card)


async def test_who_adds_the_bot_is_administrator_and_is_asked_once_who_leads_the_work(database: Database) -> None:
    async with teams(database, registry) as bench:
        is_known_as(bench.kari)
        is_known_as(bench.per)
        await bench.kari.write("hjelp")
        await adds(bench.kari)
        assert bench.said
        assert named(bench) == (bench.kari.aad,)
        (question,) = await written(bench, bench.kari)
        assert texts(question.card)[0] == QUESTION
        form = await bench.kari.press(labelled(question.card, "Velg hvem"), on=question.sent)
        sent = labelled(form["task"]["value"]["card"]["content"], "Velg")
        await bench.kari.press(sent, on=question.sent, person=bench.per.aad)
        assert named(bench) == (bench.kari.aad, bench.per.aad)
        await adds(bench.per)
        assert await written(bench, bench.per) == []
        assert named(bench) == (bench.kari.aad, bench.per.aad)


async def test_a_second_person_who_adds_the_bot_takes_nothing_over(database: Database) -> None:
    async with teams(database, registry) as bench:
        is_known_as(bench.kari)
        is_known_as(bench.per)
        await adds(bench.kari)
        await adds(bench.per)
        assert named(bench) == (bench.kari.aad,)


@pytest.mark.parametrize(
    "roster",
    [
        {"userRole": "guest"},
        {"userPrincipalName": "per_annet.no#EXT#@osloregionen.onmicrosoft.com"},
        {"tenantId": OTHER_TENANT},
        {"userRole": "anonymous"},
    ],
)
async def test_a_guest_or_a_stranger_who_adds_the_bot_is_no_administrator(
    database: Database, roster: dict[str, str]
) -> None:
    async with teams(database, registry) as bench:
        is_known_as(bench.kari)
        is_known_as(bench.per, **roster)
        await adds(bench.per)
        assert named(bench) == ()
        assert await written(bench, bench.per) == []
        await adds(bench.kari)
        assert named(bench) == (bench.kari.aad,)


async def test_where_the_one_who_added_it_has_left_the_next_who_adds_it_counts(database: Database) -> None:
    async with teams(database, registry) as bench:
        is_known_as(bench.kari)
        is_known_as(bench.per)
        await adds(bench.kari)
        with database.session() as session:
            workspace = by_external(session, "teams", TENANT)
            assert workspace
            record_contacts(session, workspace.id, [SeenContact(bench.kari.aad, PERSON, has_left=True)], bench.clock())
        assert named(bench) == ()
        await adds(bench.per)
        assert named(bench) == (bench.per.aad,)


async def test_on_upgrade_a_tenant_without_an_administrator_answers_and_says_whom_to_ask_with_what_id(
    database: Database,
) -> None:
    async with teams(database, registry) as bench:
        is_known_as(bench.kari)
        await bench.kari.write("frister ny 15.10 Innspill")
        assert texts(bench.said[-1].card)[0] == "Fristen er lagt til"
        assert (
            "Bare administratorer kan endre innstillinger for alle. Ingen er valgt ennå. Be den som drifter meg, om å "
            f"legge deg til. De trenger denne id-en: {TENANT}:{bench.kari.aad}."
        ) in "\n".join(await settings(bench.kari))
        assert named(bench) == ()


async def test_who_the_setting_names_is_administrator_from_the_first_activity_on(database: Database) -> None:
    per = "bbbbbbbb-0000-4000-8000-00000000000b"
    async with teams(database, registry, named=NamedAdministrators((("teams", TENANT, per),))) as bench:
        is_known_as(bench.per)
        await bench.per.write("hjelp")
        assert named(bench) == (per,)
        assert (await settings(bench.per))[0] == "Innstillinger"
