"""The program as a process of its own, and its page as a person uses it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.support.forks import Forked

OURS = ("SLACK_", "TEAMS_", "PADRIVER_", "DATABASE_URL")
COMPILED_ANEW = "PYTHONDONTWRITEBYTECODE"
"""Where this is set for the tests, it is not for the program: every start would compile all of it."""
PATIENCE = 60
"""Seconds to wait for what another process does: many times what it takes, so that a busy machine fails no test."""


def environment(**settings: str) -> dict[str, str]:
    """Return this environment with only the settings that are told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith((*OURS, COMPILED_ANEW))}
    return kept | {"PYTHONUNBUFFERED": "1"} | settings


def free_port() -> int:
    """Return a port that nobody listened to a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


class Program:
    """A command that goes on until it is told to stop. `cold` starts Python itself, as people do."""

    def __init__(self, words: tuple[str, ...], folder: Path, settings: Mapping[str, str], *, cold: bool) -> None:
        self._log = folder / "stderr"
        self._log.touch()
        self._process = (_started if cold else Forked)(words, folder, environment(**settings), self._log)

    @property
    def pid(self) -> int:
        return self._process.pid

    def line(self) -> str:
        """Return the next line of standard output; empty where it has ended."""
        assert self._process.stdout
        return self._process.stdout.readline().rstrip("\n")

    @property
    def log(self) -> str:
        return self._log.read_text()

    def logged(self, event: str) -> dict[str, Any] | None:
        """Return the event as it stands in the log so far."""
        assert self._process.poll() is None, self.log
        events = [json.loads(line) for line in self.log.splitlines(keepends=True) if line.endswith("\n")]
        return next((each for each in events if each["event"] == event), None)

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        """Send the signal and return the exit code."""
        self._process.send_signal(by)
        return self.ended()

    def ended(self) -> int:
        """Wait for it to end by itself, and return the exit code."""
        return self._process.wait(PATIENCE)

    def end(self) -> None:
        assert self._process.stdout
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


def _started(words: tuple[str, ...], folder: Path, environment: Mapping[str, str], log: Path) -> subprocess.Popen[str]:
    with log.open("w") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )


@contextmanager
def running(*words: str, folder: Path, cold: bool = False, **settings: str) -> Iterator[Program]:
    """Run a command for as long as the block does."""
    program = Program(words, folder, settings, cold=cold)
    try:
        yield program
    finally:
        program.end()


class Page:
    """The local workspace's page, as the first person in #sekretariatet."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        state = self._state()
        self.me = state["me"]
        self.channel = next(each["id"] for each in state["channels"] if each["name"] == "sekretariatet")

    def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = self._client.get("/_local/state").json()
        return state

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.post(f"/_local/{path}", json=body).json()
        assert answer["ok"], answer
        return answer

    def messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self._state()["messages"][self.channel]
        return messages

    def titled(self, title: str) -> list[str]:
        """Return the whole text of every message under that title."""
        return [each["text"] for each in self.messages() if title in each["text"].splitlines()]

    def jump(self, to: str) -> str:
        now: str = self._post("clock", {"to": to})["now"]
        return now

    def ask(self, text: str, command: str = "/frister") -> dict[str, Any]:
        """Write a command with a text, and return the answer."""
        before = len(self.messages())
        self._post("command", {"user": self.me, "channel": self.channel, "command": command, "text": text})
        return self.messages()[before:][-1]

    def press(self, message: dict[str, Any], button: str) -> dict[str, Any]:
        """Press the first button with that text, and return the message as it stands afterwards."""
        block, element = next(
            (block, element)
            for block in message["blocks"]
            for element in block.get("elements", ())
            if element.get("type") == "button" and element["text"]["text"] == button
        )
        body = {"block_id": block["block_id"], "action_id": element["action_id"], "type": "button"}
        where = {
            "user": self.me,
            "channel": self.channel,
            "ts": message["ts"],
            "ephemeral": message.get("ephemeral", False),
        }
        self._post("press", where | body)
        return self.messages()[-1]


@contextmanager
def page_at(address: str) -> Iterator[Page]:
    """Open the page at an address."""
    with httpx.Client(base_url=address, headers={"Origin": address}, timeout=PATIENCE) as client:
        yield Page(client)
