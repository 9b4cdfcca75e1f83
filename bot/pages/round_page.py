"""`/runde/<link>`: the page of a round, for somebody without an account, on a phone.

To read it changes nothing and counts nothing, since mail scanners open every link. What is sent from it is stored and then
shown on the page again. Nobody signs in: the link is the secret, and it is in no log.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.pages.address_limit import AddressLimit
from bot.pages.round_content import RoundPage, round_page
from bot.pages.round_html import COPY_SCRIPT, LOCAL, closed_page, page_body
from bot.pages.round_sent import Refused, take_sent
from bot.requests.deps import Deps
from bot.runtime.web_page import web_page
from models.content.packs import pack_of
from models.rounds.links import PATH, RoundLinks

MOST_BYTES, MOST_FIELDS = 20_000, 20
SEE_OTHER, NOT_FOUND, TOO_LARGE, TOO_MANY, UNAVAILABLE, WRONG = 303, 404, 413, 429, 503, 422

log = structlog.get_logger(__name__)


def round_route(deps: Deps, links: RoundLinks, seconds: Callable[[], float] = time.monotonic) -> Route:
    """Return the route. `seconds` is a monotonic clock: who guesses too often is refused for a while."""
    limit = AddressLimit(seconds)

    async def show(request: Request) -> Response:
        name, client = request.path_params["name"], request.client.host if request.client else ""
        wait = limit.wait_seconds(client, name)
        if wait:
            return Response(status_code=TOO_MANY, headers={"Retry-After": str(wait)})
        try:
            answer = await (_sent(request, name) if request.method == "POST" else _read(request, name))
        except Exception as error:  # noqa: BLE001 - a trace could hold the link
            log.error("round_page_failed", error=type(error).__name__)  # noqa: TRY400 - the same
            return Response(status_code=UNAVAILABLE)
        if answer is None:
            limit.count(client)
            return closed_page(NOT_FOUND)
        limit.was_right(name)
        return answer

    async def _read(request: Request, name: str) -> Response | None:
        query = request.query_params
        side = query.get("side", "")
        page = await asyncio.to_thread(_page, deps, links, name, is_local=side == LOCAL)
        return _shown(page, side, query.get("ok", "")) if page else None

    async def _sent(request: Request, name: str) -> Response | None:
        body = await _body(request)
        if body is None or body.count("&") >= MOST_FIELDS:
            return Response(status_code=TOO_LARGE)
        fields = {key: values[-1] for key, values in parse_qs(body).items()}
        outcome = await asyncio.to_thread(_stored, deps, links, name, fields)
        match outcome:
            case None:
                return None
            case Refused():
                page = await asyncio.to_thread(_page, deps, links, name)
                return _shown(page, outcome.side, "", outcome, WRONG) if page else None
            case done:
                deps.trigger_now()
                return RedirectResponse(f"{PATH}{name}?ok={done}", SEE_OTHER, {"Cache-Control": "no-store"})

    return Route(f"{PATH}{{name:str}}", show, methods=["GET", "POST"])


def _shown(page: RoundPage, side: str, done: str, wrong: Refused | None = None, status: int = 200) -> Response:
    body = page_body(page, side, done, wrong)
    shown = web_page(page.heading, body, status, script=COPY_SCRIPT, has_form=True, language=page.words.language)
    shown.headers["X-Robots-Tag"] = "noindex, nofollow"
    return shown


def _page(deps: Deps, links: RoundLinks, name: str, *, is_local: bool = False) -> RoundPage | None:
    now = deps.now()
    with deps.database.reading() as session:
        link = links.open(session, name, now)
        if link is None:
            return None
        return round_page(session, link, pack_of(session, link.workspace, deps.packs.current()), now, is_local=is_local)


def _stored(deps: Deps, links: RoundLinks, name: str, fields: Mapping[str, str]) -> str | Refused | None:
    """Store what was sent; return what was done, what is wrong with it, or None if the link opens nothing."""
    now = deps.now()
    with deps.database.session() as session:
        link = links.open(session, name, now, lock_it=True)
        if link is None:
            return None
        pack = pack_of(session, link.workspace, deps.packs.current())
        return take_sent(session, link, pack, fields, now)


async def _body(request: Request) -> str | None:
    """Return what was sent; None if it is too much."""
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            return None
    return content.decode("utf-8", "replace")
