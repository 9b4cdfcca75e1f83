"""`make fuzz`: anything at all to every way in, on SQLite and PostgreSQL, for as many inputs as are asked for."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from models.db.database import Database
from tests.faults.databases import opened
from tests.fuzz.runs import SHARES, run
from tests.fuzz.watch import Watch, watching


def main(wanted: argparse.Namespace) -> int:
    """Run all; print the figures; return 1 if anything was found."""
    began, databases = time.monotonic(), wanted.on.split(",")
    kinds = wanted.only.split(",") if wanted.only else list(SHARES)
    whole = sum(SHARES[kind] for kind in kinds) * len(databases)
    inputs = {kind: -(-wanted.inputs * SHARES[kind] // whole) for kind in kinds}
    with watching() as watch, tempfile.TemporaryDirectory() as folder:
        watch.tell = _say
        for name in databases:
            with opened(name, Path(folder)) as server:
                database = Database(server.new("fuzz", lambda _url: None, f"run-{wanted.seed}"))
                asyncio.run(run(inputs, database, watch, wanted.seed))
                database.close()
            for kind, held in watch.memory.items():
                seconds, _ = watch.slowest[kind]
                memory = (
                    f"{held[len(held) // 4]} MB after a quarter, {held[-1]} MB at the end"
                    if held
                    else "memory not measured"
                )
                _say(
                    f"{name:<10} {kind:<15} {inputs[kind]:>6} inputs, slowest so far {seconds * 1000:.0f} ms, {memory}"
                )
    _told(watch, wanted.verbose)
    _say(
        f"seed {wanted.seed}: {watch.inputs.total()} inputs, {len(watch.faults)} kinds of fault, {(time.monotonic() - began) / 60:.1f} minutes"
    )
    return int(bool(watch.faults))


def _told(watch: Watch, verbose: bool) -> None:
    _say("answers: " + ", ".join(f"{name}: {number}" for name, number in sorted(watch.answers.items())))
    if verbose:
        for where, number in watch.refused.most_common():
            _say(f"refused {number:>5} × {where}")
        for kind, (seconds, told) in watch.slowest.items():
            _say(f"slowest {kind}: {seconds * 1000:.0f} ms {told[:300]}")
    for fault, number in watch.times.most_common():
        _say(f"{number} × {fault}")


def _say(line: str) -> None:
    sys.stdout.write(line.encode("utf-8", "replace").decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=50_000)
    parser.add_argument("--only", default="", help=f"some of {', '.join(SHARES)}, with commas between")
    parser.add_argument("--on", default="sqlite,postgresql")
    parser.add_argument("--verbose", action="store_true", help="say also what was refused, and what was slowest")
    sys.exit(main(parser.parse_args()))
