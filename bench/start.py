"""From process start to the first answer of /healthz, and memory after 200 asks, beside the bare imports.

Run it with `python bench/start.py`. Bytecode goes to a temporary folder: the first start has none, the others have.
With `--teams` also with Slack and Teams on, to the first ready answer of /readyz, in the same run.
"""

import argparse
import asyncio
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from load import machine, measure
from stand import Stand, answering, free_port, process, stand
from teams_load import fill, measure_teams
from teams_peer import Peer, peer

GOAL_SECONDS, GOAL_MB, GOAL_MB_BOTH = 1.5, 120, 180
BARE = "import slack_bolt.async_app, sqlalchemy.orm, uvicorn, starlette"
TELLING = f"{BARE}\nprint(next(row for row in open('/proc/self/status') if row.startswith('VmRSS')))"


async def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"start and memory\n{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), wanted.occurrences) as made:
            cached = {name: value for name, value in made.env.items() if name != "PYTHONDONTWRITEBYTECODE"}
            place = Stand(made.workspace, made.folder, cached | {"PYTHONPYCACHEPREFIX": f"{folder}/bytecode"})
            # The bare imports come second in each pair, so that what both import is compiled in Pådriver's first start.
            starts, both, bare, memory, memory_both = [], [], [], 0.0, 0.0
            async with peer(Path(folder)) as theirs:
                if wanted.teams:
                    await asyncio.to_thread(fill, place.env["DATABASE_URL"])
                for number in range(wanted.runs + 1):
                    asks = wanted.asks if number == wanted.runs else 0
                    took, memory = await _start(place, asks)
                    starts.append(took)
                    if wanted.teams:
                        took, memory_both = await _start(place, asks, theirs)
                        both.append(took)
                    bare.append(await asyncio.to_thread(_bare, place))
    after = [each[0] for each in bare[1:]]
    print(f"{'':<34}{'first':>9}{'median':>9}{'slowest':>9}{'memory':>9}")
    print(_row("bare imports", None, after, bare[-1][1]))
    print(_row("Pådriver, to the first /healthz", starts[0], starts[1:], memory))
    if both:
        print(_row("with Teams, until it is ready", both[0], both[1:], memory_both))
    print(f"\nfirst: no bytecode cached. median, slowest: of {wanted.runs} starts with bytecode cached.")
    print(f"memory: resident; Pådriver's after {wanted.asks} asks of /frister, {wanted.occurrences:,} occurrences.\n")
    median = statistics.median(starts[1:])
    _goal(f"start under {GOAL_SECONDS} s: {median:.2f} s", median < GOAL_SECONDS)
    _goal(f"memory under {GOAL_MB} MB: {memory:.0f} MB", memory < GOAL_MB)
    if both:
        print(f"with Teams: its memory is after {wanted.asks} asks there besides.")
        _goal(f"memory with both under {GOAL_MB_BOTH} MB: {memory_both:.0f} MB", memory_both < GOAL_MB_BOTH)


async def _start(place: Stand, asks: int, theirs: Peer | None = None) -> tuple[float, float]:
    """Return the seconds to the first answer, and the memory in MB after so many asks (in Teams too, where it is on)."""
    port = free_port()
    env = place.environment(port) | (theirs.environment() if theirs else {})
    began = time.perf_counter()
    with process(place.bot(), env, place.folder) as running:
        await answering(running, port, place.folder, "/readyz" if theirs else "/healthz")
        took = time.perf_counter() - began
        if asks:
            await measure(place.target(port, b'"blocks"'), asks, 8)
        if asks and theirs:
            await measure_teams(theirs, port, asks, 8, "frister")
        return took, await asyncio.to_thread(_memory, running.pid)


def _memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return _megabytes(next(row for row in status.splitlines() if row.startswith("VmRSS")))


def _bare(place: Stand) -> tuple[float, float]:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", TELLING],
        env=dict(place.env),
        cwd=place.folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return time.perf_counter() - began, _megabytes(done.stdout)


def _megabytes(row: str) -> float:
    """Read «VmRSS:  123456 kB»: the kernel's kB are 1,024 bytes; a megabyte here is a million."""
    return int(row.split()[1]) * 1024 / 1_000_000


def _row(name: str, first: float | None, rest: list[float], memory: float) -> str:
    cold = f"{first:>7.2f} s" if first else f"{'':>9}"
    return f"{name:<34}{cold}{statistics.median(rest):>7.2f} s{max(rest):>7.2f} s{memory:>6.0f} MB"


def _goal(text: str, held: bool) -> None:
    print(f"{'reached' if held else 'MISSED '}  {text}")


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="starts that are counted")
    parser.add_argument("--asks", type=int, default=200, help="before the memory is read")
    parser.add_argument("--occurrences", type=int, default=5_000)
    parser.add_argument("--teams", action="store_true", help="with Slack and Teams on, too")
    wanted = parser.parse_args()
    if platform.system() != "Linux":
        parser.error("memory is read from /proc, which only Linux has")
    return wanted


if __name__ == "__main__":
    asyncio.run(main(_wanted()))
