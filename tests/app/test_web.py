"""The web server ends with its block, what is under way answered first; and nobody holds a connection by being slow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import bot.runtime.web
from bot.runtime.web import LimitedProtocol, body_of, serving


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


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a request arrive within a fifth of a second in place of ten."""
    monkeypatch.setattr(bot.runtime.web, "REQUEST_SECONDS", 0.2)


async def reads(request: Request) -> Response:
    body = await body_of(request, 1_000)
    return Response(status_code=413) if body is None else PlainTextResponse(str(len(body)))


async def answers(_: Request) -> Response:
    return PlainTextResponse("ok")


async def long_answer(_: Request) -> Response:
    return PlainTextResponse("x" * 50_000_000)


APP = Starlette(
    routes=[
        Route("/les", reads, methods=["POST"]),
        Route("/ok", answers),
        Route("/langt", long_answer, methods=["GET"]),
    ]
)


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    url = httpx.URL(address)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def closed(reader: asyncio.StreamReader) -> bytes:
    """Return all that comes until the other side closes the connection."""
    async with asyncio.timeout(20):
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""


UNFINISHED = {
    "nothing at all": b"",
    "half a line": b"POST /le",
    "headers without an end": b"POST /les HTTP/1.1\r\nHost: x\r\nX-A: b\r\n",
    "a body that is missing": b"POST /les HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
    "pieces without an end": b"POST /les HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "a second request, half": b"GET /ok HTTP/1.1\r\nHost: x\r\n\r\nGET /o",
    "a body nobody reads": b"GET /ok HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
    "a body that was promised": b"POST /les HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
}


@pytest.mark.parametrize("sent", UNFINISHED.values(), ids=UNFINISHED)
@pytest.mark.usefixtures("soon")
async def test_a_request_that_never_ends_is_closed(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with serving(APP, "127.0.0.1", 0) as address, connected(address) as (reader, writer):
        writer.write(sent)
        await closed(reader)
    assert not [each for each in caplog.records if each.exc_info]


@pytest.mark.parametrize(
    "begins",
    [
        b"POST /les HTTP/1.1\r\n",
        b"POST /les HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n",
        b"GET /ok HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n",
    ],
    ids=["headers", "body", "body nobody reads"],
)
@pytest.mark.usefixtures("soon")
async def test_a_request_that_drips_is_closed_however_often_something_comes(begins: bytes) -> None:
    async with serving(APP, "127.0.0.1", 0) as address, connected(address) as (reader, writer):
        writer.write(begins)
        ended = asyncio.create_task(closed(reader))
        while not ended.done():
            writer.write(b"a: b\r\n")
            await asyncio.wait({ended}, timeout=0.02)


@pytest.mark.usefixtures("soon")
async def test_an_answer_that_nobody_takes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    given_up, cut_off = asyncio.Event(), LimitedProtocol.cut_off

    def heard(self: LimitedProtocol, why: str) -> None:
        cut_off(self, why)
        given_up.set()

    monkeypatch.setattr(LimitedProtocol, "cut_off", heard)
    async with serving(APP, "127.0.0.1", 0) as address, connected(address) as (_, writer):
        writer.write(b"GET /langt HTTP/1.1\r\nHost: x\r\n\r\n")
        async with asyncio.timeout(20):
            await given_up.wait()


@pytest.mark.usefixtures("soon")
async def test_an_answer_may_take_longer_than_its_request() -> None:
    async def slow(_: Request) -> Response:
        ready = asyncio.Event()
        asyncio.get_running_loop().call_later(0.3, ready.set)
        await ready.wait()
        return PlainTextResponse("endelig")

    app = Starlette(routes=[Route("/", slow, methods=["POST"])])
    async with serving(app, "127.0.0.1", 0) as address, httpx.AsyncClient() as client:
        for _ in range(2):
            assert (await client.post(address, content=b"abc")).text == "endelig"


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_far_too_long_is_refused_as_soon_as_it_is_too_long(chunked: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 100

    async with serving(APP, "127.0.0.1", 0) as address, httpx.AsyncClient(base_url=address) as client:
        assert (await client.post("/les", content=pieces() if chunked else b"x" * 1_001)).status_code == 413


async def test_nonsense_after_an_answer_has_begun_closes_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    async with serving(APP, "127.0.0.1", 0) as address, connected(address) as (reader, writer):
        writer.write(b"GET /ok HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        writer.write(b"ZZZ\r\n")
        await closed(reader)
    assert not [each for each in caplog.records if each.exc_info]


@pytest.mark.parametrize("headers", [{"X-Lang": "x" * 600_000}, {f"X-{each}": "x" * 1_000 for each in range(600)}])
async def test_headers_far_too_long_are_refused(headers: dict[str, str]) -> None:
    async with serving(APP, "127.0.0.1", 0) as address, httpx.AsyncClient(base_url=address) as client:
        with suppress(httpx.WriteError, httpx.ReadError):  # closed before all of it was sent
            assert (await client.get("/ok", headers=headers)).status_code == 400
        assert (await client.get("/ok")).text == "ok"


async def test_a_crowd_that_says_nothing_does_not_keep_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.runtime.web, "MOST_CONNECTIONS", 5)
    async with serving(APP, "127.0.0.1", 0) as address, httpx.AsyncClient(base_url=address) as client:
        url = httpx.URL(address)
        crowd = [await asyncio.open_connection(url.host, url.port) for _ in range(20)]
        assert (await client.get("/ok")).text == "ok"
        gone = [asyncio.create_task(closed(reader)) for reader, _ in crowd]
        done, waiting = await asyncio.wait(gone, timeout=1)
        assert len(done) >= 16
        for _, writer in crowd:
            writer.close()
        await asyncio.gather(*waiting)
