"""Which files of the program three requests pass through. `make ways` prints them; `make ways ALL=1` prints each file."""

import asyncio
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import structlog

from models.db.database import Database
from models.db.migrate import migrate
from tests.parity.chats import slack_chat
from tests.support.newsroom import caught, newsroom

ROOT = Path(__file__).parents[1]
PACKAGES = tuple(f"{ROOT / each}/" for each in ("bot", "jobs", "models", "content"))
BESIDE = f"{ROOT / 'bot' / 'local'}/"


class Trace:
    """Notes the files whose functions are called, in every thread, while `on`."""

    def __init__(self) -> None:
        self.on = False
        self.files: dict[str, None] = {}

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:
        name = frame.f_code.co_filename
        if self.on and event == "call" and name.startswith(PACKAGES) and not name.startswith(BESIDE):
            self.files.setdefault(str(Path(name).relative_to(ROOT)))

    @contextmanager
    def noting(self) -> Iterator[dict[str, None]]:
        """Yield the files, in the order in which they are first entered."""
        self.files, self.on = {}, True
        yield self.files
        self.on = False


async def ways(folder: Path, trace: Trace) -> dict[str, list[str]]:
    """Return the files entered on each way, the second time it is gone: what is made once is made by then."""
    async with slack_chat(_database(folder / "chat")) as chat:
        await chat.ask("frister")
        with trace.noting() as asking:
            await chat.ask("frister")
        await chat.morning("2026-10-12 08:30")
        await chat.morning("2026-10-18 12:00")
        with trace.noting() as digest:
            shown = await chat.morning("2026-10-19 08:30")
    assert "uke 43" in shown.text.lower(), shown.text
    async with newsroom(_database(folder / "media")) as room:
        message = await caught(room)
        with trace.noting() as reaction:
            await room.reacts(message, "eyes")
    return {"/frister": [*asking], "Monday's digest": [*digest], "👀 on an alert": [*reaction]}


def _database(path: Path) -> Database:
    url = f"sqlite:///{path}.db"
    migrate(url)
    return Database(url)


def main() -> None:
    """Print the number of files on each way, and the files where asked to."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    trace = Trace()
    threading.setprofile(trace)
    sys.setprofile(trace)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(ways(Path(folder), trace))
    sys.setprofile(None)
    for name, files in found.items():
        sys.stdout.write(f"{name}: {len(files)} files\n")
        if "--all" in sys.argv:
            sys.stdout.writelines(f"    {each}\n" for each in files)


if __name__ == "__main__":
    main()
