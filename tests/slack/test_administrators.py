"""Who administers the bot in Slack, over real HTTP: the installer, who is named, else Slack's own administrators."""

from datetime import timedelta

from sqlalchemy import select

from bot.commands import registry
from bot.local.driver import LocalPerson
from bot.local.model import LocalMessage
from bot.local.oauth.installing import uninstall
from bot.local.server import LocalWorkspace
from bot.local.shapes import user_json
from bot.requests.deps import Deps
from bot.slack.slack_app import SlackAccess, open_slack
from jobs.clock import NudgeClock
from models.db.database import Database
from models.tables import Delivery, Workspace
from models.workspace.administrators import NamedAdministrators, name_administrator, named_administrators
from models.workspace.workspaces import by_external
from tests.support.install import Installed, many, said
from tests.support.slack import OnePack, slack

RENEWED = "Tilgangen er fornyet. Det dere har lagt inn, er som før."
ADMINISTRATOR = "Du er administrator, så du kan endre innstillinger for alle og si hvem andre som kan det."
OTHERS = (
    "Administratorene er de samme som før, og du er ikke en av dem. Skriv /padriver administratorer i Slack for å se "
    "hvem de er."
)


def who(team: LocalWorkspace, name: str) -> str:
    """Return a person of a workspace as Slack's page for installing knows them."""
    return f"{team.state.team.id}:{team.person(name).id}"


def named(held: Installed) -> tuple[str, ...]:
    workspace_id = held.row(held.first).id
    with held.database.session() as session:
        return named_administrators(session, session.get_one(Workspace, workspace_id))


def paragraphs(page: str) -> list[str]:
    return [each.partition("</p>")[0] for each in page.split("<p>")[1:]]


async def settings(person: LocalPerson) -> str:
    """Return the text of a refusal; empty where the form was opened."""
    shown = await person.command("/padriver", "innstillinger")
    return shown[0].text if shown else ""


async def told(held: Installed, person: LocalPerson) -> list[LocalMessage]:
    """Let the bot send what is due, and return what the person sees in their conversation with it."""
    nudges = NudgeClock(held.clock, held.database, OnePack(), held.room.sender_for)
    await nudges.run_now()
    await nudges.stop()
    return [each for each in person.sees("bot") if each.is_bot]


async def test_who_installs_is_administrator_and_is_asked_once_who_leads_the_work(database: Database) -> None:
    async with many(database) as held:
        kari, per = held.first.person("Kari Nordmann"), held.first.person("Per Hansen")
        page = await held.install(who(held.first, "Per Hansen"))
        assert said(page) == "Pådriver er installert i Osloregionen"
        assert paragraphs(page.text)[0] == ADMINISTRATOR
        assert named(held) == (per.id,)
        (question,) = await told(held, per)
        assert question.text.startswith("Hvem leder arbeidet?")
        await per.press(question, "padriver.leder.skjema/0")
        sent = await per.submit(per.view, {"person": kari.id})
        assert not sent.errors
        await held.first.wait_for(lambda _: "Takk for svaret" in question.text)
        assert named(held) == (per.id, kari.id)
        await held.install(who(held.first, "Per Hansen"))
        assert len([each for each in await told(held, per) if "Hvem leder arbeidet?" in each.text]) == 0
        assert await told(held, kari) == []
        await per.command("/padriver", "administratorer fjern @Per Hansen")
        assert named(held) == (kari.id,)


