"""A small, seeded part of `make faults`: nothing is lost and nothing doubled, and the checks see where it is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.local.server import serve
from tests.faults import spoilt
from tests.faults.databases import Databases, PostgreSQL, SQLite
from tests.faults.runs import Ended, run
from tests.faults.scenarios import NAMES
from tests.faults.stories import MONDAY
from tests.faults.watch import Watch
from tests.faults.worlds import workspace

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


@pytest.mark.parametrize("name", ["kills", "morning", "seldom", "retries"])
async def test_on_sqlite_nothing_is_lost_and_nothing_doubled(name: str, tmp_path: Path) -> None:
    unharmed(await run(NAMES[name], SQLite(tmp_path), tmp_path, SEED, 0))


@pytest.mark.parametrize("name", ["database"])
async def test_with_three_replicas_on_postgresql_nothing_is_lost_and_nothing_doubled(
    name: str, postgresql: Databases, tmp_path: Path
) -> None:
    ended = await run(NAMES[name], postgresql, tmp_path, SEED, 0)
    unharmed(ended)


@pytest.mark.parametrize("name", ["teams-kills", "teams-removed", "both"])
async def test_in_teams_nothing_is_lost_and_what_is_doubled_is_what_may_be(name: str, tmp_path: Path) -> None:
    ended = await run(NAMES[name], SQLite(tmp_path), tmp_path, SEED, 0)
    assert ended.verdict.breaches == [], "\n".join(ended.choices)
    assert (ended.verdict.lost, ended.verdict.good) == (0, True)
    assert ended.kills or name == "teams-removed"


async def test_no_email_is_doubled_and_each_is_sent_or_left_for_a_person_to_decide(tmp_path: Path) -> None:
    ended = await run(NAMES["mail"], SQLite(tmp_path), tmp_path, SEED, 0)
    assert ended.verdict.breaches == [], "\n".join(ended.choices)
    assert (ended.verdict.lost, ended.verdict.doubled) == (0, 0)


async def test_of_many_rounds_by_email_each_message_is_sent_refused_or_listed(tmp_path: Path) -> None:
    whole = NAMES["rounds"]
    some = replace(whole, story=replace(whole.story, name="some rounds", rounds=5, carriers=41))
    ended = await run(some, SQLite(tmp_path), tmp_path, SEED, 0)
    assert ended.verdict.breaches == [], "\n".join(ended.choices)
    assert (ended.verdict.planned, ended.verdict.lost, ended.verdict.doubled) == (200, 0, 0)
    assert ended.verdict.delivered > 150


async def test_a_bot_that_does_not_look_before_it_sends_again_is_found_out(tmp_path: Path) -> None:
    ended = await run(NAMES["cuts"], SQLite(tmp_path), tmp_path, SEED, 0, spoilt.never_looks)
    assert ended.verdict.doubled > 0
    assert not ended.verdict.good


async def test_a_bot_that_says_it_sent_what_it_did_not_is_found_out(tmp_path: Path) -> None:
    ended = await run(NAMES["kills"], SQLite(tmp_path), tmp_path, SEED, 0, spoilt.says_sent)
    assert ended.verdict.lost == ended.verdict.planned
    assert not ended.verdict.good


async def test_what_a_dead_caller_asked_for_is_done_before_time_goes_on() -> None:
    watch = Watch(lambda _number, _wait: None)
    local = workspace(watch, lambda: MONDAY.start)
    channel = local.state.channel("sekretariatet")
    local.trouble.add("slow", "chat.postMessage", seconds=1)
    async with serve(local), httpx.AsyncClient(base_url=f"{local.base_url}/r/0/api/") as client:
        told = {"token": local.bot_token, "channel": channel.id, "text": "Hei"}
        with pytest.raises(httpx.ReadTimeout):
            await client.post("chat.postMessage", data=told, timeout=0.1)
        assert channel.messages == []
        await watch.still()
        assert [each.text for each in channel.messages] == ["Hei"]
