"""Workers without processes, for tests that are not about what a process protects from."""

import asyncio
import pickle
from collections.abc import Callable
from typing import TypeVar

from bot.runtime.workers import Limits, Workers
from tests.support.worker_tasks import spin

T = TypeVar("T")


class ThreadWorkers(Workers):
    """Runs each call in a thread: a process takes a quarter of a second to start, and each test would start its own.

    What goes in and comes out is pickled as on its way to a process. There are no limits: tests of files and feeds that
    take too much (`tests/requests/test_workers.py`, `tests/slack/test_hostile_feeds.py`, some of
    `tests/slack/test_workbooks.py`) use `Workers`, as do all that run the program.
    """

    async def _run(self, limits: Limits, call: Callable[[], T]) -> T:
        del limits
        assert getattr(call, "func", None) is not spin, "only a process can be stopped: use `Workers`"
        async with self._turns:
            return await asyncio.to_thread(_through_pickle, pickle.dumps(call))


def _through_pickle(call: bytes) -> T:  # type: ignore[type-var] - what the call returns, as the caller knows
    return pickle.loads(pickle.dumps(pickle.loads(call)()))
