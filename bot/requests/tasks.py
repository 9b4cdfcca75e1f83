"""Work that may outlast the request it came with: Slack waits 3 seconds, a person longer."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

PATIENCE_SECONDS = 2.0
"""How long an acknowledgement waits for the answer; Slack gives 3 seconds in all."""

T = TypeVar("T")


class Tasks:
    """Holds the work that is under way, so that none is lost when the process stops."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start work and keep it until it is done."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def is_done_in_time(self, task: asyncio.Task[Any]) -> bool:
        """Wait as long as Slack does; return True if the work is done by then."""
        await asyncio.wait({task}, timeout=self._patience)
        return task.done()

    async def drain(self, seconds: float) -> None:
        """Wait for the work under way to finish, that long at most."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=seconds)
