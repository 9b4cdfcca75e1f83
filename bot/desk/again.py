"""What a dead process had acknowledged and not done, done now."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from secrets import token_hex

import structlog
from structlog.contextvars import bound_contextvars

from bot.desk.desk import Desk
from models.inbound import Kept, let_go, take_up

log = structlog.get_logger(__name__)


async def once_more_each(desk: Desk, once_more: Callable[[Kept], Awaitable[None]], now: datetime) -> None:
    """Do what was acknowledged on the desk's platform and left. What breaks is tried again later."""
    for kept in await asyncio.to_thread(_take_up, desk, now):
        with bound_contextvars(request=token_hex(6)):
            log.info("taken_up", kind=kept.kind, key=kept.key, was_done=kept.was_done)
            try:
                await once_more(kept)
                await asyncio.to_thread(_let_go, desk, kept)
            except Exception:  # one fault must not hold up the others
                log.exception("taken_up_in_vain", kind=kept.kind, key=kept.key)


def _take_up(desk: Desk, now: datetime) -> Sequence[Kept]:
    with desk.deps.database.session() as session:
        return take_up(session, desk.platform, now)


def _let_go(desk: Desk, kept: Kept) -> None:
    with desk.deps.database.session() as session:
        let_go(session, kept.workspace_id, kept.key)
