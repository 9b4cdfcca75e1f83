"""Processes of the tests' own, forked from one that has read the whole program: each start would take a second to read it."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import chdir
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).parents[2]
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.support.forks_preload"])


class Forked:
    """`padriver` as `subprocess.Popen` would run it: in a folder, with that environment, and its errors in a file."""

    def __init__(self, words: tuple[str, ...], folder: Path, environment: Mapping[str, str], log: Path) -> None:
        with chdir(ROOT):  # where the forking server finds what it is to read, whatever folder the test is in
            forkserver.ensure_running()
        read, written = FORKS.Pipe(duplex=False)
        self._process = FORKS.Process(target=_run, args=(words, folder, dict(environment), log, written))
        self._process.start()
        written.close()
        with read:
            self.stdout = os.fdopen(os.dup(read.fileno()), encoding="utf-8")

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None where it has not ended."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code when it has ended."""
        self._process.join(timeout)
        code = self._process.exitcode
        assert code is not None, "it goes on"
        return code

    def kill(self) -> None:
        self._process.kill()


def _run(words: tuple[str, ...], folder: Path, environment: Mapping[str, str], log: Path, out: Connection) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with log.open("w") as errors:
        os.dup2(errors.fileno(), 2)
    os.dup2(out.fileno(), 1)
    out.close()
    sys.stdout, sys.stderr = (os.fdopen(each, "w", 1, "utf-8", closefd=False) for each in (1, 2))
    sys.argv = ["padriver", *words]
    from bot.__main__ import main  # noqa: PLC0415 - it turns the collector off, which is for the program alone

    main()
