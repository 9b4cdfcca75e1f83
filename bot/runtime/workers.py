"""Reads untrusted files in processes of their own, so that no file stops the bot.

A file is read by a function in another process, with limits of processor time and memory. Its result comes back as
plain data. However it fails, the loop goes on, and the process is killed at a limit. The workers are anyio's
(`anyio.to_process`, which Starlette brings): started when first needed, one after the other for as long as
they are used, away after five idle minutes. A `concurrent.futures` pool breaks as a whole when one of its processes is
killed, and has no limit for a single call; pebble has both, but three threads and another dependency.

The limits of processor time and memory are the kernel's, on Linux. Elsewhere (macOS, Windows) only the time that
passes is limited.
"""

import asyncio
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import structlog
from anyio import BrokenWorkerProcess, CapacityLimiter, to_process

AT_ONCE = 2
"""How many workers there are at most."""
START_SECONDS = 60.0
"""How long a worker may take to start."""
KILLED_AT_PARENTS_DEATH = 1
"""`PR_SET_PDEATHSIG` of Linux's `prctl`."""
STDERR = 2
MEGABYTE = 1 << 20

log = structlog.get_logger(__name__)
T = TypeVar("T")


class LimitReachedError(Exception):
    """The function took more time or memory than it may, or crashed its process; the process was killed."""


class WorkersClosedError(Exception):
    """The bot is stopping: nothing new is started, and calls under way are abandoned."""


@dataclass(frozen=True)
class Limits:
    """The limits of one call: seconds of processor time (three times as many may pass), and megabytes beyond a worker's."""

    seconds: int
    megabytes: int


class Workers:
    """A small pool of processes. Used from one event loop; close it before waiting for other work to finish."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._limiter = CapacityLimiter(at_once)
        self._calls: set[asyncio.Task[Any]] = set()
        self._is_closed = False

    async def run(self, limits: Limits, function: Callable[..., T], *arguments: object) -> T:
        """Return what a function of a module returns, with arguments and a result that can be pickled.

        Raises what the function raises; `LimitReachedError`; `WorkersClosedError`; `anyio.BrokenWorkerProcess` if no
        worker can be started.
        """
        if self._is_closed:
            raise WorkersClosedError
        call = asyncio.create_task(self._run(limits, partial(function, *arguments)))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)
        try:
            return await call
        except asyncio.CancelledError:
            if self._is_closed and call.cancelled():
                raise WorkersClosedError from None
            call.cancel()
            raise

    def close(self) -> None:
        """Kill the calls under way, and start no more."""
        self._is_closed = True
        for call in self._calls:
            call.cancel()

    async def _run(self, limits: Limits, call: Callable[[], T]) -> T:
        async with self._turns:
            # A worker that does not start is not the file's fault: a function that cannot fail starts it first.
            async with asyncio.timeout(START_SECONDS):
                await to_process.run_sync(_prepare, os.getpid(), cancellable=True, limiter=self._limiter)
            try:
                async with asyncio.timeout(3 * limits.seconds):
                    return await to_process.run_sync(
                        _limited, os.getpid(), limits, call, cancellable=True, limiter=self._limiter
                    )
            except (TimeoutError, BrokenWorkerProcess) as error:
                log.warning("worker_killed", seconds=limits.seconds, megabytes=limits.megabytes)
                raise LimitReachedError from error


def _prepare(parent: int) -> None:
    """Make the worker ready: it dies with its parent process, and is silent. Running it again changes nothing."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C goes to all of a terminal's processes; the bot ends its workers
    # Rust writes there when it panics: nobody reads that pipe, and once it is full the writer waits for ever.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDERR)
    os.close(nowhere)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what people wrote must not be left on disk
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(KILLED_AT_PARENTS_DEATH, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _limited(parent: int, limits: Limits, call: Callable[[], T]) -> T:
    """Return what a function returns, within limits."""
    _prepare(parent)
    _limit(limits)
    try:
        return call()
    except MemoryError:
        # A worker that failed is not trusted with the next file.
        os._exit(1)
    finally:
        _lift()


def _limit(limits: Limits) -> None:
    if sys.platform == "linux":
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + 1 + limits.seconds
        _soft(resource.RLIMIT_CPU, seconds)
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        _soft(resource.RLIMIT_AS, pages * resource.getpagesize() + limits.megabytes * MEGABYTE)


def _lift() -> None:
    if sys.platform == "linux":
        for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
            _soft(kind, resource.getrlimit(kind)[1])


def _soft(kind: int, limit: int) -> None:
    """Set a soft limit, no higher than the system's own."""
    highest = resource.getrlimit(kind)[1]
    bounded = limit if resource.RLIM_INFINITY in (highest, limit) else min(limit, highest)
    with suppress(ValueError):
        resource.setrlimit(kind, (bounded, highest))
