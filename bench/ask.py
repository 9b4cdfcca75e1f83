"""`/frister` over signed HTTP, with 5,000 occurrences, beside a bare Bolt command, and Bolt as most people run it.

Run it with `python bench/ask.py`. The servers are processes of their own; they take turns.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from load import Figures, Run, Target, ask, figures, machine, measure, print_goal
from socket_load import SocketPeer, socket_peer
from stand import Stand, answering, free_port, process, stand

GOAL_USUAL, GOAL_P95 = 0.9, 100.0
BARE, USUAL = "bare Bolt", "usual Bolt"
OURS = "Pådriver"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Server:
    """A server that takes `/frister`, and how it is asked."""

    target: Target
    measure: Callable[[Target, int, int], Awaitable[Run]] = measure


async def main(wanted: argparse.Namespace) -> None:
    """Measure, and print."""
    print(f"/frister with {wanted.occurrences:,} occurrences on SQLite\n{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        async with stand(Path(folder), wanted.occurrences) as place, socket_peer() as peer:
            with ExitStack() as stack:
                servers = await _servers(place, peer, stack)
                await _check(servers, peer)
                at_one = await _compare(servers, wanted.rounds, wanted.requests, 1)
                _table(1, at_one)
                many = wanted.requests_together
                _table(wanted.together, await _compare(servers, wanted.rounds, many, wanted.together))
    _goals(at_one)


async def _servers(place: Stand, peer: SocketPeer, stack: ExitStack) -> Mapping[str, Server]:
    servers = {}
    ports = {BARE: free_port(), OURS: free_port()}
    for name, command, path, holds in (
        (BARE, [sys.executable, str(HERE / "bare.py"), str(ports[BARE])], "/slack/events", b"Ingen frister"),
        (OURS, place.bot(), "/healthz", b'"blocks"'),
    ):
        port = ports[name]
        running = stack.enter_context(process(command, place.environment(port), place.folder))
        await answering(running, port, place.folder, path)
        servers[name] = Server(replace(place.target(port, holds), pid=running.pid))
    env = place.environment(0) | {"SLACK_API_URL": f"{peer.url}/api/", "SLACK_APP_TOKEN": "xapp-made-up"}
    running = stack.enter_context(process([sys.executable, str(HERE / "usual.py")], env, place.folder))
    async with asyncio.timeout(60):
        await peer.connected.wait()
    servers[USUAL] = Server(replace(place.target(0, b'"blocks"'), pid=running.pid), peer.measure)
    return servers


async def _check(servers: Mapping[str, Server], peer: SocketPeer) -> None:
    """See that the answer is a page of deadlines with its buttons and its way on, and that usual Bolt shows the same rows."""
    body = json.loads(await ask(servers[OURS].target))
    kinds = [block["type"] for block in body["blocks"]]
    said = json.dumps(body["blocks"], ensure_ascii=False)
    if body["response_type"] != "ephemeral" or kinds.count("actions") < 8 or "Neste" not in said:
        message = f"not a list of deadlines: {said[:500]}"
        raise RuntimeError(message)
    print(f"an answer: {len(kinds)} blocks, {len(said.encode()):,} bytes")
    theirs = json.loads(await peer.ask(servers[USUAL].target))["blocks"]
    titles = [each["text"]["text"].split("*")[1] for each in theirs if each["type"] == "section"]
    missing = [each for each in titles if each not in said]
    if missing or not titles:
        message = f"usual Bolt shows other rows: {missing}"
        raise RuntimeError(message)
    print(f"usual Bolt's: {len(theirs)} blocks, {len(json.dumps(theirs).encode()):,} bytes, {len(titles)} rows\n")


async def _compare(servers: Mapping[str, Server], rounds: int, requests: int, concurrent: int) -> Mapping[str, Figures]:
    for each in servers.values():
        await each.measure(each.target, max(100, concurrent * 4), concurrent)
    runs: dict[str, list[Run]] = {name: [] for name in servers}
    for number in range(rounds):
        for name in servers if number % 2 == 0 else reversed(list(servers)):
            each = servers[name]
            runs[name].append(await each.measure(each.target, requests, concurrent))
    return {name: figures(some) for name, some in runs.items()}


def _table(concurrent: int, found: Mapping[str, Figures]) -> None:
    heads = f"{'p50':>10}{'p95':>10}{'p99':>10}{'req/s':>9}{'CPU each':>11}{'late':>6}"
    print(f"{f'{concurrent} concurrent':<16}{heads}")
    for name, each in found.items():
        times = f"{each.p50:>7.2f} ms{each.p95:>7.2f} ms{each.p99:>7.2f} ms"
        print(f"{name:<16}{times}{each.per_second:>9.0f}{each.cpu:>8.2f} ms{each.late:>6}")
    ours = found[OURS]
    for name in (BARE, USUAL):
        base = found[name]
        cpu = f"{ours.cpu / base.cpu:>18.2f} ×" if base.cpu else ""
        times = f"{ours.p50 / base.p50:>8.2f} ×{ours.p95 / base.p95:>8.2f} ×{ours.p99 / base.p99:>8.2f} ×"
        print(f"{f'of {name}':<16}{times}{cpu}")
    print()


def _goals(found: Mapping[str, Figures]) -> None:
    ours = found[OURS]
    usual = ours.p50 / found[USUAL].p50
    for goal, is_reached in (
        (f"p50 at most {GOAL_USUAL} × usual Bolt at 1 concurrent: {usual:.2f} ×", usual <= GOAL_USUAL),
        (f"p95 under {GOAL_P95:.0f} ms at 1 concurrent: {ours.p95:.2f} ms", ours.p95 < GOAL_P95),
    ):
        print_goal(goal, is_reached=is_reached)


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
