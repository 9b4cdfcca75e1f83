"""The web server ends with its block: what is under way is answered first, and nobody else is waited for."""

import asyncio

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web import serving


async def test_what_is_under_way_when_it_is_to_stop_is_answered() -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: Request) -> Response:
        begun.set()
        await go_on.wait()
        return PlainTextResponse("ferdig")

    async with httpx.AsyncClient() as client:
        async with serving(Starlette(routes=[Route("/", slow)]), "127.0.0.1", 0) as address:
            asked = asyncio.create_task(client.get(address))
            await begun.wait()
            asyncio.get_running_loop().call_later(0.01, go_on.set)
        assert (await asked).text == "ferdig"


async def test_a_connection_that_is_kept_open_is_closed_and_not_waited_for() -> None:
    async def quick(_: Request) -> Response:
        return PlainTextResponse("ferdig")

    app = Starlette(routes=[Route("/", quick)])
    async with httpx.AsyncClient() as client:
        async with asyncio.timeout(10), serving(app, "127.0.0.1", 0, patience=60) as address:
            assert (await client.get(address)).text == "ferdig"
            port = httpx.URL(address).port
        async with serving(app, "127.0.0.1", port or 0) as again:
            assert (await client.get(again)).text == "ferdig"
