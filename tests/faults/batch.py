"""All the runs of a command, side by side: two processes, each with databases of its own, take what is next."""

import asyncio
import multiprocessing
import queue
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.faults.databases import Databases, opened
from tests.faults.runs import Ended, planned_runs, run
from tests.faults.scenarios import NAMES

SIDE_BY_SIDE = 2
Job = tuple[str, str, int]
"""A scenario's name, a kind of database, and the number of the run."""


@dataclass(frozen=True)
class Batch:
    """What is to be played: the scenarios' names, how often (None: as each says), or only the run of one number."""

    seed: int
    names: Sequence[str]
    kinds: Sequence[str]
    runs: int | None
    number: int | None
    folder: Path

    def jobs(self) -> Iterator[Job]:
        """Give every run."""
        for scenario, number in planned_runs([NAMES[name] for name in self.names], self.runs):
            for kind in self.kinds:
                if self.number in {None, number}:
                    yield scenario.name, kind, number


def played(batch: Batch) -> Iterator[Ended | str]:
    """Give each run as it ends, or a sentence on what broke it off."""
    context = multiprocessing.get_context("spawn")
    jobs, heard = context.Queue(), context.Queue()
    for job in (*batch.jobs(), *(None,) * SIDE_BY_SIDE):
        jobs.put(job)
    workers = [
        context.Process(target=_work, args=(batch.seed, batch.folder / str(number), jobs, heard))
        for number in range(SIDE_BY_SIDE)
    ]
    for each in workers:
        each.start()
    while any(each.is_alive() for each in workers) or not heard.empty():
        try:
            yield heard.get(timeout=0.2)
        except queue.Empty:
            continue
    for each in workers:
        each.join()
        if each.exitcode:
            yield f"a worker ended with {each.exitcode}"


def _work(seed: int, folder: Path, jobs: Any, heard: Any) -> None:
    folder.mkdir()
    with ExitStack() as stack:

        @cache
        def databases(kind: str) -> Databases:
            return stack.enter_context(opened(kind, folder))

        while (job := jobs.get()) is not None:
            name, kind, number = job
            try:
                heard.put(asyncio.run(run(NAMES[name], databases(kind), folder, seed, number)))
            except Exception as error:  # noqa: BLE001 - the other runs are to come all the same
                heard.put(f"{name}-{kind}-{number} broke off: {error!r}")
