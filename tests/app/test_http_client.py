"""Calls to a platform do not wait for each other."""

import asyncio

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.runtime.http_client import http_session
from bot.runtime.web import serving
from jobs.sending.send_queue import MOST


async def test_as_many_as_may_be_on_their_way_can_hang_and_the_next_is_answered() -> None:
    incoming, go_on = asyncio.Semaphore(0), asyncio.Event()

    async def hanging(_: Request) -> Response:
        incoming.release()
        await go_on.wait()
        return PlainTextResponse("endelig")

    async def quick(_: Request) -> Response:
        return PlainTextResponse("straks")

    app = Starlette(routes=[Route("/treg", hanging), Route("/rask", quick)])
    async with (
        asyncio.timeout(20),
        serving(app, "127.0.0.1", 0) as address,
        http_session(aiohttp.ClientTimeout(total=20)) as session,
    ):

        async def told(path: str) -> str:
            async with session.get(f"{address}{path}") as answer:
                return await answer.text()

        waiting = [asyncio.create_task(told("/treg")) for _ in range(MOST)]
        for _ in waiting:
            await incoming.acquire()

        assert await told("/rask") == "straks"

        go_on.set()
        assert set(await asyncio.gather(*waiting)) == {"endelig"}
