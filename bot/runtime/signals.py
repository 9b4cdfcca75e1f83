"""Stopping cleanly: SIGINT and SIGTERM set an event, which the program waits for."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stop_on_signals(stopping: asyncio.Event) -> Iterator[None]:
    """Set the event on SIGINT or SIGTERM for as long as the block runs."""
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopping.set)
    try:
        yield
    finally:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(each)
