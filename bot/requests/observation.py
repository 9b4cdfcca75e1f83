"""One request of Slack's, from heard to answered: an id of its own in the log, and how long it took."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Protocol

import structlog
from structlog.contextvars import bound_contextvars

log = structlog.get_logger(__name__)


class RequestObserver(Protocol):
    """Who wants to know how long people wait, such as whoever counts it. Told on the event loop."""

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Hear of a request: `command`, `press`, `submit` or `event`, and a command's name (else empty)."""


class NoRequestObserver:
    """Listens to nothing."""

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Do nothing."""


@contextmanager
def observed_request(observer: RequestObserver, kind: str, name: str = "") -> Iterator[None]:
    """Hold for as long as a request is answered. What is logged meanwhile carries its id, on other threads too."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    with bound_contextvars(request=token_hex(6)):
        try:
            yield
        finally:
            took = loop.time() - began
            observer.observe_request(kind, name, took)
            log.debug("request", kind=kind, name=name, seconds=round(took, 4))
