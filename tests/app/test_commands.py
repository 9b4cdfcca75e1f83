import asyncio
import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import Result

from bot.cards.catalogue import CATALOGUE
from bot.local.demo import demo_workspace
from bot.local.server import LocalWorkspace, serve
from bot.slack.manifest import manifest
from bot.slack.workspaces import PLATFORM
from jobs.nudges.registry import PREVIEWS
from models.db.database import Database
from models.tables import Delivery
from models.workspace.access_tokens import issue
from models.workspace.workspaces import get_or_create
from tests.support.local import Clock

Cli = Callable[..., Result]
MONDAY = datetime(2026, 10, 5, 6, tzinfo=UTC)
HEAD = "Uke 41: 5.–11. oktober"
ROUND = ("tick", "--at", "2026-10-05T08:00")


def choose_channel(url: str, team: str, channel: str) -> None:
    """Say where nudges go, as the settings form does."""
    database = Database(url)
    with database.session() as session:
        get_or_create(session, PLATFORM, team, "Øving").shared_channel = channel
    database.close()


def deliveries(url: str) -> int:
    database = Database(url)
    with database.session() as session:
        count = session.scalar(select(func.count()).select_from(Delivery)) or 0
    database.close()
    return count


def access(local: LocalWorkspace, url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SLACK_API_URL": f"{local.base_url}/api/",
        "SLACK_APP_TOKEN": local.app_token,
        "SLACK_BOT_TOKEN": local.bot_token,
    }


def test_migrating_makes_the_folder_and_may_be_done_again(cli: Cli, tmp_path: Path) -> None:
    for _ in range(2):
        done = cli("migrate", DATABASE_URL="sqlite:///ny/mappe/padriver.db")
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout == "Databasen sqlite:///ny/mappe/padriver.db har nyeste skjema.\n"
    assert (tmp_path / "ny" / "mappe" / "padriver.db").exists()


def test_a_database_that_cannot_be_made_is_told_without_its_password(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    refused = cli("migrate", DATABASE_URL="sqlite:///fil/under/padriver.db")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "Kan ikke lage mappen til databasen sqlite:///fil/under/padriver.db: NotADirectoryError. Sjekk DATABASE_URL.\n",
    )
    refused = cli("migrate", DATABASE_URL="postgresql://per:hemmelig@127.0.0.1:1/x")
    assert refused.exit_code == 1
    assert refused.stderr == (
        "Fikk ikke tak i databasen postgresql+psycopg://per:***@127.0.0.1:1/x: OperationalError."
        " Sjekk DATABASE_URL og at databasen kjører.\n"
    )


async def test_the_check_finds_all_in_order(cli: Cli, sqlite_url: str) -> None:
    local = demo_workspace(now=Clock())
    async with serve(local):
        done = await asyncio.to_thread(cli, "check", **access(local, sqlite_url))
    assert (done.exit_code, done.stdout) == (
        0,
        (
            "Innstillinger: i orden\nInnhold: i orden\nDatabase: i orden\nTokener: i orden\nE-post: i orden\n"
            "Administratorer: i orden\n"
        ),
    )


