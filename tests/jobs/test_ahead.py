"""How many messages are claimed ahead of what is on its way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.sending.prefetch import AT_FIRST, MOST_AHEAD, PrefetchSize


def test_as_many_are_claimed_ahead_as_arrive_in_three_quarters_of_a_second() -> None:
    ahead = PrefetchSize(since=100.0)

    ahead.reckon(101.0, 400, is_empty=False)

    assert ahead.number == 300


def test_what_arrived_in_too_short_a_time_tells_nothing() -> None:
    ahead = PrefetchSize(since=100.0)

    ahead.reckon(100.1, 1, is_empty=False)
    assert ahead.number == AT_FIRST

    ahead.reckon(100.5, 200, is_empty=False)
    assert ahead.number == 300


def test_where_the_road_ran_empty_twice_as_many_are_claimed() -> None:
    ahead = PrefetchSize(since=100.0)

    for count in range(1, 10):
        ahead.reckon(100.0 + count / 100, 0, is_empty=True)
        assert ahead.number == min(MOST_AHEAD, AT_FIRST * 2**count)


def test_a_time_in_which_nothing_was_on_its_way_is_not_counted() -> None:
    ahead = PrefetchSize(since=100.0)
    ahead.reckon(109.0, 0, is_empty=True)

    ahead.reckon(109.5, 200, is_empty=False)

    assert ahead.number == 300


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 2_000), st.booleans()), max_size=30))
def test_it_can_always_grow_again(rounds: list[tuple[float, int, bool]]) -> None:
    ahead, now, answered = PrefetchSize(since=0.0), 0.0, 0
    for seconds, more, is_empty in rounds:
        now, answered = now + seconds, answered + more
        ahead.reckon(now, answered, is_empty=is_empty)
        assert 1 <= ahead.number <= MOST_AHEAD

    for _ in range(10):
        ahead.reckon(now, answered, is_empty=True)
    assert ahead.number == MOST_AHEAD


@pytest.mark.parametrize("seconds", [1, 60])
def test_a_platform_that_answers_nothing_leaves_one(seconds: int) -> None:
    ahead = PrefetchSize(since=0.0)

    ahead.reckon(seconds, 0, is_empty=False)

    assert ahead.number == 1
