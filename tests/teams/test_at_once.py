"""What many ask for at once is done once, and nobody is told old news."""

import asyncio

import pytest

from bot.teams.dispatcher import SharedWork


async def test_whoever_comes_before_it_has_begun_shares_it_and_whoever_comes_later_gets_it_anew() -> None:
    begun, may_end, done = asyncio.Event(), asyncio.Event(), 0

    async def work() -> int:
        nonlocal done
        begun.set()
        await may_end.wait()
        done += 1
        return done

    together: SharedWork[int] = SharedWork(1)
    first = [asyncio.ensure_future(together.ask("a", work)) for _ in range(3)]
    await begun.wait()
    later = [asyncio.ensure_future(together.ask("a", work)) for _ in range(3)]
    other = asyncio.ensure_future(together.ask("b", work))
    may_end.set()
    assert await asyncio.gather(*first) == [1, 1, 1]
    assert await asyncio.gather(*later) == [2, 2, 2]
    assert await other == 3


async def test_what_breaks_breaks_for_all_who_shared_it_and_for_nobody_after() -> None:
    async def broken() -> int:
        raise ValueError

    async def whole() -> int:
        return 1

    together: SharedWork[int] = SharedWork(2)
    told = await asyncio.gather(*(together.ask("a", broken) for _ in range(2)), return_exceptions=True)
    assert [type(each) for each in told] == [ValueError, ValueError]
    assert await together.ask("a", whole) == 1


async def test_whoever_gives_up_takes_it_from_nobody() -> None:
    may_end = asyncio.Event()

    async def work() -> int:
        await may_end.wait()
        return 1

    together: SharedWork[int] = SharedWork(1)
    impatient, patient = (asyncio.ensure_future(together.ask("a", work)) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    may_end.set()
    assert await patient == 1