async def test_the_check_finds_calendars_that_nobody_can_reach(cli: Cli, sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as database, database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Prøve").id
        for user, scope in (("U1", "mine"), ("U1", "alle"), ("U2", "mine")):
            issue(session, workspace, user, "kalender", scope, datetime.now(UTC))
    local = demo_workspace(now=Clock())
    async with serve(local):
        settings = access(local, sqlite_url)
        done = await asyncio.to_thread(cli, "check", "--only", "tokener", **settings)
        there = await asyncio.to_thread(
            cli, "check", "--only", "tokener", **settings, PADRIVER_URL="https://bot.example.no"
        )
    assert done.stdout == (
        "Tokener: feil\n"
        "  2 personer abonnerer på frister i kalenderen, men PADRIVER_URL mangler, så kalenderne får ikke noe nytt. "
        "Sett PADRIVER_URL.\n"
    )
    assert there.stdout == "Tokener: i orden\n"


async def test_the_check_tells_every_fault(cli: Cli) -> None:
    local = demo_workspace(now=Clock())
    async with serve(local):
        settings = access(local, "sqlite:///ingen/vei.db") | {"SLACK_BOT_TOKEN": "xoxb-feil", "SLACK_APP_TOKEN": ""}
        done = await asyncio.to_thread(cli, "check", **settings, PADRIVER_CONTENT="ingen")
    assert done.exit_code == 1
    assert done.stdout == (
        "Innstillinger: i orden\n"
        "Innhold: feil\n"
        "  ingen/allianser.yaml: ventet denne filen, men den finnes ikke.\n"
        "  ingen/arshjul.yaml: ventet denne filen, men den finnes ikke.\n"
        "  ingen/handverk.yaml: ventet denne filen, men den finnes ikke.\n"
        "  ingen/medier.yaml: ventet denne filen, men den finnes ikke.\n"
        "  ingen/organisasjon.yaml: ventet denne filen, men den finnes ikke.\n"
        "  ingen/statsbudsjett.yaml: ventet denne filen, men den finnes ikke.\n"
        "Database: feil\n"
        "  Fikk ikke tak i databasen. Sjekk DATABASE_URL og at databasen kjører; er den ny, kjør «padriver migrate».\n"
        "Tokener: feil\n"
        "  Sett SLACK_APP_TOKEN (Socket Mode) eller SLACK_SIGNING_SECRET (HTTP).\n"
        "  Slack godtar ikke SLACK_BOT_TOKEN (invalid_auth). Kontroller tokenet.\n"
        "E-post: i orden\n"
        "Administratorer: bør ordnes\n"
        "  Fikk ikke sett etter, siden databasen ikke svarer eller ikke har nyeste skjema.\n"
    )


def test_with_wrong_settings_nothing_else_is_called_in_order(cli: Cli) -> None:
    done = cli("check", "--only", "database", PADRIVER_PORT="åtti")
    assert (done.exit_code, done.stdout) == (1, "Innstillinger: feil\n  PADRIVER_PORT: ventet et helt tall\n")


def test_migrations_are_in_step_with_the_models(cli: Cli) -> None:
    done = cli("check", "--only", "migreringer")
    assert (done.exit_code, done.stdout) == (0, "Migreringer: i orden\n")


def test_a_rehearsed_round_shows_the_digest_as_json_and_writes_nothing(cli: Cli, sqlite_url: str) -> None:
    choose_channel(sqlite_url, "T0000001", "C0000001")
    done = cli(*ROUND, "--dry-run", "--json", DATABASE_URL=sqlite_url)
    assert (done.exit_code, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["at"], told["dry_run"], told["failed"], told["waiting"]) == (MONDAY.isoformat(), True, [], [])
    [digest] = [each for each in told["sent"] if each["kind"] == "ukesoversikt"]
    shown = cli("preview", "ukesoversikt", "--at", "2026-10-05T08:00").stdout
    assert shown.startswith(f"{HEAD}\n\nDenne uka\n")
    assert f"{digest['card']}\n" == shown
    assert (digest["workspace"], digest["destination"], digest["key"]) == ("T0000001", "C0000001", "2026-W41")
    assert deliveries(sqlite_url) == 0


def test_a_round_with_nothing_to_send_says_so(cli: Cli, sqlite_url: str) -> None:
    done = cli(*ROUND, "--dry-run", DATABASE_URL=sqlite_url)
    assert (done.exit_code, done.stdout) == (0, "Ingenting å sende på dette tidspunktet.\n")


async def test_a_round_sends_once(cli: Cli, sqlite_url: str) -> None:
    local = demo_workspace(now=Clock(MONDAY))
    channel = local.state.channel("sekretariatet")
    choose_channel(sqlite_url, local.state.team.id, channel.id)
    async with serve(local):
        first = await asyncio.to_thread(cli, *ROUND, **access(local, sqlite_url))
        second = await asyncio.to_thread(cli, *ROUND, **access(local, sqlite_url))
    assert (first.exit_code, first.stderr, second.exit_code, second.stderr) == (0, "", 0, "")
    assert f"Sendt: ukesoversikt 2026-W41 til {channel.id}\n" in f"{first.stdout}\n"
    assert second.stdout == "Ingenting å sende på dette tidspunktet.\n"
    seen = [each for each in local.person("kari.nordmann").sees(channel) if HEAD in each.text.splitlines()]
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("ukesoversikt", HEAD),
        ("manedshjul", "Årshjulet for november 2026"),
        ("kampanje", "Hovedbudskapet for 2026"),
        ("varsel", "Frister torsdag 8. oktober"),
        ("varsel til meg", "Fristene dine torsdag 8. oktober"),
        ("frister", "Frister"),
        ("/frister ny", "Ny frist"),
        ("arshjul oktober", "Årshjulet for oktober"),
        ("budskap jernbane", "Budskap: Jernbane"),
        ("padriver", "Dette kan jeg hjelpe med"),
        ("padriver innstillinger", "Innstillinger"),
    ],
)
def test_a_preview_reads_as_text_and_as_each_platforms_json(cli: Cli, what: str, title: str) -> None:
    words = ("preview", what, "--at", "2026-10-05")
    text = cli(*words)
    assert (text.exit_code, text.stderr, text.stdout.partition("\n")[0]) == (0, "", title)
    slack = cli(*words, "--as", "slack")
    shown = json.loads(slack.stdout)
    view = shown if isinstance(shown, dict) else shown[0]["blocks"][0]
    assert (slack.exit_code, (view.get("title") or view["text"])["text"]) == (0, title)
    teams = cli(*words, "--as", "teams-json")
    drawn = json.loads(teams.stdout)
    card = drawn if isinstance(drawn, dict) else drawn[0]
    assert (teams.exit_code, card["version"], card["fallbackText"].partition("\n")[0]) == (0, "1.4", title)


