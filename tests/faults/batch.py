"""All the runs of a command, on the databases side by side, each in a process of its own."""

import asyncio
import multiprocessing
import queue
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.databases import opened
from tests.faults.runs import Ended, planned_runs, run
from tests.faults.scenarios import NAMES


@dataclass(frozen=True)
class Batch:
    """What is to be played: the scenarios' names, how often (None: as each says), or only the run of one number."""

    seed: int
    names: Sequence[str]
    runs: int | None
    number: int | None
    folder: Path


def played(batch: Batch, kinds: Sequence[str]) -> Iterator[Ended | str]:
    """Give each run as it ends, or a sentence on what broke it off."""
    context = multiprocessing.get_context("spawn")
    heard = context.Queue()
    workers = [context.Process(target=_work, args=(batch, kind, heard)) for kind in kinds]
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


def _work(batch: Batch, kind: str, heard: Any) -> None:
    asyncio.run(_play(batch, kind, heard))


async def _play(batch: Batch, kind: str, heard: Any) -> None:
    folder = batch.folder / kind
    folder.mkdir()
    with opened(kind, folder) as databases:
        for scenario, number in planned_runs([NAMES[name] for name in batch.names], batch.runs):
            if batch.number in {None, number}:
                try:
                    heard.put(await run(scenario, databases, folder, batch.seed, number))
                except Exception as error:  # noqa: BLE001 - the other runs are to come all the same
                    heard.put(f"{scenario.name}-{kind}-{number} broke off: {error!r}")
