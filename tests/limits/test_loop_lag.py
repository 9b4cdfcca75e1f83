"""Whatever is written, everybody else is answered: the event loop is never held for long.

`python -m tests.limits.sweep` does the same at more lengths, for as long as it is asked to.
"""

import gc

import pytest

from bot.commands import registry
from models.db.database import Database
from tests.support.long_inputs import PIECES, Lag, in_slack, in_teams, texts, watched
from tests.support.slack import slack
from tests.support.teams import teams

TRIES = 5
LENGTH = 16_000
SOME = {name: PIECES[name] for name in ("filters", "og", "dates", "nested", "names", "marks")}


async def swept(database: Database, platform: str, length: int) -> Lag:
    gc.collect()
    opened = slack("http", database, registry) if platform == "slack" else teams(database, registry)
    async with opened as bench, watched() as lag:
        ask = in_slack if platform == "slack" else in_teams
        for command, text in texts(length, SOME):
            answer = await ask(bench, lag, command, text)  # type: ignore[operator] # each with its own bench
            assert "Noe gikk galt" not in answer, (command, text[:80])
    return lag


@pytest.mark.parametrize(("platform", "length"), [("slack", 950), ("slack", LENGTH), ("teams", LENGTH)])
async def test_no_text_holds_the_loop(sqlite_database: Database, platform: str, length: int) -> None:
    tried = list[Lag]()
    while len(tried) < TRIES and not (tried and tried[-1].is_short):
        tried.append(await swept(sqlite_database, platform, length))
    assert tried[-1].is_short, "\n".join(map(str, tried))
