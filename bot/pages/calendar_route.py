"""Serves the calendar feeds: `/kalender/<token>.ics`, fetched by calendar programs that nobody signs in to.

The address is a secret. It is in no log: uvicorn writes no access log here (`bot.runtime.web`), and errors are logged by
their kind alone.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.commands.shared.calendar_address import FEEDS, SUFFIX
from bot.commands.shared.calendar_feed import CalendarFeed, read_feed, read_scope, renew_feed
from bot.pages.address_limit import AddressLimit
from bot.pages.front_pages import front_routes
from bot.pages.mail_route import mail_routes
from bot.pages.round_page import round_route
from bot.requests.deps import Deps
from models.content.packs import pack_of
from models.workspace.access_tokens import CALENDAR, fingerprint, is_use_noted, is_well_formed, note_use, opened

AT_ONCE = 4
"""How many feeds are made at a time."""
HEADERS = {
    "Cache-Control": "private, max-age=900",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
CONTENT_TYPE = "text/calendar; charset=utf-8"
NOT_FOUND, NOT_MODIFIED, TOO_MANY, UNAVAILABLE = 404, 304, 429, 503

log = structlog.get_logger(__name__)


def public_routes(deps: Deps) -> list[Route]:
    """Return what is served at the bot's public address beside the chats; nothing if it has none."""
    if not deps.url:
        return []
    rounds = [round_route(deps, deps.round_links)] if deps.round_links else []
    return [calendar_route(deps), *mail_routes(deps), *rounds, *front_routes(deps.contact)]


def calendar_route(deps: Deps, seconds: Callable[[], float] = time.monotonic) -> Route:
    """Return the route of the feeds. An address that is guessed, revoked or expired gets 404, whichever it is.

    `seconds` is a monotonic clock.
    """
    turns, limit = asyncio.Semaphore(AT_ONCE), AddressLimit(seconds)

    async def show(request: Request) -> Response:
        name, client = request.path_params["name"], request.client.host if request.client else ""
        digest = fingerprint(name.removesuffix(SUFFIX))
        wait = limit.wait_seconds(client, digest)
        if wait:
            return Response(status_code=TOO_MANY, headers={"Retry-After": str(wait)})
        is_possible = name.endswith(SUFFIX) and is_well_formed(name.removesuffix(SUFFIX))
        try:
            async with turns:
                content = await asyncio.to_thread(_content, deps, digest) if is_possible else None
        except Exception as error:  # noqa: BLE001 - a trace could hold the address
            log.error("calendar_not_served", error=type(error).__name__)  # noqa: TRY400 - the same
            return Response(status_code=UNAVAILABLE)
        if content is None:
            limit.count(client)
            return Response(status_code=NOT_FOUND)
        limit.was_right(digest)
        return _answer(content, request.headers.get("if-none-match", ""))

    return Route(f"{FEEDS}{{name:str}}", show)


@dataclass(frozen=True)
class _Use:
    """A token that was used, to be stored."""

    workspace_id: int
    token_id: int


def _content(deps: Deps, digest: str) -> bytes | None:
    """Return the feed that a token opens; None if it opens none. Writes only if something has changed."""
    now, shared = deps.now(), deps.packs.current()
    with deps.database.reading() as session:
        found = opened(session, digest, CALENDAR, now)
        if found is None:
            return None
        token, workspace = found
        pack = pack_of(session, workspace, shared)
        feed = CalendarFeed(workspace, pack, token.user_id, read_scope(token.scope), now)
        content = read_feed(session, feed)
        use = None if is_use_noted(token, now) else _Use(workspace.id, token.id)
    if content is None or use:
        with deps.database.session() as session:
            if use:
                note_use(session, use.workspace_id, use.token_id, now)
            content = content or renew_feed(session, feed)
    return content


def _answer(content: bytes, known: str) -> Response:
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**HEADERS, "ETag": tag}
    if known.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in known.split(",")]:
        return Response(status_code=NOT_MODIFIED, headers=headers)
    return Response(content, media_type=CONTENT_TYPE, headers=headers)
