"""The page where somebody stops the e-mails: `/epost/av/<token>`. Opening it changes nothing, since mail servers open links.

The button on it, and a mail program's own (RFC 8058), post to the same address. The address is a secret, and in no log.
"""

import asyncio
import re
import time
from collections.abc import Callable
from html import escape

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.commands.shared.mail_links import STOP
from bot.pages.address_limit import AddressLimit
from bot.requests.deps import Deps
from bot.runtime.web_page import web_page
from models.mail.addresses import by_token, stop
from models.tables import Workspace

NOT_FOUND, TOO_MANY, UNAVAILABLE = 404, 429, 503
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")

log = structlog.get_logger(__name__)


def mail_routes(deps: Deps, seconds: Callable[[], float] = time.monotonic) -> list[Route]:
    """Return the route of the page. `seconds` is a monotonic clock."""
    limit = AddressLimit(seconds)

    async def show(request: Request) -> Response:
        token, client = request.path_params["token"], request.client.host if request.client else ""
        if wait := limit.wait_seconds(client, token):
            return Response(status_code=TOO_MANY, headers={"Retry-After": str(wait)})
        try:
            name = await asyncio.to_thread(_answer, deps, token, stops=request.method == "POST")
        except Exception as error:  # noqa: BLE001 - a trace could hold the address
            log.error("mail_page_not_served", error=type(error).__name__)  # noqa: TRY400 - the same
            return Response(status_code=UNAVAILABLE)
        if name is None:
            limit.count(client)
            return web_page(
                "Lenken virker ikke", "<p>Den er ikke hel, eller adressen din er slettet hos oss.</p>", NOT_FOUND
            )
        limit.was_right(token)
        return _stopped(name) if request.method == "POST" else _asked(name)

    return [Route(f"{STOP}{{token:str}}", show, methods=["GET", "POST"])]


def _answer(deps: Deps, token: str, *, stops: bool) -> str | None:
    """Return the workspace's name, and stop the messages if that is wanted; None if the token opens nothing."""
    if not TOKEN.fullmatch(token):
        return None
    with deps.database.session() if stops else deps.database.reading() as session:
        row = by_token(session, token)
        if row is None:
            return None
        if stops:
            stop(session, row.workspace_id, row.reference, deps.now())
        return session.get_one(Workspace, row.workspace_id).name


def _asked(name: str) -> Response:
    text = f"Vil du ikke ha flere e-poster fra Pådriver for {escape(name)}?"
    button = '<form method="post"><button>Meld meg av</button></form>'
    return web_page("Meld deg av", f"<p>{text}</p>{button}", has_form=True)


def _stopped(name: str) -> Response:
    text = f"Du får ikke flere e-poster fra Pådriver for {escape(name)}."
    return web_page("Du er meldt av", f"<p>{text}</p>")
