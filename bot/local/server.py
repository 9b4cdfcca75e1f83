"""The workspace as a server on this machine, for the demonstration and for tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.local import app_routes, file_routes
from bot.local.cut import CuttableProtocol
from bot.local.driver import LocalPerson
from bot.local.inbox import Inbox
from bot.local.oauth import page as consent
from bot.local.page import routes as page_routes
from bot.local.page.guard import LoopbackOnly
from bot.local.workspace import Workspace
from bot.runtime.web import serving

PATIENCE_SECONDS = 1


class LocalWorkspace(Workspace):
    """A workspace with its web application and the people who act in it."""

    inbox: Inbox | None = None
    """Where the bot's e-mails come, if it sends any."""

    def asgi(self) -> Starlette:
        """Return the web application: what the bot calls at Slack, and the web page for people."""
        every = [*app_routes.routes(self), *file_routes.routes(self), *consent.routes(self), *page_routes.routes(self)]
        every += self.inbox.routes() if self.inbox else []
        return Starlette(routes=every, middleware=[Middleware(LoopbackOnly)])

    def person(self, key: str) -> LocalPerson:
        """Return a person to act as, by id or name; refuse one that does not exist."""
        return LocalPerson(self, self.state.user(key))


@asynccontextmanager
async def serve(workspace: LocalWorkspace, port: int = 0) -> AsyncIterator[str]:
    """Serve a workspace, and those beside it, on 127.0.0.1 in this event loop; yields its address. Port 0: any free.

    The page is the first one's.

    Raises OSError if the port is taken.
    """
    served = serving(
        workspace.asgi(), "127.0.0.1", port, http=CuttableProtocol, ws="websockets-sansio", patience=PATIENCE_SECONDS
    )
    async with served as address:
        for each in workspace.app.workspaces:
            each.base_url = address
        try:
            yield address
        finally:
            for each in workspace.app.workspaces:
                await each.close()
