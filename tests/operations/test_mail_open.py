"""Whether e-mail can be sent is shown to those who run the bot; the bot is ready all the same."""

import httpx
from starlette.applications import Starlette

from bot.operations.metrics import Metrics
from bot.operations.monitoring import Monitor
from models.db.database import Database


async def test_a_mail_server_that_refuses_us_is_shown_and_takes_nothing_else_down(database: Database) -> None:
    trouble = ""
    watch = Monitor(database, lambda: 0.0, Metrics())
    watch.follow_mail(lambda: trouble)
    routes = [*watch.routes(), *watch.metrics_routes()]
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=routes)), base_url="http://bot"
    ) as client:
        assert (await client.get("/readyz")).json() == {"ready": True, "failing": []}
        assert "padriver_mail_open 1.0" in (await client.get("/metrics")).text
        trouble = "smtp_login"
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()) == (200, {"ready": True, "failing": [], "mail": "smtp_login"})
        assert "padriver_mail_open 0.0" in (await client.get("/metrics")).text


async def test_without_e_mail_nothing_is_said_of_it(database: Database) -> None:
    watch = Monitor(database, lambda: 0.0, Metrics())
    routes = [*watch.routes(), *watch.metrics_routes()]
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=routes)), base_url="http://bot"
    ) as client:
        assert "padriver_mail" not in (await client.get("/metrics")).text
