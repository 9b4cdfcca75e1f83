"""The workspace as a server on this machine, for the demonstration and for tests."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.local import app_routes
from bot.local.cut import CuttableProtocol
from bot.local.driver import Person
from bot.local.oauth import page as consent
from bot.local.page import routes as page_routes
from bot.local.page.guard import LoopbackOnly
from bot.local.workspace import Workspace


class LocalWorkspace(Workspace):
    """A workspace with its web application and the people who act in it."""

    def asgi(self) -> Starlette:
        """Return the application: Slack's side and the page."""
        every = [*app_routes.routes(self), *consent.routes(self), *page_routes.routes(self)]
        return Starlette(routes=every, middleware=[Middleware(LoopbackOnly)])

    def person(self, key: str) -> Person:
        """Return somebody to act as, by id or name; refuses what does not exist."""
        return Person(self, self.state.user(key))


class _Server(uvicorn.Server):
    """uvicorn that leaves signals to whoever started it, tells when it listens, and stops without waiting for a tick."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.stop = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        self.listening.set()

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        await self.stop.wait()


@asynccontextmanager
async def serve(workspace: LocalWorkspace, port: int = 0) -> AsyncIterator[str]:
    """Serve a workspace, and those beside it, on 127.0.0.1 in this event loop; gives its address. Port 0: any free one.

    The page is the first one's.

    Raises OSError when the port is taken.
    """
    with socket.create_server(("127.0.0.1", port)) as listener:
        for each in workspace.app.workspaces:
            each.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = _Server(_config(workspace))
        running = asyncio.create_task(server.serve(sockets=[listener]))
        await server.listening.wait()
        try:
            yield workspace.base_url
        finally:
            for each in workspace.app.workspaces:
                await each.close()
            server.stop.set()
            await running


def _config(workspace: LocalWorkspace) -> uvicorn.Config:
    return uvicorn.Config(
        workspace.asgi(),
        http=CuttableProtocol,
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,  # the one thing uvicorn's own loop would keep up to date
        timeout_graceful_shutdown=1,
    )
