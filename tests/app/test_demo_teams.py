"""`padriver demo-teams` where it cannot start: a sentence that says what to do."""

import fcntl
import socket
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Cli = Callable[..., Result]


def test_a_port_that_is_taken_is_told_with_the_way_to_another(cli: Cli, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = cli("demo-teams", "--folder", str(tmp_path), "--port", port)
    assert (told.exit_code, told.stderr) == (
        1,
        f"Porten {port} på 127.0.0.1 er opptatt eller utilgjengelig. Velg en annen med --port.\n",
    )


def test_it_says_so_when_another_has_its_folder(cli: Cli, tmp_path: Path) -> None:
    with (tmp_path / "demo-teams.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = cli("demo-teams", "--folder", str(tmp_path), "--port", "3978")
    assert (told.exit_code, told.stderr) == (
        1,
        f"Demoen kjører allerede med mappen {tmp_path}. Velg en annen: padriver demo-teams --port 3979 --folder demo2\n",
    )


def test_a_folder_that_cannot_be_made_is_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    told = cli("demo-teams", "--folder", str(tmp_path / "fil" / "data"))
    assert (told.exit_code, told.stderr) == (
        1,
        f"Kan ikke lage mappen {tmp_path / 'fil' / 'data'}. Velg en annen: padriver demo-teams --folder data\n",
    )
