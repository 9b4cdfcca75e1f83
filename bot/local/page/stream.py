"""What happens, as it happens: Server-Sent Events for one person."""

import asyncio
import json
from collections.abc import AsyncIterator

from bot.local.model import User
from bot.local.page.snapshot import moment
from bot.local.workspace import Workspace

_QUIET_SECONDS = 15  # after which a comment keeps the connection open


async def stream(workspace: Workspace, user: User) -> AsyncIterator[str]:
    """Yield events in the form of text/event-stream until the workspace closes."""
    with workspace.bus.subscribed(user.id) as queue:
        yield _data({"type": "hello", "now": moment(workspace)})
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), _QUIET_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if event is None:
                return
            yield _data(event)


def _data(event: object) -> str:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
