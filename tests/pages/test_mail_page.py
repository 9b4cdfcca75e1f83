"""The page where somebody stops the e-mails: opening it changes nothing, and one press is enough."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx
from starlette.applications import Starlette

from bot.pages.address_limit import MOST_MISSES
from bot.pages.mail_route import mail_routes
from bot.requests.deps import Deps
from models.db.database import Database
from models.mail.addresses import closed_addresses, mail_address, mail_destination
from models.workspace.workspaces import get_or_create
from tests.support.slack import OnePack

NOW = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)


@asynccontextmanager
async def visitor(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    deps = Deps(database, OnePack(), lambda: NOW, None, url="https://bot.example.no")  # type: ignore[arg-type] # asks no handler
    transport = httpx.ASGITransport(Starlette(routes=mail_routes(deps, lambda: 1000.0)))
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.example.no") as client:
        yield client


def _token(database: Database) -> tuple[int, str]:
    with database.session() as session:
        here = get_or_create(session, "slack", "T1", "Fjordby <b>").id
        place = mail_destination(session, here, "kari@kommune.example.no", NOW)
        row = mail_address(session, here, place.address)
        assert row is not None
        return here, row.token


def _stopped(database: Database, here: int) -> list[str]:
    with database.session() as session:
        return [each.address for each in closed_addresses(session, here)]


async def test_opening_the_page_changes_nothing_and_its_button_stops_the_messages(database: Database) -> None:
    here, token = _token(database)
    async with visitor(database) as client:
        for _ in range(3):
            page = await client.get(f"/epost/av/{token}")
            assert (page.status_code, _stopped(database, here)) == (200, [])
        assert "Vil du ikke ha flere e-poster fra Pådriver for Fjordby &lt;b&gt;?" in page.text
        assert '<form method="post"><button>Meld meg av</button></form>' in page.text
        assert "form-action 'self'" in page.headers["content-security-policy"]
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"
        assert (await client.head(f"/epost/av/{token}")).status_code == 200
        assert _stopped(database, here) == []
        stopped = await client.post(f"/epost/av/{token}")
        assert "Du får ikke flere e-poster fra Pådriver for Fjordby &lt;b&gt;." in stopped.text
        assert _stopped(database, here) == ["kari@kommune.example.no"]


async def test_a_mail_program_stops_them_with_one_click(database: Database) -> None:
    here, token = _token(database)
    async with visitor(database) as client:
        for _ in range(2):
            page = await client.post(f"/epost/av/{token}", data={"List-Unsubscribe": "One-Click"})
            assert page.status_code == 200
        assert _stopped(database, here) == ["kari@kommune.example.no"]


async def test_nobody_guesses_a_link(database: Database) -> None:
    here, token = _token(database)
    async with visitor(database) as client:
        for wrong in ("", token[:-1], token + "x", "x" * 200, "%00", "å", "..%2f..", "' OR 1=1 --"):
            for method in ("GET", "POST"):
                page = await client.request(method, f"/epost/av/{wrong}")
                assert page.status_code in {404, 405}, wrong
        for _ in range(MOST_MISSES):
            await client.post("/epost/av/feil")
        assert (await client.post(f"/epost/av/{token}")).status_code == 429
        assert _stopped(database, here) == []
