"""Work that many ask for at once, done once for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Together(Generic[T]):
    """Does work by its key, at most so much at a time. Whoever comes before it has begun gets what it gives.

    Whoever comes later waits for the next time: what was read before somebody came may be old news to them.
    """

    def __init__(self, at_once: int) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._not_begun: dict[Hashable, asyncio.Task[T]] = {}

    async def ask(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """Return what the work gives; whoever gives up waiting does not take it from the others."""
        task = self._not_begun.get(key)
        if task is None:
            task = self._not_begun[key] = asyncio.ensure_future(self._do(key, work))
        return await asyncio.shield(task)

    async def _do(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        async with self._turns:
            del self._not_begun[key]
            return await work()
