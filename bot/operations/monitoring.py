"""Keeping an eye on a running bot: signs of life, whether it is ready, and figures where they are wanted."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.operations.readiness import Readiness
from jobs.reporting import DeliveryReport, Observer
from models.db.database import Database

NOT_READY = 503
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class MetricsRecorder(Observer, Protocol):
    """Whoever counts it all."""

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Hear of a request, as `bot.requests.observation.Asked` does."""

    def socket(self, connected: bool) -> None:
        """Hear whether the socket is connected."""

    def text(self) -> bytes:
        """Return the figures in Prometheus's text format."""


class Monitor:
    """Hears of the nudges and the requests, and passes it on to whoever counts them.

    `seconds` is a clock that is never set, `now` the bot's (aware). (`jobs.reporting.Observer`,
    `bot.requests.observation.Asked`.)
    """

    def __init__(
        self,
        database: Database,
        seconds: Callable[[], float],
        figures: MetricsRecorder | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._figures = figures
        self._seconds = seconds
        self._last_sign = seconds()
        self._readiness = Readiness(database, lambda: self._seconds() - self._last_sign, now)

    def follow_socket(self, connected: Callable[[], Awaitable[bool]]) -> None:
        """Take the bot for ready, and count it as connected, only while its socket is."""
        self._readiness.connected = connected

    def planned(self, delivery_report: DeliveryReport) -> None:
        """Hear of a nudge that has become due."""
        if self._figures:
            self._figures.planned(delivery_report)

    def handled(self, delivery_report: DeliveryReport, late: timedelta) -> None:
        """Hear what became of a nudge: a round that sends is alive, however long it is."""
        self._last_sign = self._seconds()
        if self._figures:
            self._figures.handled(delivery_report, late)

    def round_done(self, seconds: float) -> None:
        """Hear of a round that went well."""
        self._last_sign = self._seconds()
        if self._figures:
            self._figures.round_done(seconds)

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Hear of a request."""
        if self._figures:
            self._figures.observe_request(kind, name, seconds)

    def routes(self) -> list[Route]:
        """Return `/healthz` and `/readyz`, which tell nothing that the world may not know."""
        return [Route("/healthz", self._alive), Route("/readyz", self._ready)]

    def metrics_routes(self) -> list[Route]:
        """Return `/metrics`, for an address of its own; nothing where nobody counts."""
        return [Route("/metrics", self._metrics)] if self._figures else []

    async def _alive(self, _request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def _ready(self, _request: Request) -> Response:
        parts = await self._readiness.failing()
        return JSONResponse({"ready": not parts, "failing": parts}, status_code=NOT_READY if parts else 200)

    async def _metrics(self, _request: Request) -> Response:
        if self._figures is None:
            return Response()
        if self._readiness.connected:
            self._figures.socket(await self._readiness.connected())
        return Response(self._figures.text(), media_type=PROMETHEUS)
