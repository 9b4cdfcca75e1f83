"""`/frister` over signed HTTP, with 5,000 occurrences, beside a bare Bolt command with the same settings.

Run it with `python bench/ask.py`. Both servers are processes of their own, and so is the load; they take turns.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from load import Figures, Run, Target, ask, figures, machine, measure
from stand import Stand, answering, free_port, process, stand

GOAL_RATIO, GOAL_P99 = 4.0, 20.0
BARE = Path(__file__).with_name("bare.py")


async def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"/frister with {wanted.occurrences:,} occurrences on SQLite\n{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), wanted.occurrences) as place:
            with ExitStack() as stack:
                bare, ours = await _servers(place, stack)
                await _check(ours)
                at_one = await _compare(bare, ours, wanted.rounds, wanted.requests, 1)
                _table(1, *at_one)
                many = wanted.requests_together
                _table(wanted.together, *await _compare(bare, ours, wanted.rounds, many, wanted.together))
    _goals(*at_one)


async def _servers(place: Stand, stack: ExitStack) -> tuple[Target, Target]:
    targets = []
    for command, path, holds in (
        (lambda port: [sys.executable, str(BARE), str(port)], "/slack/events", b"Ingen frister"),
        (lambda _: place.bot(), "/healthz", b'"blocks"'),
    ):
        port = free_port()
        running = stack.enter_context(process(command(port), place.environment(port), place.folder))
        await answering(running, port, place.folder, path)
        targets.append(replace(place.target(port, holds), pid=running.pid))
    return targets[0], targets[1]


async def _check(ours: Target) -> None:
    """See that the answer is a page of deadlines with its buttons and its way on."""
    body = json.loads(await ask(ours))
    kinds = [block["type"] for block in body["blocks"]]
    said = json.dumps(body["blocks"], ensure_ascii=False)
    if body["response_type"] != "ephemeral" or kinds.count("actions") < 8 or "Neste" not in said:
        message = f"not a list of deadlines: {said[:500]}"
        raise RuntimeError(message)
    print(f"an answer: {len(kinds)} blocks, {len(said.encode()):,} bytes\n")


async def _compare(bare: Target, ours: Target, rounds: int, requests: int, concurrent: int) -> tuple[Figures, Figures]:
    for target in (bare, ours):
        await measure(target, max(100, concurrent * 4), concurrent)
    runs: dict[int, list[Run]] = {bare.port: [], ours.port: []}
    for number in range(rounds):
        for target in (bare, ours) if number % 2 == 0 else (ours, bare):
            runs[target.port].append(await measure(target, requests, concurrent))
    return figures(runs[bare.port]), figures(runs[ours.port])


def _table(concurrent: int, bare: Figures, ours: Figures) -> None:
    print(f"{f'{concurrent} concurrent':<16}{'p50':>10}{'p99':>10}{'req/s':>9}{'CPU each':>11}{'late':>6}")
    for name, each in (("bare Bolt", bare), ("Pådriver", ours)):
        row = (
            f"{name:<16}{each.p50:>7.2f} ms{each.p99:>7.2f} ms{each.per_second:>9.0f}{each.cpu:>8.2f} ms{each.late:>6}"
        )
        print(row)
    cpu = f"{ours.cpu / bare.cpu:>18.2f} ×" if bare.cpu else ""
    print(f"{'ratio':<16}{ours.p50 / bare.p50:>8.2f} ×{ours.p99 / bare.p99:>8.2f} ×{cpu}\n")


def _goals(bare: Figures, ours: Figures) -> None:
    ratio = ours.p50 / bare.p50
    for text, held in (
        (f"p50 at most {GOAL_RATIO:.0f} × bare at 1 concurrent: {ratio:.2f} ×", ratio <= GOAL_RATIO),
        (f"p99 under {GOAL_P99:.0f} ms at 1 concurrent: {ours.p99:.2f} ms", ours.p99 < GOAL_P99),
    ):
        print(f"{'reached' if held else 'MISSED '}  {text}")


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--occurrences", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=400, help="a round, at 1 concurrent")
    parser.add_argument("--together", type=int, default=32, help="how many are concurrent in the second table")
    parser.add_argument("--requests-together", type=int, default=1_600, help="a round, in the second table")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(_wanted()))
