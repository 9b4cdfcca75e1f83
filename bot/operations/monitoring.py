"""Monitors a running bot: signs of life, whether it is ready, and metrics if they are wanted."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.operations.readiness import Readiness
from jobs.reporting import DeliveryReport, Observer
from models.db.database import Database, DatabaseUnavailableError
from models.official.sources import all_sources, troubled

NOT_READY = 503
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class MetricsRecorder(Observer, Protocol):
    """Records all metrics: of nudges, of requests, and of Slack's socket."""

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Record a request, as `bot.requests.observation.RequestObserver` does."""

    def socket(self, connected: bool) -> None:
        """Record whether the socket is connected."""

    def mail(self, is_open: bool) -> None:
        """Record whether e-mail can be sent."""

    def official(self, sources: Sequence[tuple[str, bool, datetime | None]]) -> None:
        """Record the official sources: the key, whether somebody should look at it, and its last good answer."""

    def text(self) -> bytes:
        """Return the metrics in Prometheus's text format."""


class Monitor:
    """Observes nudges and requests, and passes them on to the metrics recorder.

    `seconds` is a monotonic clock, `now` the bot's (aware). (`jobs.reporting.Observer`,
    `bot.requests.observation.RequestObserver`.)
    """

    def __init__(
        self,
        database: Database,
        seconds: Callable[[], float],
        figures: MetricsRecorder | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._figures = figures
        self._database = database
        self._now = now
        self._seconds = seconds
        self._last_sign = seconds()
        self._mail_trouble: Callable[[], str] | None = None
        self._readiness = Readiness(database, lambda: self._seconds() - self._last_sign, now)

    def follow_socket(self, connected: Callable[[], Awaitable[bool]]) -> None:
        """Count the bot as ready, and as connected, only while its socket is connected."""
        self._readiness.connected = connected

    def follow_mail(self, trouble: Callable[[], str]) -> None:
        """Show why no e-mail can be sent; `trouble` returns a word for it, empty if it can. The bot is ready all the same."""
        self._mail_trouble = trouble

    def planned(self, delivery_report: DeliveryReport) -> None:
        """Observe a nudge that has become due."""
        if self._figures:
            self._figures.planned(delivery_report)

    def handled(self, delivery_report: DeliveryReport, late: timedelta) -> None:
        """Observe a nudge's outcome: a round that sends is alive, however long it is."""
        self._last_sign = self._seconds()
        if self._figures:
            self._figures.handled(delivery_report, late)

    def round_done(self, seconds: float) -> None:
        """Observe a round that succeeded."""
        self._last_sign = self._seconds()
        if self._figures:
            self._figures.round_done(seconds)

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Observe a request."""
        if self._figures:
            self._figures.observe_request(kind, name, seconds)

    def routes(self) -> list[Route]:
        """Return `/healthz` and `/readyz`, which reveal nothing that must not be public."""
        return [Route("/healthz", self._alive), Route("/readyz", self._ready)]

    def metrics_routes(self) -> list[Route]:
        """Return `/metrics`, for an address of its own; empty if there are no metrics."""
        return [Route("/metrics", self._metrics)] if self._figures else []

    async def _alive(self, _request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def _ready(self, _request: Request) -> Response:
        parts = await self._readiness.failing()
        trouble = self._mail_trouble() if self._mail_trouble else ""
        said = {"ready": not parts, "failing": parts} | ({"mail": trouble} if trouble else {})
        return JSONResponse(said, status_code=NOT_READY if parts else 200)

    async def _metrics(self, _request: Request) -> Response:
        if self._figures is None:
            return Response()
        if self._readiness.connected:
            self._figures.socket(await self._readiness.connected())
        if self._mail_trouble:
            self._figures.mail(not self._mail_trouble())
        with suppress(SQLAlchemyError, DatabaseUnavailableError):
            self._figures.official(await asyncio.to_thread(self._sources))
        return Response(self._figures.text(), media_type=PROMETHEUS)

    def _sources(self) -> list[tuple[str, bool, datetime | None]]:
        """Return the official sources that are read, as `MetricsRecorder.official` wants them."""
        if self._now is None:
            return []
        with self._database.reading() as session:
            wrong = {each.key for each in troubled(session, self._now())}
            return [(each.key, each.key in wrong, each.last_ok_at) for each in all_sources(session) if each.on]
