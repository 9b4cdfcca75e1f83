"""`make faults`: every scenario, many times, on both databases, and a table of what became of what was to be told."""

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.faults.batch import Batch, played
from tests.faults.disk import mountable
from tests.faults.runs import Ended
from tests.faults.scenarios import NAMES, SCENARIOS, Scenario
from tests.faults.truth import total

KINDS = {"sqlite": "SQLite, 1 process", "postgresql": "PostgreSQL, 3 processes"}
COLUMNS = ("runs", "kills", "planned", "delivered", "skipped", "unknown", "lost", "doubled")
console = Console(width=150)


def main(
    runs: Annotated[int | None, typer.Option(help="Runs of each scenario on each database.")] = None,
    seed: Annotated[int, typer.Option(help="Where all chance comes from.")] = 1,
    only: Annotated[str, typer.Option(help=f"Some of {', '.join(NAMES)}, with commas between.")] = "",
    on: Annotated[str, typer.Option(help="sqlite, postgresql, or both with a comma between.")] = "sqlite,postgresql",
    minutes: Annotated[float | None, typer.Option(help="Begin no new run after so many minutes.")] = None,
    repeat: Annotated[int | None, typer.Option(help="Only the run of that number.")] = None,
) -> None:
    """Play the scenarios; ends with 1 where anything was lost, doubled or against a rule."""
    chosen = [NAMES[name] for name in only.split(",")] if only else list(SCENARIOS)
    folder = Path(tempfile.mkdtemp(prefix="padriver-faults-"))
    console.print(f"seed {seed}; the logs of runs that fail stay in {folder}")
    batch = Batch(seed, [each.name for each in chosen], on.split(","), runs, repeat, minutes, folder)
    began = time.monotonic()
    ended: list[Ended] = []
    broke: list[str] = []
    for each in played(batch):
        if isinstance(each, Ended):
            ended.append(each)
            _progress(each, len(ended), seed)
        else:
            broke.append(each)
            console.print(escape(each), style="red")
    console.print(_table(chosen, ended))
    _tell(ended, broke, chosen, time.monotonic() - began)
    sys.exit(bool(broke) or any(not each.verdict.good for each in ended))


def _progress(ended: Ended, number: int, seed: int) -> None:
    if number % 25 == 0:
        console.print(f"{number} runs; the last was {ended.run}", style="dim")
    if ended.verdict.good:
        return
    name, kind, run = ended.run.rsplit("-", 2)
    again = f"python -m tests.faults --seed {seed} --only {name} --on {kind} --repeat {run}"
    console.print(f"{ended.run}; the same once more: {again}", style="red")
    for each in (*ended.verdict.breaches, *ended.choices):
        console.print(escape(f"    {each}"), highlight=False)


def _table(chosen: Iterable[Scenario], ended: Iterable[Ended]) -> Table:
    table = Table("scenario", "database", *COLUMNS)
    for name in COLUMNS:
        next(column for column in table.columns if column.header == name).justify = "right"
    grouped: defaultdict[tuple[str, str], list[Ended]] = defaultdict(list)
    for each in ended:
        grouped[each.scenario, each.database.lower()].append(each)
    for scenario in chosen:
        for name, words in KINDS.items():
            played_there = grouped[scenario.name, name]
            if played_there:
                table.add_row(scenario.words, words, *_figures(played_there))
    table.add_section()
    table.add_row("all", "", *_figures([each for group in grouped.values() for each in group]))
    return table


def _figures(ended: Sequence[Ended]) -> list[str]:
    verdict = total(each.verdict for each in ended)
    counted = {"runs": len(ended), "kills": sum(each.kills for each in ended), **vars(verdict)}
    return [str(counted[name]) for name in COLUMNS]


def _tell(ended: Sequence[Ended], broke: Sequence[str], chosen: Iterable[Scenario], seconds: float) -> None:
    bad = [each for each in ended if not each.verdict.good]
    told = f"{len(ended)} runs in {seconds / 60:.1f} minutes; {len(bad)} against a rule, {len(broke)} broken off"
    console.print(told)
    if not mountable() and any(each.small_disk for each in chosen):
        console.print("The full disk was not played: a small file system takes root.")


if __name__ == "__main__":
    typer.run(main)
