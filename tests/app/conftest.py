"""The command line in this process."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.root import root
from tests.support.app import OURS

Cli = Callable[..., Result]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """Run a command with only the settings that are told, in a folder of its own; its logs are left to pytest."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.runtime.logs.set_up", lambda _form, _level: None)

    def run(*words: str, **settings: str) -> Result:
        return CliRunner(env=dict.fromkeys(_set(), None) | settings).invoke(root, list(words))

    return run


def _set() -> list[str]:
    return [name for name in os.environ if name.startswith(OURS)]
