"""Settings for many workspaces: what is refused, the keys, and the bot as it is run."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from typer.testing import Result

from bot.local.demo import demo_workspace
from bot.local.server import serve
from bot.slack.scopes import SCOPES
from models.db.database import Database
from models.tables import Workspace
from models.workspace.installations import Granted, install
from models.workspace.keyring import Keyring, new_key
from tests.support.local import Clock

Cli = Callable[..., Result]
NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "hemmelig-app",
    "SLACK_SIGNING_SECRET": "hemmelig-signatur",
    "PADRIVER_KEYS": new_key(),
    "PADRIVER_URL": "https://bot.example.no/",
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"PADRIVER_KEYS": ""},
            (
                "PADRIVER_KEYS mangler. Uten en nøkkel kan ikke arbeidsområdenes tokener lagres trygt. "
                "Lag en med «padriver keys new»."
            ),
        ),
        (
            {"PADRIVER_KEYS": f"{new_key()}, hemmelig-nøkkel"},
            "PADRIVER_KEYS: nøkkel nr. 2 er ikke gyldig. Lag en med «padriver keys new».",
        ),
        ({"PADRIVER_URL": ""}, "PADRIVER_URL mangler: adressen boten nås på, f.eks. https://bot.example.no."),
        (
            {"SLACK_CLIENT_SECRET": ""},
            "Sett både SLACK_CLIENT_ID og SLACK_CLIENT_SECRET. Begge står under «Basic Information» hos Slack.",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-hemmelig"},
            (
                "Sett enten SLACK_BOT_TOKEN (ett arbeidsområde) eller SLACK_CLIENT_ID og SLACK_CLIENT_SECRET (flere), "
                "ikke begge deler."
            ),
        ),
        ({"SLACK_SIGNING_SECRET": ""}, "Sett SLACK_APP_TOKEN (Socket Mode) eller SLACK_SIGNING_SECRET (HTTP)."),
    ],
)
def test_settings_that_do_not_go_together_are_refused_at_start_and_by_the_check(
    cli: Cli, sqlite_url: str, changed: dict[str, str], told: str
) -> None:
    settings = MANY | {"DATABASE_URL": sqlite_url} | changed
    done = cli("serve", **settings)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"{told}\n")
    checked = cli("check", "--only", "tokener", **settings)
    assert (checked.exit_code, checked.stdout.splitlines()[:2]) == (1, ["Tokener: feil", f"  {told}"])
    assert "hemmelig" not in done.stderr + checked.stdout


@pytest.mark.parametrize("url", ["http://bot.example.no", "bot.example.no", "https://", "https://bot.no/vei"])
def test_an_address_that_people_cannot_safely_come_back_to_is_refused(cli: Cli, url: str) -> None:
    done = cli("serve", **MANY | {"PADRIVER_URL": url})
    assert (done.exit_code, done.stderr) == (1, "PADRIVER_URL: ventet en adresse som https://bot.example.no\n")


def test_a_new_key_is_one(cli: Cli) -> None:
    done = cli("keys", "new")
    assert (done.exit_code, done.stderr) == (0, "")
    Fernet(done.stdout.strip())
    assert cli("keys", "new").stdout != done.stdout


def put(url: str, team: str, key: str, scopes: str = ",".join(SCOPES)) -> None:
    """Install the bot in a workspace, its token sealed with that key."""
    database = Database(url)
    with database.session() as session:
        sealed = Keyring([key]).seal(f"slack:{team}", f"xoxb-{team}", NOW)
        install(session, Granted("slack", team, team, sealed, "U1", "B1", scopes, "U2"), NOW)
    database.close()


def token_of(url: str, team: str) -> str:
    database = Database(url)
    with database.session() as session:
        found = session.scalars(select(Workspace.token).where(Workspace.external_id == team)).one()
    database.close()
    assert found
    return found


def test_keys_are_changed_without_anyone_installing_again(cli: Cli, database_url: str) -> None:
    old, newer = new_key(), new_key()
    settings = MANY | {"DATABASE_URL": database_url}
    put(database_url, "T1", old)
    put(database_url, "T2", old)
    done = cli("keys", "rotate", **settings | {"PADRIVER_KEYS": f"{newer},{old}"})
    assert (done.exit_code, done.stdout) == (0, "2 tokener er kryptert med den første nøkkelen.\n")
    assert Keyring([newer]).open("slack:T1", token_of(database_url, "T1")) == "xoxb-T1"
    checked = cli("check", "--only", "tokener", **settings | {"PADRIVER_KEYS": newer})
    assert (checked.exit_code, checked.stdout) == (0, "Tokener: i orden\n")


def test_a_token_that_no_key_opens_is_told_with_what_to_do(cli: Cli, sqlite_url: str) -> None:
    put(sqlite_url, "T1", new_key())
    put(sqlite_url, "T2", MANY["PADRIVER_KEYS"])
    what = (
        "Tokenet til T1: ingen av nøklene i PADRIVER_KEYS åpner det. "
        "Legg tilbake nøkkelen, eller la dem installere Pådriver på nytt.\n"
    )
    checked = cli("check", "--only", "tokener", **MANY, DATABASE_URL=sqlite_url)
    assert (checked.exit_code, checked.stdout) == (1, f"Tokener: feil\n  {what}")
    done = cli("keys", "rotate", **MANY, DATABASE_URL=sqlite_url)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "1 token er kryptert med den første nøkkelen.\n", what)


def test_a_workspace_that_granted_less_than_is_needed_now_is_told_of(cli: Cli, sqlite_url: str) -> None:
    put(sqlite_url, "T1", MANY["PADRIVER_KEYS"])
    put(sqlite_url, "T2", MANY["PADRIVER_KEYS"], ",".join(set(SCOPES) - {"im:write", "groups:read"}))
    checked = cli("check", "--only", "tokener", **MANY, DATABASE_URL=sqlite_url)
    assert checked.exit_code == 1
    assert checked.stdout == (
        "Tokener: feil\n  T2 har ikke gitt im:write."
        " La dem installere Pådriver på nytt på https://bot.example.no/slack/install.\n"
    )


def test_rotating_without_a_database_is_told(cli: Cli) -> None:
    done = cli("keys", "rotate", **MANY, DATABASE_URL="sqlite:///ingen/vei.db")
    assert (done.exit_code, done.stderr) == (
        1,
        "Fikk ikke tak i databasen. Sjekk DATABASE_URL, eller kjør «padriver migrate».\n",
    )


def test_the_manifest_for_many_names_the_address_people_come_back_to(cli: Cli) -> None:
    done = cli("manifest", "slack", "--url", "https://bot.example.no/", "--oauth")
    assert '"redirect_urls": [\n      "https://bot.example.no/slack/oauth_redirect"\n    ]' in done.stdout
    refused = cli("manifest", "slack", "--oauth")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "Si også adressen boten nås på, f.eks. --url https://bot.example.no.\n",
    )


async def test_a_round_from_the_command_line_reaches_every_workspace_by_its_own_token(
    cli: Cli, sqlite_url: str
) -> None:
    first = demo_workspace(now=Clock(), team="En")
    second = demo_workspace(now=Clock(), team="To", beside=first)
    database = Database(sqlite_url)
    for local in (first, second):
        team = local.state.team.id
        with database.session() as session:
            sealed = Keyring([MANY["PADRIVER_KEYS"]]).seal(f"slack:{team}", local.bot_token, NOW)
            row = install(session, Granted("slack", team, team, sealed, "U1", "B1", "commands", "U2"), NOW).workspace
            row.shared_channel = local.state.channel("sekretariatet").id
    database.close()
    async with serve(first):
        settings = MANY | {"DATABASE_URL": sqlite_url, "SLACK_API_URL": f"{first.base_url}/api/"}
        done = await asyncio.to_thread(cli, "tick", "--at", "2026-10-05T08:00", **settings)
    assert (done.exit_code, done.stderr) == (0, "")
    for local in (first, second):
        assert len(local.state.channel("sekretariatet").messages) == 1
