"""`padriver admins`, `PADRIVER_ADMINS`, and what `padriver check` says where nobody is administrator."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import Result

from bot.app import Application, StartRefusedError
from bot.platforms import Platforms
from bot.requests.deps import Deps
from bot.runtime.clock import Clock
from bot.settings import Settings
from models.db.database import Database
from models.tables import Audit
from models.workspace.administrators import named_administrators
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from models.workspace.workspaces import by_external, get_or_create

Cli = Callable[..., Result]
NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
TENANT, PERSON_ID = "7f1c9e5e-1a2b-4c3d-8e4f-5a6b7c8d9e0f", "aaaaaaaa-0000-4000-8000-00000000000a"


@contextmanager
def opened(url: str) -> Iterator[Session]:
    database = Database(url)
    with database.session() as session:
        yield session
    database.close()


def workspaces(url: str, *external_ids: str) -> None:
    with opened(url) as session:
        for each in external_ids:
            get_or_create(session, "teams" if each == TENANT else "slack", each, f"Øving {each[:2]}")


def named(url: str, external_id: str) -> tuple[str, ...]:
    with opened(url) as session:
        workspace = by_external(session, "teams" if external_id == TENANT else "slack", external_id)
        assert workspace
        return named_administrators(session, workspace)


def met(url: str, *people: SeenContact) -> None:
    with opened(url) as session:
        workspace = by_external(session, "slack", "T01")
        assert workspace
        record_contacts(session, workspace.id, people, NOW)


def test_an_administrator_is_named_listed_and_removed_from_the_command_line(cli: Cli, database_url: str) -> None:
    workspaces(database_url, "T01", TENANT)
    told = {"DATABASE_URL": database_url}
    assert cli("admins", "add", "U01KARI", **told).stdout == "U01KARI er administrator nå i Øving T0 (T01).\n"
    assert cli("admins", "add", "T01:U01KARI", **told).stdout == "U01KARI er allerede administrator i Øving T0 (T01).\n"
    assert cli("admins", "add", f"{TENANT}:{PERSON_ID.upper()}", **told).exit_code == 0
    assert cli("admins", "list", **told).stdout == (f"Øving T0 (T01)\n  U01KARI\nØving 7f ({TENANT})\n  {PERSON_ID}\n")
    removed = cli("admins", "remove", "U01KARI", **told)
    assert removed.stdout == "U01KARI er ikke lenger administrator i Øving T0 (T01).\n"
    again = cli("admins", "remove", "U01KARI", **told)
    assert (again.exit_code, again.stderr) == (1, "U01KARI er ikke administrator i Øving T0 (T01).\n")
    assert cli("admins", "list", **told).stdout == f"Øving T0 (T01)\n  ingen\nØving 7f ({TENANT})\n  {PERSON_ID}\n"
    with opened(database_url) as session:
        kept = [(each.user_id, each.what, each.before, each.after) for each in session.scalars(select(Audit))]
    assert kept == [
        ("", "administrator", {}, {"administrator": "U01KARI"}),
        ("", "administrator", {}, {"administrator": PERSON_ID}),
        ("", "administrator", {"administrator": "U01KARI"}, {}),
    ]


def test_with_several_workspaces_the_command_line_asks_which(cli: Cli, sqlite_url: str) -> None:
    workspaces(sqlite_url, "T01", "T02")
    done = cli("admins", "add", "U01KARI", DATABASE_URL=sqlite_url)
    assert (done.exit_code, done.stderr) == (
        1,
        ("Skriv hvilket arbeidsområde det gjelder: TEAM:U01KARI. Arbeidsområder: Øving T0 (T01), Øving T0 (T02).\n"),
    )
    assert cli("admins", "add", "T02:U01KARI", DATABASE_URL=sqlite_url).exit_code == 0
    assert (named(sqlite_url, "T01"), named(sqlite_url, "T02")) == ((), ("U01KARI",))


@pytest.mark.parametrize("user", ["kari@example.no", "Kari", "U01", "T01:", "u01kari", f"T01:{PERSON_ID}"])
def test_what_is_no_id_of_a_user_is_refused(cli: Cli, sqlite_url: str, user: str) -> None:
    workspaces(sqlite_url, "T01", "T02")
    done = cli("admins", "add", user, DATABASE_URL=sqlite_url)
    assert done.exit_code == 1
    told = done.stderr
    if user != "U01":
        assert told == (
            f"«{user}» er ikke en bruker. Skriv medlems-id-en fra Slack (U0123ABCD) eller objekt-id-en fra Entra, med "
            "arbeidsområdet foran når det er flere: T0123ABCD:U0123ABCD.\n"
        )


def test_a_guest_is_not_named_from_the_command_line_either(cli: Cli, database_url: str) -> None:
    workspaces(database_url, "T01")
    met(database_url, SeenContact("U01GJEST", PERSON, role=ContactRole.GUEST))
    done = cli("admins", "add", "U01GJEST", DATABASE_URL=database_url)
    assert (done.exit_code, done.stderr) == (
        1,
        "U01GJEST kan ikke være administrator. Det kan bare kolleger i arbeidsområdet.\n",
    )
    assert named(database_url, "T01") == ()


async def test_those_in_the_setting_are_named_at_every_start_and_go_when_they_leave_it(database_url: str) -> None:
    workspaces(database_url, "T01", TENANT)
    met(database_url, SeenContact("U01GJEST", PERSON, role=ContactRole.GUEST))
    for admins, expected in (
        (f"T01:U01KARI, {TENANT}:{PERSON_ID.upper()}, T09:U09, T01:U01GJEST", (("U01KARI",), (PERSON_ID,))),
        ("U01PER", (("U01PER",), ())),
        ("", ((), ())),
    ):
        await started(database_url, admins)
        assert (named(database_url, "T01"), named(database_url, TENANT)) == expected


async def test_whom_the_setting_names_the_command_line_does_not_remove(cli: Cli, sqlite_url: str) -> None:
    workspaces(sqlite_url, "T01")
    await started(sqlite_url, "U01KARI")
    done = cli("admins", "remove", "U01KARI", DATABASE_URL=sqlite_url)
    assert (done.exit_code, done.stderr) == (
        1,
        "U01KARI står i PADRIVER_ADMINS. Ta brukeren ut der, og start Pådriver på nytt.\n",
    )
    assert cli("admins", "list", DATABASE_URL=sqlite_url).stdout == "Øving T0 (T01)\n  U01KARI (PADRIVER_ADMINS)\n"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            {"PADRIVER_ADMINS": "kari"},
            (
                "PADRIVER_ADMINS: «kari» er ikke en bruker. Skriv medlems-id-en fra Slack (U0123ABCD) eller objekt-id-en "
                "fra Entra, med arbeidsområdet foran når det er flere: T0123ABCD:U0123ABCD."
            ),
        ),
        (
            {"PADRIVER_ADMINS": "U01KARI", "SLACK_CLIENT_ID": "1.2"},
            "PADRIVER_ADMINS: Flere arbeidsområder bruker boten. Skriv arbeidsområdet foran: TEAM:U01KARI.",
        ),
        (
            {"PADRIVER_ADMINS": PERSON_ID, "TEAMS_TENANTS": "a,b"},
            f"PADRIVER_ADMINS: Flere arbeidsområder bruker boten. Skriv arbeidsområdet foran: TEAM:{PERSON_ID}.",
        ),
    ],
)
async def test_a_setting_that_does_not_hold_is_refused_at_start_and_by_the_check(
    cli: Cli, sqlite_url: str, settings: dict[str, str], told: str
) -> None:
    with pytest.raises(StartRefusedError) as refused:
        await started(sqlite_url, **settings)
    assert str(refused.value) == told
    checked = cli("check", "--only", "innstillinger", DATABASE_URL=sqlite_url, **settings)
    assert (checked.exit_code, checked.stdout) == (1, f"Innstillinger: feil\n  {told}\n")


def test_the_check_says_where_nobody_is_administrator_and_lets_the_bot_start(cli: Cli, database_url: str) -> None:
    told = {"DATABASE_URL": database_url}
    assert cli("check", "--only", "administratorer", **told).stdout == "Administratorer: i orden\n"
    workspaces(database_url, "T01", "T02")
    missing = (
        "  Øving T0 ({0}): Ingen er administrator, så ingen kan endre innstillingene. Velg en med «padriver admins add "
        "{0}:BRUKER» eller PADRIVER_ADMINS.\n"
    )
    checked = cli("check", "--only", "administratorer", **told)
    assert (checked.exit_code, checked.stdout) == (
        0,
        "Administratorer: bør ordnes\n" + missing.format("T01") + missing.format("T02"),
    )
    met(database_url, SeenContact("U01IT", PERSON, role=ContactRole.COLLEAGUE, is_admin=True))
    assert cli("admins", "list", **told).stdout == (
        "Øving T0 (T01)\n  U01IT (administrerer arbeidsområdet)\nØving T0 (T02)\n  ingen\n"
    )
    checked = cli("check", "--only", "administratorer", **told)
    assert checked.stdout == "Administratorer: bør ordnes\n" + missing.format("T02")
    assert cli("check", "--only", "administratorer", **told, PADRIVER_ADMINS="T02:U02KARI").stdout == (
        "Administratorer: i orden\n"
    )


async def started(url: str, admins: str = "", **settings: str) -> None:
    """Start the bot with that setting, and stop it."""
    told: dict[str, Any] = {"DATABASE_URL": url, "PADRIVER_ADMINS": admins, "SLACK_BOT_TOKEN": "xoxb-1", **settings}
    application = Application(Settings(**told), Clock(), opener=nowhere)
    async with application.running(listen=False):
        pass


@asynccontextmanager
async def nowhere(_deps: Deps) -> AsyncIterator[Platforms]:
    """Open no platform."""
    yield Platforms()
