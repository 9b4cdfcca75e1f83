"""Runs so many inputs of each kind, in turn, and says what was found."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random

from models.db.database import Database
from tests.fuzz.inside import of_handlers, of_readers
from tests.fuzz.over_http import Give, in_slack, in_teams, of_install
from tests.fuzz.watch import Watch

SHARES = {
    "slack signed": 5, "slack unsigned": 2, "teams signed": 5, "teams unsigned": 2, "pages": 1, "handlers": 5, "feeds": 3, "workbooks": 2,
}  # fmt: skip
"""How many of 25 inputs are of each kind."""
TOGETHER = (
    ("slack signed", "slack unsigned"),
    ("teams signed", "teams unsigned"),
    ("pages",),
    ("handlers",),
    ("feeds", "workbooks"),
)
"""The kinds that the same bot is given one after the other."""
MEASURES, LEAST_APART = 20, 50
"""How often the memory is measured in the inputs of a kind, and the fewest inputs between two measures: each looks through the whole memory."""


@asynccontextmanager
async def opened(
    kinds: Sequence[str], database: Database, watch: Watch, random: Random, most: int
) -> AsyncIterator[dict[str, Give]]:
    """Open what some kinds share; give what gives the bot one input, by kind."""
    async with AsyncExitStack() as stack:
        match kinds[0].split():
            case ["slack", _]:
                yield await stack.enter_async_context(in_slack(database, watch, random, most))
            case ["teams", _]:
                yield await stack.enter_async_context(in_teams(database, watch, random, most))
            case ["pages"]:
                yield await stack.enter_async_context(of_install(database, watch))
            case ["handlers"]:
                yield of_handlers(database, watch)
            case _:
                yield of_readers(database, watch)


async def run(inputs: Mapping[str, int], database: Database, watch: Watch, seed: int, most: int = 1_000) -> None:
    """Give the bot so many inputs of each kind. Each depends on the seed and its number, and the rows on those before."""
    for kinds in TOGETHER:
        chosen = [kind for kind in kinds if kind in inputs]
        if not chosen:
            continue
        watch.now = ("", "")
        async with opened(chosen, database, watch, Random(f"{seed} {chosen[0]}"), most) as gives:
            for kind in chosen:
                watch.memory[kind] = []
                for number in range(inputs[kind]):
                    if number % max(LEAST_APART, inputs[kind] // MEASURES) == 0:
                        watch.measure(kind)
                    await gives[kind](Random(f"{seed} {kind} {number}"))
                watch.measure(kind)
