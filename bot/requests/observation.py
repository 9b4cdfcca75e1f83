"""Observes one request from start to answer: an id of its own in the log, and how long it took."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Protocol

import structlog
from structlog.contextvars import bound_contextvars

log = structlog.get_logger(__name__)


class RequestObserver(Protocol):
    """Gets the time that each request took. Called on the event loop."""

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Observe a request: `command`, `press`, `submit` or `event`, and a command's name (else empty)."""


class NoRequestObserver:
    """Observes nothing."""

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Do nothing."""


@contextmanager
def observed_request(observer: RequestObserver, kind: str, name: str = "") -> Iterator[None]:
    """Observe the request answered in the block. All that is logged meanwhile carries its id, on other threads too."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    with bound_contextvars(request=token_hex(6)):
        try:
            yield
        finally:
            took = loop.time() - began
            observer.observe_request(kind, name, took)
            log.debug("request", kind=kind, name=name, seconds=round(took, 4))
