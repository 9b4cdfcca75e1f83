"""A share of one core for each of some processes, so that many can be compared on a machine with few cores.

A process that has used its share is stopped (SIGSTOP) until it may go on, as a container's limit does it. One that
waits loses nothing by that, and saves up little.
"""

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

LOOK_SECONDS = 0.001
SAVED_SECONDS = 0.01
"""How much of its share a process that waits may save up."""
TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def allowed(pids: Sequence[int], share: float | None) -> Iterator[None]:
    """Give each process so much of one core meanwhile; all there is where `share` is None."""
    if share is None:
        yield
        return
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=([_Held(pid, share) for pid in pids], over))
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


@dataclass
class _Held:
    pid: int
    share: float
    left: float = 0.0
    seen: float = 0.0
    is_stopped: bool = False

    def look(self, seconds: float) -> None:
        """Reckon with so many seconds since the last look."""
        used = process_seconds(self.pid)
        self.left = min(self.left + self.share * seconds, SAVED_SECONDS) - (used - self.seen if self.seen else 0)
        self.seen = used
        if self.is_stopped != (self.left < 0):
            self.is_stopped = not self.is_stopped
            os.kill(self.pid, signal.SIGSTOP if self.is_stopped else signal.SIGCONT)


def _watch(held: Sequence[_Held], over: threading.Event) -> None:
    last = time.perf_counter()
    while not over.wait(LOOK_SECONDS):
        now = time.perf_counter()
        for each in held:
            with suppress(OSError):  # it has ended
                each.look(now - last)
        last = now
    for each in held:
        with suppress(OSError):
            os.kill(each.pid, signal.SIGCONT)


def process_seconds(pid: int) -> float:
    """Return the CPU seconds of a process so far, to the nanosecond. Raises `OSError` where it has ended."""
    return time.clock_gettime(~pid << 3 | 2)  # Linux' own number of another process's clock (`clock_getcpuclockid`)


def family_seconds(pid: int) -> float:
    """Return the CPU seconds of a process, of the children it has and of those it had."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = stat.read_text()
            fields = told[told.rindex(")") + 2 :].split()
            if int(stat.parent.name) == pid:
                total += sum(map(int, fields[11:15])) / TICK
            elif int(fields[1]) == pid:
                total += sum(map(int, fields[11:13])) / TICK
    return total


def machine_seconds() -> float:
    """Return the CPU seconds that everything on this machine has used."""
    told = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, *rest = map(int, told[:8])
    return (user + nice + system + sum(rest)) / TICK
