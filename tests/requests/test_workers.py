"""Workers: what runs in one is stopped at its limits, and dies with the bot; the loop goes on."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from bot.runtime.workers import LimitReachedError, Limits, Workers, WorkersClosedError
from tests.support.worker_tasks import address_space, die, hoard, pid, sleep, spin

ONE = Limits(seconds=1, megabytes=200)
ROOT = Path(__file__).parents[2]
PARENT = """
import asyncio
from bot.runtime.workers import Limits, Workers
from tests.support.worker_tasks import pid, spin

async def main():
    workers = Workers(1)
    print(await workers.run(Limits(60, 200), pid), flush=True)
    await workers.run(Limits(60, 200), spin, b"x")

asyncio.run(main())
"""


def children() -> int:
    return len(psutil.Process().children())


@pytest.mark.parametrize("function", [spin, hoard, die, sleep])
async def test_what_takes_too_much_is_killed_and_the_next_is_done(function: Callable[[bytes], bytes]) -> None:
    workers = Workers(1)
    first = await workers.run(ONE, pid)
    began = time.monotonic()
    with pytest.raises(LimitReachedError):
        await workers.run(ONE, function, b"x")
    assert time.monotonic() - began < 10
    assert not psutil.pid_exists(first)
    assert await workers.run(ONE, pid) != first


async def test_the_loop_goes_on_meanwhile() -> None:
    workers = Workers(1)
    await workers.run(ONE, pid)
    work = asyncio.create_task(workers.run(ONE, spin, b"x"))
    longest = 0.0
    while not work.done():
        began = time.monotonic()
        await asyncio.sleep(0.01)
        longest = max(longest, time.monotonic() - began)
    assert isinstance(work.exception(), LimitReachedError)
    assert longest < 1


async def test_one_that_is_stopped_takes_no_other_with_it() -> None:
    workers = Workers(2)
    bad, good = await asyncio.gather(
        workers.run(ONE, spin, b"x"), workers.run(ONE, address_space, 50), return_exceptions=True
    )
    assert isinstance(bad, LimitReachedError)
    assert good == 50 << 20


async def test_a_limit_holds_for_one_call_alone() -> None:
    workers = Workers(1)
    with pytest.raises(LimitReachedError):
        await workers.run(Limits(5, 100), address_space, 300)
    assert await workers.run(Limits(5, 100), address_space, 50) == 50 << 20
    assert await workers.run(Limits(5, 500), address_space, 300) == 300 << 20
    with pytest.raises(LimitReachedError):
        await workers.run(Limits(5, 100), address_space, 300)


async def test_workers_start_when_they_are_needed_and_stay_for_the_next() -> None:
    before = children()
    workers = Workers()
    assert children() == before
    assert await workers.run(ONE, pid) == await workers.run(ONE, pid)
    assert children() == before + 1


async def test_closing_leaves_what_is_under_way_and_begins_nothing() -> None:
    workers = Workers(1)
    await workers.run(ONE, pid)
    running, waiting = (asyncio.create_task(workers.run(Limits(60, 200), spin, b"x")) for _ in range(2))
    await asyncio.sleep(0)
    began = time.monotonic()
    workers.close()
    for each in (running, waiting):
        with pytest.raises(WorkersClosedError):
            await each
    with pytest.raises(WorkersClosedError):
        await workers.run(ONE, pid)
    assert time.monotonic() - began < 2


async def test_who_no_longer_waits_ends_the_work() -> None:
    workers = Workers(1)
    await workers.run(ONE, pid)
    work = asyncio.create_task(workers.run(Limits(60, 200), spin, b"x"))
    await asyncio.sleep(0)
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    assert work.cancelled()
    assert await workers.run(ONE, address_space, 1) == 1 << 20


def test_a_worker_dies_with_the_process_it_works_for() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert parent.stdout
    with parent.stdout:
        worker = psutil.Process(int(parent.stdout.readline()))
    parent.send_signal(signal.SIGKILL)
    parent.wait(10)
    with suppress(psutil.NoSuchProcess):
        worker.wait(10)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
