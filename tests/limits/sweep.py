"""The sweep at full length: every piece, several lengths, both platforms. Run it with `python -m tests.limits.sweep`."""

import argparse
import asyncio
import logging
import sys
import tempfile

import structlog

from bot.commands import registry
from models.db.database import Database
from models.db.migrate import migrate
from tests.support.long_inputs import Lag, in_slack, in_teams, texts, watched
from tests.support.slack import slack
from tests.support.teams import teams


async def main(wanted: argparse.Namespace) -> int:
    """Sweep, print the figures of each length on each platform, and return 1 if the loop was ever held too long."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    held = False
    for platform in ("slack", "teams"):
        for length in wanted.lengths:
            tried = [await swept(platform, length)]
            while not tried[-1].is_short and len(tried) < wanted.tries:
                tried.append(await swept(platform, length))
            held = held or not tried[-1].is_short
            sys.stdout.write(f"{platform} {length:>6} signs: {tried[-1]}, try {len(tried)}\n")
            sys.stdout.flush()
    return int(held)


async def swept(platform: str, length: int) -> Lag:
    """Return how long the loop was held by texts of one length on one platform, with a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        migrate(url := f"sqlite:///{folder}/sweep.db")
        database = Database(url)
        opened = slack("http", database, registry) if platform == "slack" else teams(database, registry)
        async with opened as bench, watched() as lag:
            ask = in_slack if platform == "slack" else in_teams
            for command, text in texts(length):
                await ask(bench, lag, command, text)  # type: ignore[operator] # each with its own bench
        database.close()
    return lag


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lengths", type=int, nargs="+", default=[100, 950, 3_900, 16_000])
    parser.add_argument("--tries", type=int, default=5)
    sys.exit(asyncio.run(main(parser.parse_args())))
