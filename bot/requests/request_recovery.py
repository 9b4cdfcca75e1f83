"""Does the requests that a process acknowledged and did not finish before it died."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from secrets import token_hex

import structlog
from structlog.contextvars import bound_contextvars

from bot.requests.request_dispatcher import Dispatcher
from bot.requests.request_errors import key_digest
from models.workspace.inbound import KeptRequest, recover, release

log = structlog.get_logger(__name__)


async def recover_each(
    dispatcher: Dispatcher, recover_one: Callable[[KeptRequest], Awaitable[None]], now: datetime
) -> None:
    """Do the requests on the dispatcher's platform that were acknowledged and not finished. Failures are retried later."""
    for kept in await asyncio.to_thread(_claim, dispatcher, now):
        with bound_contextvars(request=token_hex(6)):
            log.info("taken_up", kind=kept.kind, arrival=key_digest(kept.key), was_done=kept.was_done)
            try:
                await recover_one(kept)
                await asyncio.to_thread(_release, dispatcher, kept)
            except Exception:  # one fault must not hold up the others
                log.exception("taken_up_in_vain", kind=kept.kind, arrival=key_digest(kept.key))


def _claim(dispatcher: Dispatcher, now: datetime) -> Sequence[KeptRequest]:
    with dispatcher.deps.database.session() as session:
        return recover(session, dispatcher.platform, now)


def _release(dispatcher: Dispatcher, kept: KeptRequest) -> None:
    with dispatcher.deps.database.session() as session:
        release(session, kept.workspace_id, kept.key)
