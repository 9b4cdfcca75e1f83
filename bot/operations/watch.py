"""Keeping an eye on a running bot: figures, signs of life, and the addresses that tell of them."""

from collections.abc import Callable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.operations.metrics import Metrics
from bot.operations.readiness import Readiness
from jobs.told import Told
from models.database import Database

NOT_READY = 503
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Watch(Metrics):
    """The figures, and when the nudges last showed a sign of life. `seconds` is a clock that is never set."""

    def __init__(self, database: Database, seconds: Callable[[], float]) -> None:
        super().__init__()
        self._seconds = seconds
        self._last_sign = seconds()
        self._readiness = Readiness(database, lambda: self._seconds() - self._last_sign)

    def handled(self, told: Told, late: timedelta) -> None:
        """Count what became of a nudge: a round that sends is alive, however long it is."""
        super().handled(told, late)
        self._last_sign = self._seconds()

    def round_done(self, seconds: float) -> None:
        """Measure a round."""
        super().round_done(seconds)
        self._last_sign = self._seconds()

    def routes(self) -> list[Route]:
        """Return `/healthz` and `/readyz`, which tell nothing that the world may not know."""
        return [Route("/healthz", self._alive), Route("/readyz", self._ready)]

    def metrics_routes(self) -> list[Route]:
        """Return `/metrics`, for an address of its own."""
        return [Route("/metrics", self._metrics)]

    async def _alive(self, _request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def _ready(self, _request: Request) -> Response:
        parts = await self._readiness.failing()
        return JSONResponse({"ready": not parts, "failing": parts}, status_code=NOT_READY if parts else 200)

    async def _metrics(self, _request: Request) -> Response:
        return Response(self.text(), media_type=PROMETHEUS)
