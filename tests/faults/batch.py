"""All the runs of a command, side by side: two processes, each with databases of its own, take what is next."""

import asyncio
import math
import multiprocessing
import queue
import time
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
    minutes: float | None
    """After which no new run begins."""
    folder: Path

    def jobs(self) -> list[Job]:
        """Return every run, the scenarios mixed evenly, so that a run that is stopped early has seen something of each."""
        whole = list(planned_runs([NAMES[name] for name in self.names], self.runs))
        mixed = sorted(whole, key=lambda each: (each[1] + 0.5) / (self.runs or each[0].runs))
        wanted = [(scenario.name, number) for scenario, number in mixed if self.number in {None, number}]
        return [(name, kind, number) for name, number in wanted for kind in self.kinds]


def played(batch: Batch) -> Iterator[Ended | str]:
    """Give each run as it ends, or a sentence on what broke it off."""
    context = multiprocessing.get_context("spawn")
    jobs, heard = context.Queue(), context.Queue()
    for job in (*batch.jobs(), *(None,) * SIDE_BY_SIDE):
        jobs.put(job)
    until = time.time() + 60 * batch.minutes if batch.minutes else math.inf
    workers = [
        context.Process(target=_work, args=(batch.seed, batch.folder / str(number), until, jobs, heard))
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


def _work(seed: int, folder: Path, until: float, jobs: Any, heard: Any) -> None:
    folder.mkdir()
    with ExitStack() as stack:

        @cache
        def databases(kind: str) -> Databases:
            return stack.enter_context(opened(kind, folder))

        while (job := jobs.get()) is not None:
            if time.time() > until:
                continue
            name, kind, number = job
            try:
                heard.put(asyncio.run(run(NAMES[name], databases(kind), folder, seed, number)))
            except Exception as error:  # noqa: BLE001 - the other runs are to come all the same
                heard.put(f"{name}-{kind}-{number} broke off: {error!r}")
