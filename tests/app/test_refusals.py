import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from content.load import DEFAULT

Cli = Callable[..., Result]
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-hemmelig", "SLACK_APP_TOKEN": "xapp-1-hemmelig"}
ROUND = ("tick", "--at", "2026-10-05T08:00")
UNREACHABLE = (
    "Fikk ikke tak i databasen. Sjekk DATABASE_URL og at databasen kjører; er den ny, kjør «padriver migrate».\n"
)
starting = pytest.mark.parametrize("words", [("serve",), ROUND, (*ROUND, "--dry-run")], ids=" ".join)


def refused(result: Result) -> str:
    """Return the sentence a command ended with."""
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr


@starting
def test_an_empty_database_is_refused(cli: Cli, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "tom.db").touch()
    told = refused(cli(*words, DATABASE_URL="sqlite:///tom.db", **TOKENS))
    assert told == "Databasen har ikke nyeste skjema. Kjør «padriver migrate» først.\n"


@starting
@pytest.mark.parametrize("url", ["sqlite:///ingen/vei.db", "postgresql://per:hemmelig@127.0.0.1:1/x"])
def test_an_unreachable_database_is_refused(cli: Cli, words: tuple[str, ...], url: str) -> None:
    assert refused(cli(*words, DATABASE_URL=url, **TOKENS)) == UNREACHABLE


@starting
def test_broken_content_is_refused_with_file_line_and_field(
    cli: Cli, tmp_path: Path, sqlite_url: str, words: tuple[str, ...]
) -> None:
    line = break_content(tmp_path / "innhold")
    told = refused(cli(*words, DATABASE_URL=sqlite_url, PADRIVER_CONTENT="innhold", **TOKENS))
    assert told == (
        "Innholdet har feil:\n"
        f"  innhold/ntp.yaml, linje {line}, felt «ukjent»: ventet ikke dette feltet"
        " (her kan stå «fremlegges», «syklus», «lenke», «milepæler», «faser» og «perioder»).\n"
    )


def break_content(copy: Path) -> int:
    """Copy the content, put a fault in it, and return the line of the fault."""
    shutil.copytree(DEFAULT, copy, ignore=shutil.ignore_patterns("*.py", "schema", "__pycache__"))
    path = copy / "ntp.yaml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"{whole}ukjent: 1\n", encoding="utf-8")
    return len(whole.splitlines()) + 1


@starting
def test_every_wrong_setting_is_told_without_its_value(cli: Cli, words: tuple[str, ...]) -> None:
    wrong = {
        "DATABASE_URL": "mysql://per:hemmelig@vert/base",
        "PADRIVER_PORT": "99999",
        "PADRIVER_LOG": "xml",
        "SLACK_API_URL": "hemmelig",
    }
    assert refused(cli(*words, **wrong, **TOKENS)) == (
        "DATABASE_URL: støtter SQLite og PostgreSQL, ikke mysql\n"
        "PADRIVER_PORT: ventet 65535 eller mindre\n"
        "PADRIVER_LOG: ventet 'json' or 'text'\n"
        "SLACK_API_URL: ventet en adresse som https://slack.com/api/\n"
    )


def test_a_bot_without_a_way_in_is_refused(cli: Cli, sqlite_url: str) -> None:
    told = refused(cli("serve", DATABASE_URL=sqlite_url, SLACK_BOT_TOKEN="xoxb-1"))
    assert told == "Sett SLACK_APP_TOKEN (Socket Mode) eller SLACK_SIGNING_SECRET (HTTP).\n"


def test_slack_out_of_reach_is_told(cli: Cli, sqlite_url: str) -> None:
    told = refused(cli("serve", DATABASE_URL=sqlite_url, SLACK_API_URL="http://127.0.0.1:1/api", **TOKENS))
    assert told == "Når ikke Slack på http://127.0.0.1:1/api/. Kontroller nettet og SLACK_API_URL.\n"


def test_without_a_token_it_says_what_is_missing(cli: Cli) -> None:
    told = refused(cli("serve"))
    assert told == "SLACK_BOT_TOKEN mangler. Se «Slack for real» i README, eller prøv «padriver demo».\n"
