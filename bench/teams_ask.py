"""«frister» in Teams with 5,000 occurrences, token verified, answer posted; beside Microsoft's own library saying one sentence.

Run it with `python bench/teams_ask.py`. Slack is on too: the memory is that of both.
"""

import argparse
import asyncio
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from load import Figures, figures, machine, measure
from stand import Stand, answering, free_port, process, stand
from teams_load import fill, measure_teams, resident
from teams_peer import Peer, peer

GOAL_MB = 180
BARE = Path(__file__).with_name("teams_bare.py")


async def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"«frister» in Teams with {wanted.occurrences:,} occurrences on SQLite\n{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), wanted.occurrences) as place, peer(Path(folder)) as theirs:
            await asyncio.to_thread(fill, place.env["DATABASE_URL"])
            await _compare(place, theirs, wanted)


async def _compare(place: Stand, theirs: Peer, wanted: argparse.Namespace) -> None:
    env = {**place.env, **theirs.environment()}
    with ExitStack() as stack:
        ports = {"microsoft-teams-apps": free_port(), "Pådriver": free_port()}
        bare = stack.enter_context(
            process([sys.executable, str(BARE), str(ports["microsoft-teams-apps"])], env, place.folder)
        )
        await answering(bare, ports["microsoft-teams-apps"], place.folder, "/teams/messages")
        told = env | {"PADRIVER_PORT": str(ports["Pådriver"])}
        ours = stack.enter_context(process(place.bot(), told, place.folder))
        await answering(ours, ports["Pådriver"], place.folder)
        for concurrent, requests in ((1, wanted.requests), (wanted.together, wanted.requests_together)):
            found: dict[str, Figures] = {}
            for name, port in ports.items():
                await measure_teams(theirs, port, max(50, concurrent * 2), concurrent, "frister")
                runs = [
                    await measure_teams(theirs, port, requests, concurrent, "frister") for _ in range(wanted.rounds)
                ]
                found[name] = figures(runs)
            _table(concurrent, found)
        print(f"an answer: {len(theirs.last):,} bytes")
        slack = place.target(ports["Pådriver"], b'"blocks"')
        await measure(slack, 200, 8)
        memory = resident(ours.pid)
        print(
            f"memory: microsoft-teams-apps {resident(bare.pid):.0f} MB; Pådriver with Slack and Teams {memory:.0f} MB"
        )
        print(f"{'held' if memory < GOAL_MB else 'NOT HELD'}: memory under {GOAL_MB} MB")


def _table(concurrent: int, found: dict[str, Figures]) -> None:
    print(f"{f'{concurrent} concurrent':<24}{'p50':>12}{'p99':>12}{'a second':>10}")
    for name, each in found.items():
        print(f"{name:<24}{each.p50:>9.2f} ms{each.p99:>9.2f} ms{each.per_second:>10.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--occurrences", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--requests-together", type=int, default=700)
    parser.add_argument("--together", type=int, default=32)
    asyncio.run(main(parser.parse_args()))
