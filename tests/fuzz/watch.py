"""What may not happen while the bot is given anything at all: what broke, how long each took, how much memory is held."""

import ctypes
import gc
import logging
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

MOST_SECONDS = 1.0
"""Processor time of one input, of this process or of the worker that reads: others may be busy on the machine."""
MOST_MEGABYTES = 48
"""How much more memory may be held at the end than after the first quarter."""
STATM = Path("/proc/self/statm")
"""Linux's: without it memory is not measured."""
NOT_INSTALLED = "Although the app should be installed into this workspace"
"""Bolt's own words, in one line, for a signed request of a workspace that the bot is not in."""
REFUSED_BY_PLATFORM = frozenset({"SlackApiError", "PermanentSendError"})
"""The platform itself refused what an input named (a channel that is not there): the log says so with its word, as an error."""


@dataclass
class Watch:
    """Counts inputs by kind, and keeps one example of each fault."""

    inputs: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Where a request was refused as unreadable, for a reader to judge."""
    faults: dict[str, str] = field(default_factory=dict)
    """An example by what broke."""
    times: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    memory: dict[str, list[int]] = field(default_factory=dict)
    """The megabytes held at each measure of a kind."""
    tell: Callable[[str], None] = field(default=lambda _: None)
    """Hears of each kind of fault when it is first found."""
    now: tuple[str, str] = ("", "")
    """The kind and the input that is being answered."""

    @contextmanager
    def input(self, kind: str, told: object) -> Iterator[None]:
        """Count an input and the processor time that it takes."""
        self.now = (kind, repr(told)[:3_000])
        self.inputs[kind] += 1
        began = time.process_time()
        try:
            yield
        except Exception as error:  # noqa: BLE001 - all are told together
            self.fault(f"{type(error).__name__} {str(error)[:200]}")
        self.took(time.process_time() - began)

    @contextmanager
    def continued(self) -> Iterator[None]:
        """Count the processor time of what goes on after the answer as an input's own."""
        began = time.process_time()
        yield
        self.took(time.process_time() - began)

    def took(self, seconds: float) -> None:
        """Note the processor time of the input that is being answered."""
        kind, told = self.now
        self.slowest[kind] = max(self.slowest.get(kind, (0.0, "")), (seconds, told))
        if seconds > MOST_SECONDS:
            self.fault(f"{seconds:.1f} s of processor time")

    def answered(self, status: int, allowed: frozenset[int]) -> None:
        """Count a status of HTTP; a fault if it is not among those allowed."""
        self.answers[f"{self.now[0]} {status}"] += 1
        if status not in allowed:
            self.fault(f"status {status}")

    def fault(self, what: str) -> None:
        """Keep an input as the example of a fault. What befalls the bodies as they are is for other tests to say."""
        if not self.now[0]:
            return
        key = f"{self.now[0]}: {what}"
        self.times[key] += 1
        if key not in self.faults:
            self.faults[key] = self.now[1]
            self.tell(f"FAULT {key}\n    {self.now[1][:1_500]}")

    def hear(self, _logger: Any, method: str, event: dict[str, Any]) -> Any:
        """Take a log event of ours."""
        if event["event"] == "request_refused":
            self.refused[f"{event.get('error')} {str(event.get('where'))[-70:]}"] += 1
        where = [str(each).rpartition("/")[2] for each in event.get("where") or ()][-2:]
        # A worker that does not start within a minute: the machine is too busy, which is not the input's doing.
        is_busy = event.get("error") == "TimeoutError" and any(each.startswith("workers.py") for each in where)
        by_platform = event.get("error") in REFUSED_BY_PLATFORM or is_busy
        if event.get("exc_info") or (method in {"error", "critical", "exception"} and not by_platform):
            self.fault(f"{event['event']} {event.get('error', '')} {event.get('reason', '')} {' < '.join(where)}")
        raise structlog.DropEvent

    def measure(self, kind: str) -> None:
        """Note how many megabytes the process holds, without garbage; a fault if it is far more than after a quarter of a kind."""
        gc.collect()
        with suppress(OSError, AttributeError):  # where the C library is not glibc
            ctypes.CDLL(None).malloc_trim(0)
        if not STATM.exists():
            return
        held = self.memory.setdefault(kind, [])
        held.append(int(STATM.read_text("ascii").split()[1]) * resource.getpagesize() >> 20)
        if held[-1] - held[len(held) // 4] > MOST_MEGABYTES:
            self.now = (kind, str(held))
            self.fault("memory grows")


class _Libraries(logging.Handler):
    """Hears what libraries log as errors, or with a stack trace."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(logging.WARNING)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith(NOT_INSTALLED):
            return
        if record.exc_info or record.levelno >= logging.ERROR:
            error = record.exc_info[1] if record.exc_info else None
            self._watch.fault(f"{record.name}: {record.getMessage()[:300]} {error!r}"[:600])


@contextmanager
def watching() -> Iterator[Watch]:
    """Hear everything that is logged for as long as the block lasts; give what is counted."""
    watch, before, root = Watch(), structlog.get_config()["processors"], logging.getLogger()
    handler, handlers, level = _Libraries(watch), root.handlers[:], root.level
    structlog.configure(processors=[watch.hear])
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    try:
        yield watch
        gc.collect()  # tasks whose errors nobody asked for say so now
    finally:
        structlog.configure(processors=before)
        root.handlers[:] = handlers
        root.setLevel(level)
