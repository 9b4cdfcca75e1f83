"""100,000 activities to the running bot, and what its memory does meanwhile. `python bench/teams_soak.py`."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from load import machine
from stand import answering, free_port, process, stand
from teams_load import measure_teams, resident
from teams_peer import peer

STEPS = 10
MOST_GROWTH_MB = 10.0


async def main(wanted: argparse.Namespace) -> None:
    """Send them, and print the memory after each tenth."""
    print(f"{wanted.activities:,} activities\n{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), 100) as place, peer(Path(folder)) as theirs:
            port = free_port()
            env = {**place.env, **theirs.environment(), "PADRIVER_PORT": str(port)}
            with process(place.bot(), env, place.folder) as running:
                await answering(running, port, place.folder)
                seen = []
                for step in range(1, STEPS + 1):
                    run = await measure_teams(theirs, port, wanted.activities // STEPS, 16, "hjelp")
                    seen.append(resident(running.pid))
                    done = wanted.activities // STEPS * step
                    print(f"{done:>9,}  {seen[-1]:>7.1f} MB  {len(run.durations) / run.seconds:>5.0f}/s", flush=True)
    grown = seen[-1] - seen[0]
    print(f"\n{'held' if grown < MOST_GROWTH_MB else 'NOT HELD'}: grew {grown:.1f} MB after the first tenth")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=100_000)
    asyncio.run(main(parser.parse_args()))