async def test_who_installs_may_keep_the_part(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        kari = held.first.person("Kari Nordmann")
        await held.install(held.first)
        (question,) = await told(held, kari)
        await kari.press(question, "padriver.leder.meg/1")
        (shown,) = await told(held, kari)
        assert shown.text.startswith("Takk for svaret\n\nDu er administrator.")


async def test_a_second_person_who_installs_takes_nothing_over(database: Database) -> None:
    async with many(database) as held:
        kari, per = held.first.person("Kari Nordmann"), held.first.person("Per Hansen")
        await held.install(who(held.first, "Kari Nordmann"))
        held.first.state.user(per.id).is_admin = True
        page = await held.install(who(held.first, "Per Hansen"))
        assert said(page) == "Pådriver er installert på nytt i Osloregionen"
        assert paragraphs(page.text)[:2] == [RENEWED, OTHERS]
        assert named(held) == (kari.id,)
        assert await told(held, per) == []
        assert f"Spør <@{kari.id}>." in await settings(per)


async def test_after_an_uninstallation_the_administrators_stay_who_they_were(database: Database) -> None:
    async with many(database) as held:
        kari, per = held.first.person("Kari Nordmann"), held.first.person("Per Hansen")
        await held.install(who(held.first, "Kari Nordmann"))
        before = held.row(held.first).token
        uninstall(held.first)
        await held.first.settled()
        held.clock.ahead = timedelta(days=29)
        page = await held.install(who(held.first, "Per Hansen"))
        assert paragraphs(page.text)[:2] == [RENEWED, OTHERS]
        row = held.row(held.first)
        assert (row.removed_at, row.token not in {None, before}, named(held)) == (None, True, (kari.id,))
        page = await held.install(who(held.first, "Kari Nordmann"))
        assert paragraphs(page.text)[:2] == [RENEWED, ADMINISTRATOR]
        assert f"Spør <@{kari.id}>." in await settings(per)


async def test_where_the_installer_has_left_a_new_one_counts_only_as_an_administrator_of_slack(
    database: Database,
) -> None:
    async with many(database) as held:
        kari, per = held.first.person("Kari Nordmann"), held.first.person("Per Hansen")
        await held.install(who(held.first, "Kari Nordmann"))
        uninstall(held.first)
        await held.first.settled()
        held.first.state.user(kari.id).deleted = True
        page = await held.install(who(held.first, "Per Hansen"))
        assert paragraphs(page.text)[:2] == [
            RENEWED,
            (
                "Ingen er administrator. En som administrerer arbeidsområdet i Slack, kan velge en med "
                "/padriver administratorer @navn."
            ),
        ]
        assert named(held) == ()
        held.first.state.user(per.id).is_admin = True
        page = await held.install(who(held.first, "Per Hansen"))
        assert paragraphs(page.text)[:2] == [RENEWED, ADMINISTRATOR]
        assert named(held) == (per.id,)
        assert [each.text.partition("\n")[0] for each in await told(held, per)] == ["Hvem leder arbeidet?"]


async def test_a_guest_who_installs_is_no_administrator(database: Database) -> None:
    async with many(database) as held:
        held.first.state.user("Per Hansen").is_restricted = True
        page = await held.install(who(held.first, "Per Hansen"))
        assert paragraphs(page.text)[0].startswith(
            "Ingen er administrator. En som administrerer arbeidsområdet i Slack"
        )
        assert named(held) == ()
        with database.session() as session:
            assert session.scalars(select(Delivery)).all() == []


async def test_an_installation_goes_on_where_slack_does_not_say_who_people_are(sqlite_database: Database) -> None:
    async with many(sqlite_database) as held:
        held.first.trouble.add("ratelimited", "users.info")
        page = await held.install(held.first)
        assert paragraphs(page.text)[0] == ADMINISTRATOR
        assert named(held) == (held.first.person("Kari Nordmann").id,)


async def test_with_one_workspaces_token_those_whom_the_setting_names_are_administrators(database: Database) -> None:
    async with slack("http", database, registry) as bench:
        team = bench.workspace.state.team.id
        for users in ((bench.per.id,), ()):
            named = NamedAdministrators(tuple(("slack", "", each) for each in users))
            access = SlackAccess(
                bench.workspace.bot_token, f"{bench.workspace.base_url}/api/", bench.workspace.signing_secret
            )
            async with open_slack(Deps(database, OnePack(), bench.clock, registry, named=named), access):
                with database.session() as session:
                    workspace = by_external(session, "slack", team)
                    assert workspace
                    assert named_administrators(session, workspace) == users


async def test_on_upgrade_a_workspace_without_an_administrator_answers_and_slacks_owner_names_one(
    database: Database,
) -> None:
    async with slack("http", database, registry) as bench:
        kari, per = bench.kari, bench.per
        (answer,) = await per.command("/frister", "ny 15.10 Innspill")
        assert answer.text.startswith("Fristen er lagt til")
        (refused,) = await per.command("/padriver", "innstillinger")
        assert (
            f"Ingen er valgt ennå. Spør <@{kari.id}>, som administrerer arbeidsområdet og kan velge en med "
            "`/padriver administratorer @navn`."
        ) in refused.text
        (done,) = await kari.command("/padriver", "administratorer @Per Hansen")
        assert f"<@{per.id}> er administrator nå." in done.text
        await per.command("/padriver", "innstillinger")
        assert per.view.body["callback_id"] == "padriver.lagre"


async def test_a_deactivated_administrator_counts_no_longer_and_slacks_owner_names_another(
    database: Database,
) -> None:
    async with slack("http", database, registry, people=("Kari Nordmann", "Per Hansen", "Ola Berg")) as bench:
        kari, per, ola = bench.kari, bench.per, bench.workspace.person("Ola Berg")
        with database.session() as session:
            workspace = by_external(session, "slack", bench.workspace.state.team.id)
            assert workspace
            name_administrator(session, workspace, per.id)
        (refused,) = await kari.command("/padriver", "innstillinger")
        assert f"Spør <@{per.id}>." in refused.text
        bench.workspace.state.user(per.id).deleted = True
        await bench.workspace.happened({"type": "user_change", "user": user_object(bench.workspace, per)})
        (done,) = await kari.command("/padriver", "administratorer @Ola Berg")
        assert f"<@{ola.id}> er administrator nå." in done.text
        assert f"Spør <@{ola.id}>." in (await kari.command("/padriver", "innstillinger"))[0].text


def user_object(workspace: LocalWorkspace, person: LocalPerson) -> dict[str, object]:
    return user_json(workspace.state, workspace.state.user(person.id))
