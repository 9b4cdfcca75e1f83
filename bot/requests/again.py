"""What a dead process had acknowledged and not done, done now."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from secrets import token_hex

import structlog
from structlog.contextvars import bound_contextvars

from bot.requests.dispatcher import Dispatcher
from bot.requests.faults import mark
from models.workspace.inbound import Kept, recover, release

log = structlog.get_logger(__name__)


async def once_more_each(dispatcher: Dispatcher, once_more: Callable[[Kept], Awaitable[None]], now: datetime) -> None:
    """Do what was acknowledged on the dispatcher's platform and left. What breaks is tried again later."""
    for kept in await asyncio.to_thread(_take_up, dispatcher, now):
        with bound_contextvars(request=token_hex(6)):
            log.info("taken_up", kind=kept.kind, arrival=mark(kept.key), was_done=kept.was_done)
            try:
                await once_more(kept)
                await asyncio.to_thread(_let_go, dispatcher, kept)
            except Exception:  # one fault must not hold up the others
                log.exception("taken_up_in_vain", kind=kept.kind, arrival=mark(kept.key))


def _take_up(dispatcher: Dispatcher, now: datetime) -> Sequence[Kept]:
    with dispatcher.deps.database.session() as session:
        return recover(session, dispatcher.platform, now)


def _let_go(dispatcher: Dispatcher, kept: Kept) -> None:
    with dispatcher.deps.database.session() as session:
        release(session, kept.workspace_id, kept.key)
