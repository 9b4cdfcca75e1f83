"""When a theme is in the media clearly more than usual."""

from datetime import UTC, datetime, timedelta
from math import exp, factorial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.db.database import Database
from models.media.spikes import CHANCE, PastCases, Spike, expected, is_spike, spikes, tail
from models.tables import Alert, Feed
from models.workspace.workspaces import get_or_create

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
USUAL = st.floats(0.01, 60)
CASES = st.integers(0, 200)


@given(cases=CASES, usual=USUAL)
def test_the_probability_is_one_and_falls_with_the_cases_and_grows_with_what_is_usual(cases: int, usual: float) -> None:
    assert 0 <= tail(cases + 1, usual) <= tail(cases, usual) + 1e-12
    assert tail(cases, usual) <= 1
    assert tail(cases, usual) <= tail(cases, usual * 1.5) + 1e-12


@given(cases=st.integers(0, 12), usual=st.floats(0.01, 12))
def test_it_is_poissons(cases: int, usual: float) -> None:
    below = sum(usual**k * exp(-usual) / factorial(k) for k in range(cases))
    assert tail(cases, usual) == pytest.approx(1 - below, abs=1e-9)


@given(cases=CASES, more=st.integers(0, 50), usual=USUAL)
def test_more_cases_are_no_less_of_a_spike_and_fewer_than_four_never(cases: int, more: int, usual: float) -> None:
    assert is_spike(cases + more, usual) >= is_spike(cases, usual)
    assert not is_spike(min(cases, 3), usual)


@given(past=st.lists(st.builds(PastCases, st.integers(0, 500), st.floats(14, 56)), max_size=5), more=st.integers(0, 50))
def test_a_theme_is_held_against_its_own_past(past: list[PastCases], more: int) -> None:
    usual = expected(past)
    assert usual > 0
    assert expected([*past, PastCases(more, 56)]) == pytest.approx(usual + more / 56)


def test_cases_that_come_by_themselves_are_hardly_ever_a_spike() -> None:
    chance = Random(2026)
    for usual in (0.3, 1.0, 3.0, 10.0):
        days = 4_000
        alarms = sum(is_spike(_poisson(chance, usual), usual) for _ in range(days))
        assert alarms <= 3 * CHANCE * days


def _poisson(chance: Random, usual: float) -> int:
    number, product, least = 0, chance.random(), exp(-usual)
    while product > least:
        number, product = number + 1, product * chance.random()
    return number


def heard(database: Database, *ages: timedelta, begun: timedelta = timedelta(days=100), state: str = "varslet") -> int:
    """Keep a case about the railway for each age, of a feed that has been read for so long; return the workspace's id."""
    with database.session() as session:
        workspace = get_or_create(session, "slack", "T1", "Prøve")
        feed = Feed(workspace_id=workspace.id, key=f"f{begun.days}", name="Avisa", url="", on=True)
        feed.baseline_at = NOW - begun
        session.add(feed)
        session.flush()
        for number, age in enumerate(ages):
            session.add(
                Alert(
                    workspace_id=workspace.id,
                    feed_id=feed.id,
                    identity=f"{begun.days}:{number}",
                    title="Togene står",
                    source="Avisa",
                    found_at=NOW - age,
                    themes=["jernbane"],
                    words={},
                    state=state,
                )
            )
        return workspace.id


def spiking(database: Database, workspace_id: int) -> list[Spike]:
    with database.session() as session:
        return spikes(session, workspace_id, ["jernbane", "energi"], NOW)


TODAY = tuple(timedelta(hours=each) for each in (1, 2, 3, 4))
WEEKLY = tuple(timedelta(days=7 * each) for each in range(1, 9))


def test_four_in_a_day_is_a_spike_where_one_a_week_is_usual(database: Database) -> None:
    workspace_id = heard(database, *TODAY, *WEEKLY)
    (found,) = spiking(database, workspace_id)
    assert (found.theme, found.cases, found.usual) == ("jernbane", 4, pytest.approx(9 / 56))


def test_four_in_a_day_is_no_spike_where_three_are_usual(sqlite_database: Database) -> None:
    usual = (timedelta(days=1 + each / 3) for each in range(1, 150))
    assert spiking(sqlite_database, heard(sqlite_database, *TODAY, *usual)) == []


def test_a_feed_that_is_new_tells_neither_what_is_usual_nor_what_is_not(sqlite_database: Database) -> None:
    assert spiking(sqlite_database, heard(sqlite_database, *TODAY, begun=timedelta(days=10))) == []


def test_what_one_feed_brought_all_at_once_is_no_spike(sqlite_database: Database) -> None:
    assert spiking(sqlite_database, heard(sqlite_database, *TODAY, state="samlet")) == []
