"""Processor instructions for each `/frister`, beside a bare Bolt command: they are the same however busy the machine is.

Run it with `python bench/instructions.py`; it needs `valgrind`, and two or three minutes for each of the two servers.
"""

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import stand as bench_stand
from load import Target, machine, measure
from stand import Stand, answering, free_port, process, stand

WARMED, FIRST = 12, 3
"""How many are asked before the counting, and while it is being switched on."""
START_SECONDS = 600
SUMMARY = re.compile(r"^summary: (\d+)", re.MULTILINE)


async def main(requests: int) -> None:
    """Measure, and print."""
    bench_stand.PATIENCE_SECONDS = START_SECONDS
    print(f"instructions for each /frister\n{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), 5_000) as place:
            port = free_port()
            bare = [sys.executable, str(Path(__file__).with_name("bare.py")), str(port)]
            base = await _counted(place, bare, place.target(port, b"Ingen frister"), requests, "/slack/events")
            port = free_port()
            ours = await _counted(place, place.bot(), place.target(port, b'"blocks"'), requests, "/healthz")
    print(f"bare Bolt {base / 1e6:.2f} million, Pådriver {ours / 1e6:.2f} million: {ours / base:.2f} ×")


async def _counted(place: Stand, command: list[str], target: Target, requests: int, path: str) -> float:
    """Return the instructions of one request, of this many."""
    with tempfile.TemporaryDirectory() as name:
        counts = Path(name)
        options = ["--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={counts}/out", "-q"]
        env = place.environment(target.port)
        with process(["valgrind", *options, *command], env, place.folder) as running:
            await answering(running, target.port, place.folder, path)
            target = replace(target, pid=running.pid)
            await measure(target, WARMED, 1)
            await _control("-i", "on", running.pid)
            await measure(target, FIRST, 1)
            await _control("-z", running.pid)
            await measure(target, requests, 1)
            await _control("-d", running.pid)
        found = SUMMARY.search((counts / "out.1").read_text("utf-8", errors="replace"))
        assert found
        return int(found[1]) / requests


async def _control(*said: object) -> None:
    command = ["callgrind_control", *map(str, said)]
    await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=30)
    asyncio.run(main(parser.parse_args().requests))
