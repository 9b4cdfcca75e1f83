"""From process start to the first answer of /healthz, and memory after 200 asks, beside the bare imports.

Run it with `python bench/start.py`. Bytecode goes to a temporary folder: the first start has none, the others have.
CPU is the process's own until then: it says more than the clock where others use the machine.
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
from dataclasses import dataclass
from pathlib import Path

from load import machine, measure, print_goal, worked
from stand import Stand, answering, free_port, process, stand
from teams_load import fill, measure_teams
from teams_peer import Peer, peer

GOAL_TIMES, GOAL_MB = 3.0, 160
BARE = "import slack_bolt.async_app, sqlalchemy.orm, uvicorn, starlette"
TELLING = f"""{BARE}, time
print(next(row for row in open('/proc/self/status') if row.startswith('VmRSS')), time.process_time())"""


@dataclass(frozen=True)
class Start:
    """How many seconds a start took, by the clock and of CPU, and the megabytes that were resident afterwards."""

    seconds: float
    cpu: float
    memory: float


async def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"start and memory\n{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), wanted.occurrences) as made:
            cached = {name: value for name, value in made.env.items() if name != "PYTHONDONTWRITEBYTECODE"}
            place = Stand(made.workspace, made.folder, cached | {"PYTHONPYCACHEPREFIX": f"{folder}/bytecode"})
            # The bare imports come second in each pair, so that what both import is compiled in Pådriver's first start.
            starts, both, bare = [], [], []
            async with peer(Path(folder)) as theirs:
                if wanted.teams:
                    await asyncio.to_thread(fill, place.env["DATABASE_URL"])
                for number in range(wanted.runs + 1):
                    asks = wanted.asks if number == wanted.runs else 0
                    starts.append(await _start(place, asks))
                    if wanted.teams:
                        both.append(await _start(place, asks, theirs))
                    bare.append(await asyncio.to_thread(_bare, place))
    print(f"{'':<34}{'first':>9}{'median':>9}{'slowest':>9}{'CPU':>9}{'memory':>9}")
    print(_row("bare imports", bare, with_first=False))
    print(_row("Pådriver, to the first /healthz", starts))
    if both:
        print(_row("with Teams, until it is ready", both))
    print(f"\nfirst: no bytecode cached. median, slowest, CPU (median): of {wanted.runs} starts with bytecode cached.")
    print(f"memory: resident; Pådriver's after {wanted.asks} asks of /frister, {wanted.occurrences:,} occurrences.\n")
    median, memory = statistics.median(each.seconds for each in starts[1:]), starts[-1].memory
    times = median / statistics.median(each.seconds for each in bare[1:])
    print_goal(f"ready within {GOAL_TIMES:.0f} × the bare imports: {times:.2f} ×", is_reached=times <= GOAL_TIMES)
    print_goal(f"memory under {GOAL_MB} MB: {memory:.0f} MB", is_reached=memory < GOAL_MB)
    if both:
        print(f"with Teams: its memory is after {wanted.asks} asks there besides.")
        both_mb = both[-1].memory
        print_goal(f"memory with both under {GOAL_MB} MB: {both_mb:.0f} MB", is_reached=both_mb < GOAL_MB)


async def _start(place: Stand, asks: int, theirs: Peer | None = None) -> Start:
    """Start, wait for the first answer, and read the memory after so many asks (in Teams too, where it is on)."""
    port = free_port()
    env = place.environment(port) | (theirs.environment() if theirs else {})
    began = time.perf_counter()
    with process(place.bot(), env, place.folder) as running:
        await answering(running, port, place.folder, "/readyz" if theirs else "/healthz")
        took, cpu = time.perf_counter() - began, worked(running.pid)
        if asks:
            await measure(place.target(port, b'"blocks"'), asks, 8)
        if asks and theirs:
            await measure_teams(theirs, port, asks, 8, "frister")
        return Start(took, cpu, await asyncio.to_thread(_memory, running.pid))


def _memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return _megabytes(next(row for row in status.splitlines() if row.startswith("VmRSS")))


def _bare(place: Stand) -> Start:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", TELLING],
        env=dict(place.env),
        cwd=place.folder,
        check=True,
        capture_output=True,
        text=True,
    )
    memory, cpu = done.stdout.splitlines()
    return Start(time.perf_counter() - began, float(cpu), _megabytes(memory))


def _megabytes(row: str) -> float:
    """Read «VmRSS:  123456 kB»: the kernel's kB are 1,024 bytes; a megabyte here is a million."""
    return int(row.split()[1]) * 1024 / 1_000_000


def _row(name: str, all_of_them: list[Start], *, with_first: bool = True) -> str:
    first, *rest = all_of_them
    cold = f"{first.seconds:>7.2f} s" if with_first else f"{'':>9}"
    seconds = [each.seconds for each in rest]
    cpu = statistics.median(each.cpu for each in rest)
    return f"{name:<34}{cold}{statistics.median(seconds):>7.2f} s{max(seconds):>7.2f} s{cpu:>7.2f} s{rest[-1].memory:>6.0f} MB"


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
