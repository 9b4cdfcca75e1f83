"""A small, seeded part of `make faults`: nothing is lost and nothing doubled, and the checks see where it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import spoilt
from tests.faults.databases import Databases, PostgreSQL, SQLite
from tests.faults.runs import Ended, run
from tests.faults.scenarios import NAMES

SEED = 3


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Databases]:
    server = PostgreSQL()
    yield server
    server.close()


def unharmed(ended: Ended) -> None:
    verdict = ended.verdict
    assert verdict.breaches == [], "\n".join(ended.choices)
    assert (verdict.lost, verdict.doubled, verdict.unknown) == (0, 0, 0)
    assert verdict.delivered + verdict.skipped == verdict.planned > 0


@pytest.mark.parametrize("name", ["kills", "cuts", "retries"])
async def test_on_sqlite_nothing_is_lost_and_nothing_doubled(name: str, tmp_path: Path) -> None:
    unharmed(await run(NAMES[name], SQLite(tmp_path), tmp_path, SEED, 0))


@pytest.mark.parametrize("name", ["database"])
async def test_with_three_replicas_on_postgresql_nothing_is_lost_and_nothing_doubled(
    name: str, postgresql: Databases, tmp_path: Path
) -> None:
    ended = await run(NAMES[name], postgresql, tmp_path, SEED, 0)
    unharmed(ended)


async def test_a_bot_that_does_not_look_before_it_sends_again_is_found_out(tmp_path: Path) -> None:
    ended = await run(NAMES["cuts"], SQLite(tmp_path), tmp_path, SEED, 0, spoilt.never_looks)
    assert ended.verdict.doubled > 0
    assert not ended.verdict.good


async def test_a_bot_that_says_it_sent_what_it_did_not_is_found_out(tmp_path: Path) -> None:
    ended = await run(NAMES["kills"], SQLite(tmp_path), tmp_path, SEED, 0, spoilt.says_sent)
    assert ended.verdict.lost == ended.verdict.planned
    assert not ended.verdict.good
