"""Microsoft's playground for bots on this machine, kept to it, with the demonstration's bot behind."""

import shutil
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.teams.playground.playground import CONFIG, LOOPBACK_ONLY
from tests.support.app import Program, environment, free_port, running

CLI = (
    Path(__file__).parents[1]
    / "browser"
    / "playground"
    / "node_modules"
    / "@microsoft"
    / "m365agentsplayground"
    / "cli.js"
)
LISTENING = "0A"
"""How `/proc/net/tcp` marks a socket that listens."""
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Played:
    """The playground that runs, the bot that it talks with, and where the bot's database is."""

    process: subprocess.Popen[str]
    program: Program
    address: str
    bot_address: str
    database: Path


@contextmanager
def playing(folder: Path, at: str) -> Iterator[Played]:
    """Run the playground and then the bot, whose clock begins at that moment, for as long as the block does."""
    node = shutil.which("node")
    if node is None or not CLI.is_file():
        pytest.skip("Microsoft's playground is not here: run «make drawing», which needs Node's npm")
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("whether the playground keeps to this machine can only be seen in Linux's /proc")
    port, bot_port = free_port(), free_port()
    bot_address = f"http://{LOOPBACK}:{bot_port}"
    command = [
        node,
        "--require",
        str(LOOPBACK_ONLY),
        str(CLI),
        "start",
        "--channel-id",
        "msteams",
        "--disable-telemetry",
    ]
    command += ["--port", str(port), "--app-endpoint", f"{bot_address}/teams/messages"]
    told = {"M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(CONFIG), "TEAMSAPPTESTER_BROWSER": "none"}
    ours = {name: value for name, value in environment(**told).items() if "proxy" not in name.lower()}
    with subprocess.Popen(command, cwd=folder, env=ours, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == f"Listening on {port}\n"
            assert {address for address, _ in listening(process.pid)} == {LOOPBACK}
            words = ("demo-teams", "--port", str(bot_port), "--playground", str(port), "--folder", "data", "--at", at)
            with running(*words, folder=folder) as program:
                assert program.line().startswith("Pådriver er klar for Microsoft 365 Agents Playground."), program.log
                database = folder / "data" / "demo-teams.db"
                yield Played(process, program, f"http://localhost:{port}", bot_address, database)
        finally:
            process.kill()


def listening(pid: int) -> set[tuple[str, int]]:
    """Return the addresses and ports that a process listens to (Linux)."""
    sockets = {_target(each).removeprefix("socket:[").rstrip("]") for each in Path(f"/proc/{pid}/fd").iterdir()}
    found = set()
    for table, family in (("tcp", socket.AF_INET), ("tcp6", socket.AF_INET6)):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            words = row.split()
            if words[3] == LISTENING and words[9] in sockets:
                address, port = words[1].split(":")
                found.add((socket.inet_ntop(family, _bytes(address)), int(port, 16)))
    return found


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""


def _bytes(told: str) -> bytes:
    # The kernel writes an address as words of this machine's own order.
    return b"".join(struct.pack("=I", int(told[each : each + 8], 16)) for each in range(0, len(told), 8))
