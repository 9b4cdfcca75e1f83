"""The page's addresses."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.local.model import User
from bot.local.page.acts import ACTS, Act
from bot.local.page.guard import PageRefusedError, posted
from bot.local.page.snapshot import snapshot
from bot.local.page.stream import stream
from bot.local.workspace import Workspace
from bot.local.workspace_errors import NotPossibleError

STATIC = Path(__file__).parent.parent / "static"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: https:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class _Fresh(StaticFiles):
    """Static files that the browser revalidates each time, so that a new version is seen at once."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Answer with a file, or that it has not changed."""
        response = super().file_response(*args, **kwargs)
        response.headers.update({"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})
        return response


def routes(workspace: Workspace) -> list[BaseRoute]:
    """Return the page and what it reads and does."""

    async def page(_request: Request) -> Response:
        return FileResponse(STATIC / "index.html", headers=_HEADERS)

    async def state(request: Request) -> Response:
        try:
            return JSONResponse(snapshot(workspace, _user(workspace, request)), headers={"Cache-Control": "no-store"})
        except NotPossibleError as refusal:
            return JSONResponse({"error": str(refusal)}, 404)

    async def events(request: Request) -> Response:
        try:
            user = _user(workspace, request)
        except NotPossibleError as refusal:
            return JSONResponse({"error": str(refusal)}, 404)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(stream(workspace, user), media_type="text/event-stream", headers=headers)

    async def act(request: Request) -> Response:
        return await _acted(workspace, request)

    async def permalink(request: Request) -> Response:
        channel, digits = request.path_params["channel"], request.path_params["digits"]
        return RedirectResponse(f"/#{channel}/{digits[:-6]}.{digits[-6:]}")

    return [
        Route("/", page),
        Route("/archives/{channel:str}/p{digits:str}", permalink),
        Route("/_local/state", state),
        Route("/_local/stream", events),
        Route("/_local/{act:str}", act, methods=["POST"]),
        Mount("/static", _Fresh(directory=STATIC, check_dir=False)),
    ]


async def _acted(workspace: Workspace, request: Request) -> Response:
    act = ACTS.get(request.path_params["act"])
    if act is None:
        return JSONResponse({"error": "Siden kan ikke gjøre dette."}, 404)
    try:
        return JSONResponse({"ok": True, **await act(Act(workspace, await posted(request)))})
    except PageRefusedError as refusal:
        return JSONResponse({"error": refusal.text}, refusal.status)
    except NotPossibleError as refusal:
        return JSONResponse({"error": str(refusal)}, 400)


def _user(workspace: Workspace, request: Request) -> User:
    key = request.query_params.get("user")
    return workspace.state.user(key) if key else workspace.state.people()[0]
