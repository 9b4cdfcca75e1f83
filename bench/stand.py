"""What the benches stand on: a local workspace, a migrated database with much in it, and processes that end."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from load import Target
from sqlalchemy import func, select

from bot.local.demo import demo_workspace
from bot.local.server import LocalWorkspace, serve
from bot.slack.manifest import manifest
from bot.slack.workspaces import PLATFORM
from content.load import DEFAULT, load_pack
from models.db.bulk import insert_new
from models.db.database import Database
from models.db.migrate import migrate
from models.occurrences.sync import sync
from models.tables import Occurrence
from models.workspace.workspaces import get_or_create

ROOT = Path(__file__).parents[1]
DAYS = 365
THEMES = ("jernbane", "energi", "oslofjorden", None)
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Stand:
    """A workspace that answers, a database that is filled, and how a bot is started on them."""

    workspace: LocalWorkspace
    folder: Path
    env: Mapping[str, str] = field(repr=False)

    def bot(self) -> list[str]:
        """Return the command that starts Pådriver as it is started for real."""
        return [sys.executable, "-m", "bot", "serve"]

    def environment(self, port: int) -> dict[str, str]:
        """Return the environment of a process that is to listen at that port."""
        return {**self.env, "PADRIVER_PORT": str(port)}

    def target(self, port: int, holds: bytes) -> Target:
        """Return `/frister`, asked by Kari in #sekretariatet."""
        command = {
            "team_id": self.workspace.state.team.id,
            "user_id": self.workspace.person("Kari Nordmann").id,
            "channel_id": self.workspace.state.channel("sekretariatet").id,
            "command": "/frister",
            "text": "",
        }
        return Target(port, self.workspace.signing_secret, command, holds)


@asynccontextmanager
async def stand(folder: Path, occurrences: int, url: str | None = None) -> AsyncIterator[Stand]:
    """Serve a workspace, and fill a database with the real content and more, up to that many rows.

    `url` is the database's; without one it is an SQLite file in `folder`.
    """
    told = manifest("http://127.0.0.1/slack/events", socket_mode=False)
    workspace = demo_workspace(now=lambda: datetime.now(UTC), manifest=told)
    url = url or f"sqlite:///{folder / 'bench.db'}"
    await asyncio.to_thread(_fill, url, workspace, occurrences)
    async with serve(workspace) as address:
        outside = {name: value for name, value in os.environ.items() if not name.startswith(("PADRIVER_", "SLACK_"))}
        ours = {
            "DATABASE_URL": url,
            "PADRIVER_CONTENT": str(DEFAULT),
            "PYTHONPATH": str(ROOT),
            "SLACK_APP_TOKEN": "",
            "SLACK_API_URL": f"{address}/api/",
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_SIGNING_SECRET": workspace.signing_secret,
        }
        yield Stand(workspace, folder, outside | ours)


@contextmanager
def process(command: list[str], env: Mapping[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process for as long as the block does; its output goes to a file in `folder`."""
    with (folder / "output.txt").open("ab") as output:
        running = subprocess.Popen(command, env=dict(env), cwd=folder, stdout=output, stderr=output)
        try:
            yield running
        finally:
            running.terminate()
            try:
                running.wait(timeout=10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


async def answering(running: subprocess.Popen[bytes], port: int, folder: Path, path: str = "/healthz") -> None:
    """Wait until the process answers HTTP at that path, whatever it says except 5xx."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if running.poll() is not None:
            break
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.005)
            continue
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        head = await reader.readline()
        writer.close()
        if head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 4")):
            return
    message = f"the process did not come up:\n{(folder / 'output.txt').read_text(encoding='utf-8')}"
    raise RuntimeError(message)


def free_port() -> int:
    """Return a port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _fill(url: str, workspace: LocalWorkspace, occurrences: int) -> None:
    migrate(url)
    database = Database(url)
    now = datetime.now(UTC)
    try:
        with database.session() as session:
            team = workspace.state.team
            row = get_or_create(session, PLATFORM, team.id, team.name)
            sync(session, row, load_pack(DEFAULT), now)
            held = session.scalar(select(func.count()).select_from(Occurrence)) or 0
            missing = max(0, occurrences - held)
            insert_new(session, Occurrence, [_own(row.id, number, missing, now) for number in range(missing)])
    finally:
        database.close()


def _own(workspace_id: int, number: int, of: int, now: datetime) -> dict[str, object]:
    """Return one of people's own deadlines: none is done, spread evenly over a year back and a year ahead."""
    day = now.date() + timedelta(days=-DAYS + 2 * DAYS * number // of)
    return {
        "workspace_id": workspace_id,
        "key": f"egen:{uuid.uuid4()}",
        "source": "egen",
        "kind": "frist",
        "title": f"Innspill nummer {number} til kommunenes felles høringssvar",
        "theme": THEMES[number % len(THEMES)],
        "starts_on": day,
        "ends_on": day,
        "certainty": "fast",
        "created_at": now,
    }
