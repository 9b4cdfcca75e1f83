"""A real HTTP server that serves feeds, and every kind of trouble with them."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from ssl import SSLContext

LOOPBACK = (ip_network("127.0.0.1/32"),)
Headers = dict[str, str]
Serve = Callable[[asyncio.StreamWriter, Headers], Awaitable[None]]


@dataclass
class FeedServer:
    """`pages` says what each path does. `asked` is every request: its path and headers (names in small letters)."""

    pages: dict[str, Serve] = field(default_factory=dict)
    asked: list[tuple[str, Headers]] = field(default_factory=list)
    port: int = 0
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a slow page is left by who asked for it."""

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def serve(self, path: str, content: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        """Serve a page; a header's name is written with `_` for `-`."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}

        async def page(writer: asyncio.StreamWriter, asked: Headers) -> None:
            etag = told.get("etag")
            if etag is not None and asked.get("if-none-match") == etag:
                writer.write(b"HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n")
                return
            writer.write(head(status, {**told, "content-length": str(len(content))}) + content)
            await writer.drain()

        self.pages[path] = page

    def drip(self, path: str, pause: float) -> None:
        """Serve a byte now and then, for ever."""

        async def page(writer: asyncio.StreamWriter, asked: Headers) -> None:
            del asked
            writer.write(head("200 OK", {}))
            try:
                while True:
                    writer.write(b" ")
                    await writer.drain()
                    await asyncio.sleep(pause)
            except OSError:
                self.left.set()

        self.pages[path] = page

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = request.strip().split("\r\n")
            path = first.split(" ")[1]
            asked = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            self.asked.append((path, asked))
            await self.pages[path](writer, asked)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            self.left.set()
        finally:
            writer.close()


def head(status: str, headers: Headers) -> bytes:
    lines = [f"HTTP/1.1 {status}", "connection: close", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@asynccontextmanager
async def feed_server(tls: SSLContext | None = None) -> AsyncIterator[FeedServer]:
    served = FeedServer()
    server = await asyncio.start_server(served.answer, "127.0.0.1", 0, ssl=tls)
    served.port = server.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        server.close()


def rss(*items: str, title: str = "Avisa") -> bytes:
    told = "".join(f"<item>{each}</item>" for each in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{title}</title>{told}</channel></rss>'
    ).encode()


def bomb(megabytes: int) -> bytes:
    return gzip.compress(b" " * megabytes * 1024 * 1024)
