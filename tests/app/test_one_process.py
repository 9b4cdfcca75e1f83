"""SQLite is for one process: who is refused while it serves, and who is let in."""

import asyncio
import fcntl
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from models.db.single_process import single_process
from tests.support.app import running
from tests.support.serve_processes import by_socket, ready, serving, workspace

Cli = Callable[..., Result]
REFUSED = (
    "Pådriver kjører allerede på denne databasefilen, og SQLite er for én prosess om gangen."
    " Stopp den som kjører, eller bruk PostgreSQL når flere skal dele arbeidet.\n"
)
ROUND = ("tick", "--at", "2026-10-05T08:00")
LET_IN = (
    ("migrate",),
    ("check",),
    (*ROUND, "--dry-run"),
    ("backup", "kopi.db"),
    ("preview", "frister", "--at", "2026-10-05"),
)


@pytest.mark.parametrize("words", [("serve",), ROUND], ids=" ".join)
@pytest.mark.parametrize("name", ["padriver.db", "annet-navn.db"])
async def test_a_second_process_on_the_same_file_is_refused(
    sqlite_url: str, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    (tmp_path / "annet-navn.db").symlink_to(tmp_path / "padriver.db")
    with single_process(sqlite_url):
        async with workspace() as local:
            settings = by_socket(local, f"sqlite:///{name}")
            with running(*words, folder=tmp_path, **settings) as program:
                assert await asyncio.to_thread(program.ended) == 1
    assert program.log == REFUSED


async def test_what_does_not_send_is_let_in_while_it_serves(cli: Cli, sqlite_url: str, tmp_path: Path) -> None:
    async with workspace() as local:
        settings = by_socket(local, sqlite_url)
        with serving(tmp_path, **settings) as program:
            await ready(program)
            done = {words: await asyncio.to_thread(cli, *words, **settings) for words in LET_IN}
    assert {words: (each.exit_code, each.stderr) for words, each in done.items()} == dict.fromkeys(LET_IN, (0, ""))


async def test_a_process_that_was_killed_stands_in_nobodys_way(sqlite_url: str, tmp_path: Path) -> None:
    async with workspace() as local:
        settings = by_socket(local, sqlite_url)
        with serving(tmp_path / "drept", **settings) as program:
            await ready(program)
            assert await asyncio.to_thread(program.stop, signal.SIGKILL) == -signal.SIGKILL
        with serving(tmp_path / "neste", **settings) as program:
            await ready(program)


def test_the_demonstration_says_so_when_another_has_its_folder(cli: Cli, tmp_path: Path) -> None:
    with (tmp_path / "demo.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = cli("demo", "--folder", str(tmp_path), "--port", "0")
    assert (told.exit_code, told.stderr) == (
        1,
        f"Demoen kjører allerede med mappen {tmp_path}. Velg en annen: padriver demo --port 8766 --folder demo2\n",
    )
