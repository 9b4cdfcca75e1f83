import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings
from tests.support.app import PATIENCE, environment

SPEAKING = """
import logging, structlog
from bot.runtime.logs import set_up
set_up("json", "info")
log = structlog.get_logger("bot")
log.info("hei xoxb-1-a", url="postgresql://per:hemmelig@vert/base", deep={"a": ["xapp-1-b", ("Bearer abc.def",)]})
log.warning("feil", error=ValueError("xoxb-1-c"))
logging.getLogger("aiohttp").warning("kalte %s med %s", "Slack", "Bearer abc.def")
try:
    raise OSError("postgresql+psycopg://per:hemmelig@vert/base xoxb-1-d password=hemmelig")
except OSError:
    log.exception("gikk galt")
    logging.getLogger("sqlalchemy").exception("gikk også galt")
logging.getLogger("alembic.runtime.migration").info("stille")
logging.getLogger("asyncio").warning("Unknown child process pid %d, will report returncode 255", 7)
"""
SECRETS = ("xoxb-1", "xapp-1", "hemmelig@", "abc.def", "password=hemmelig")


def test_no_secret_passes_the_log_and_every_line_is_json(tmp_path: Path) -> None:
    spoken = subprocess.run(
        [sys.executable, "-c", SPEAKING],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    told = [json.loads(line) for line in spoken.stderr.splitlines()]
    assert [(each["level"], each["logger"], each["event"]) for each in told] == [
        ("info", "bot", "hei [hemmelig]"),
        ("warning", "bot", "feil"),
        ("warning", "aiohttp", "kalte Slack med Bearer [hemmelig]"),
        ("error", "bot", "gikk galt"),
        ("error", "sqlalchemy", "gikk også galt"),
    ]
    assert told[0]["url"] == "postgresql://[hemmelig]@vert/base"
    assert told[0]["deep"] == {"a": ["[hemmelig]", ["Bearer [hemmelig]"]]}
    assert told[1]["error"] == "ValueError('[hemmelig]')"
    for each in told[3:]:
        last = each["exception"].splitlines()[-1]
        assert last == "OSError: postgresql+psycopg://[hemmelig]@vert/base [hemmelig] password=[hemmelig]"
    assert not [secret for secret in SECRETS for each in told[:3] if secret in json.dumps(each)]


FALLING = """
import sys
from bot.__main__ import main
from bot.app import Application

async def run(self, stopping):
    raise ValueError("Innspill om nattog") from OSError("kom ikke fram")

Application.run = run
sys.argv = ["padriver", "serve"]
main()
"""


def test_a_bot_that_falls_says_where_in_one_line_and_not_what_it_tripped_over(tmp_path: Path) -> None:
    fell = subprocess.run(
        [sys.executable, "-c", FALLING],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    [told] = [json.loads(line) for line in fell.stderr.splitlines()]
    assert (fell.returncode, fell.stdout, told["event"], told["level"]) == (1, "", "fell", "error")
    before, _, after = told["exception"].partition("\nled to:\n")
    assert before == "OSError: kom ikke fram"
    assert (after.splitlines()[-1], "nattog" in fell.stderr) == ("ValueError", False)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_through_psycopg(scheme: str) -> None:
    settings = Settings(DATABASE_URL=f"{scheme}://per:p%40ss@vert/base")
    assert settings.database_url == "postgresql+psycopg://per:p%40ss@vert/base"


def test_what_is_given_goes_before_the_environment_and_that_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text(
        "PADRIVER_HOST=fil\nPADRIVER_PORT=1\nPADRIVER_LOG=text\nhost=ingen\nPADRIVER_URL\n", "utf-8"
    )
    for name, value in {"PADRIVER_PORT": "2", "PADRIVER_LOG": "json", "port": "9"}.items():
        monkeypatch.setenv(name, value)
    settings = Settings(PADRIVER_LOG="text")
    assert (settings.host, settings.port, settings.log_format, settings.url) == ("fil", 2, "text", "")


def test_a_wrong_scheme_is_told_without_the_address() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(DATABASE_URL="mysql://per:hemmelig@vert/base")
    assert str(refused.value).splitlines()[1:3] == [
        "DATABASE_URL",
        "  Value error, støtter SQLite og PostgreSQL, ikke mysql [type=value_error]",
    ]
    assert "hemmelig" not in str(refused.value)


def test_no_secret_stands_in_the_settings_own_text() -> None:
    settings = Settings(
        DATABASE_URL="postgresql://per:hemmelig@vert/base",
        SLACK_BOT_TOKEN="xoxb-hemmelig",
        SLACK_APP_TOKEN="xapp-hemmelig",
        SLACK_SIGNING_SECRET="hemmelig",
    )
    assert "hemmelig" not in f"{settings!r} {settings}"
