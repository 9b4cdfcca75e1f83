"""Serves the pictures in Teams' cards: a bot can only show there what it serves itself.

A picture is drawn when it is asked for. Everybody who has its address sees it, so it has nothing from the register.
"""

import asyncio

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.pictures import can_draw
from bot.pictures.drawn import MOST_PIXELS, DrawnWheel
from bot.pictures.wheel import WheelMonth, WheelYear
from bot.requests.deps import Deps
from bot.teams.access import PLATFORM
from bot.teams.picture_addresses import PATH, PictureAddresses
from jobs.nudges.wheel_picture import view_picture
from models.content.packs import pack_of
from models.tables import Workspace

AT_ONCE = 2
NOTHING_FROM_REGISTER = ""
HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}

log = structlog.get_logger(__name__)


def picture_route(deps: Deps, addresses: PictureAddresses) -> Route:
    """Return the route of the pictures. An address that is guessed, expired, or of a workspace that is gone gets 404."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def show(request: Request) -> Response:
        asked = addresses.read(request.path_params["name"], deps.now())
        if asked is None or not can_draw():
            return Response(status_code=404)
        try:
            async with turns:
                content = await asyncio.to_thread(_drawn, deps, *asked)
        except Exception:
            log.exception("picture_not_served")
            return Response(status_code=503)
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type="image/png", headers=HEADERS)

    return Route(f"{PATH}{{name:str}}", show)


def _drawn(deps: Deps, workspace_id: int, view: str) -> bytes | None:
    shown = _shown(deps, workspace_id, view)
    return DrawnWheel(shown, MOST_PIXELS)() if shown else None


def _shown(deps: Deps, workspace_id: int, view: str) -> WheelYear | WheelMonth | None:
    with deps.database.reading() as session:
        workspace = session.get(Workspace, workspace_id)
        if workspace is None or workspace.removed_at is not None or workspace.platform != PLATFORM:
            return None
        today = deps.now().astimezone(workspace.zone).date()
        pack = pack_of(session, workspace, deps.packs.current())
        return view_picture(session, workspace, pack, today, view, NOTHING_FROM_REGISTER)
