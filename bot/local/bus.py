"""Publishes what has changed: to pages, to people in tests, and to those who wait for something."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.local.model import Json

Result = TypeVar("Result")
Queue = asyncio.Queue[Json | None]  # None: no more will come
_MOST_WAITING = 1_000  # events; a subscriber so far behind is dropped, comes back and reads the state again


class Bus:
    """Carries events to subscribers. Lives on one event loop."""

    def __init__(self) -> None:
        self._queues: list[tuple[str, Queue]] = []
        self._waiting: list[tuple[Callable[[], object], asyncio.Future[object]]] = []

    @contextmanager
    def subscribed(self, user_id: str) -> Iterator[Queue]:
        """Yield a queue of the events that a user sees, for as long as the block lasts."""
        queue: Queue = asyncio.Queue()
        entry = (user_id, queue)
        self._queues.append(entry)
        try:
            yield queue
        finally:
            self._queues.remove(entry)

    def publish(self, event: Json, seen_by: Callable[[str], bool] = lambda _user: True) -> None:
        """Send an event to every subscriber who may see it."""
        for user_id, queue in self._queues:
            if seen_by(user_id):
                _put(queue, event)
        self.touch()

    def end(self) -> None:
        """End every subscription."""
        for _, queue in self._queues:
            queue.put_nowait(None)

    def touch(self) -> None:
        """Let all waiting calls look again."""
        still: list[tuple[Callable[[], object], asyncio.Future[object]]] = []
        for look, future in self._waiting:
            if not future.done():
                self._look(look, future)
            if not future.done():
                still.append((look, future))
        self._waiting = still

    @staticmethod
    def _look(look: Callable[[], object], future: asyncio.Future[object]) -> None:
        try:
            result = look()
        except Exception as error:  # noqa: BLE001 - it belongs to the caller that waits
            future.set_exception(error)
        else:
            if result:
                future.set_result(result)

    async def wait_for(self, look: Callable[[], Result], timeout: float) -> Result:  # noqa: ASYNC109 - a limit for tests
        """Return what `look` returns once that is true; raises TimeoutError after that many seconds."""
        result = look()
        if result:
            return result
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((look, future))  # type: ignore[arg-type]  # a future of more than `object` is one of object
        return await asyncio.wait_for(future, timeout)


def _put(queue: Queue, event: Json) -> None:
    if queue.qsize() < _MOST_WAITING:
        queue.put_nowait(event)
        return
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(None)