def test_a_preview_that_cannot_be_is_told_in_a_sentence(cli: Cli) -> None:
    strange = cli("preview", "tull", "--at", "2026-10-05")
    known = ", ".join([*(each.name for each in CATALOGUE), *PREVIEWS])
    assert (strange.exit_code, strange.stderr) == (1, f"«tull» finnes ikke. Velg en av: {known}.\n")
    late = cli("preview", "kampanje", "--at", "2035-01-01")  # without a campaign the priorities' own messages go on
    assert (late.exit_code, "Ukas budskap: " in late.stdout) == (0, True)
    undated = cli("preview", "frister", "--at", "i går")
    assert (undated.exit_code, "«i går» er ikke et tidspunkt." in undated.stderr) == (2, True)


def test_what_a_question_finds_is_printed_as_the_chat_has_it(cli: Cli) -> None:
    done = cli("sok", "når er kommunevalget?", "--at", "2026-10-05", "--json")
    [best, *_] = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert {name: best[name] for name in ("id", "kind", "date", "from", "until", "certainty")} == {
        "id": "kommunevalg",
        "kind": "milepæl",
        "date": "2027-09-13",
        "from": "2027-09-13",
        "until": "2027-09-13",
        "certainty": "forventet",
    }
    assert best["score"] > 0
    assert cli("sok", "når åpner kantina?", "--at", "2026-10-05", "--json").stdout == "[]\n"
    assert cli("sok", "når åpner kantina?", "--at", "2026-10-05").stdout == "Det vet jeg ikke.\n"


def test_the_manifest_is_slacks_json_for_either_way_in(cli: Cli) -> None:
    socket, http = cli("manifest", "slack"), cli("manifest", "slack", "--url", "https://bot.example.no/")
    assert (socket.exit_code, http.exit_code) == (0, 0)
    assert json.loads(socket.stdout) == manifest(None, socket_mode=True)
    assert json.loads(http.stdout) == manifest("https://bot.example.no/slack/events", socket_mode=False)


def test_members_come_into_the_content(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "medlemmer.csv").write_text("kommunenummer;kommunenavn\n0301;Oslo\n", encoding="utf-8")
    (tmp_path / "innhold").mkdir()
    done = cli("members", "medlemmer.csv", PADRIVER_CONTENT="innhold")
    assert (done.exit_code, done.stdout) == (0, "1 medlemskommune står nå i innhold/medlemmer.yaml.\n")
    assert (tmp_path / "innhold" / "medlemmer.yaml").read_text(encoding="utf-8") == (
        "# Hentet inn fra en CSV-fil. En ny import erstatter hele filen.\n"
        "medlemmer:\n- kommunenummer: '0301'\n  navn: Oslo\n  kilde: Importert fra medlemmer.csv\n"
    )
    lost = cli("members", "medlemmer.csv", PADRIVER_CONTENT="borte")
    assert (lost.exit_code, lost.stderr) == (
        1,
        "Kan ikke skrive til borte: FileNotFoundError. Sjekk PADRIVER_CONTENT.\n",
    )


@pytest.mark.parametrize(
    "words",
    ["", "demo", "serve", "migrate", "backup", "check", "tick", "preview", "members", "manifest", "manifest slack"],
)
def test_every_command_has_help(cli: Cli, words: str) -> None:
    done = cli(*words.split(), "--help")
    assert (done.exit_code, done.stderr, " ".join(("Usage: padriver", *words.split())) in done.stdout) == (0, "", True)
