"""The scenarios: in words, on which days, and what they may end with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from tests.faults.inbound import told_again
from tests.faults.plays import (
    FRIDAYS,
    Play,
    cut,
    failing,
    killed,
    no_room,
    over_the_change,
    ratelimited,
    restarted,
    weekend,
)
from tests.faults.stories import AUTUMN, MONDAY, QUIET, SPRING, WEEKEND, Story
from tests.faults.truth import Rules

NO_EXCEPTION = Rules()


@dataclass(frozen=True)
class Scenario:
    """One way for things to go wrong, in words, with the days it is played on."""

    name: str
    words: str
    story: Story
    play: Play
    rules: Rules = NO_EXCEPTION
    small_disk: bool = False
    runs: int = 12
    """How many runs on each database the whole command makes."""
    without_scopes: frozenset[str] = frozenset()
    skews: tuple[float, ...] = (0.0,)


READING = frozenset({"channels:history", "groups:history", "im:history"})
TWICE_RATHER_THAN_NEVER = frozenset({"frister", "frister_eier"})
SCENARIOS: tuple[Scenario, ...] = (
    Scenario("kills", "SIGKILL at random points", MONDAY, killed, runs=45),
    Scenario("cuts", "connection cut before and after acceptance", MONDAY, cut),
    Scenario("pauses", "429 storms", MONDAY, ratelimited),
    Scenario("errors", "5xx for a minute, before and after acceptance", MONDAY, failing),
    Scenario("database", "the database away in the middle of sending", MONDAY, restarted, runs=10),
    Scenario(
        "clocks",
        "clocks 30 s apart",
        MONDAY,
        killed,
        Rules(early=timedelta(seconds=16)),
        skews=(-15, 15),
    ),
    Scenario(
        "autumn",
        "the end of summer time, Oslo",
        AUTUMN,
        over_the_change("2026-10-23", "2026-10-25", "2026-10-26"),
        Rules(within=timedelta(minutes=59)),
        runs=6,
    ),
    Scenario(
        "spring",
        "the beginning of summer time, Oslo",
        SPRING,
        over_the_change("2026-03-27", "2026-03-29", "2026-03-30"),
        Rules(within=timedelta(minutes=59)),
        runs=6,
    ),
    Scenario("weekend", "down over a weekend", WEEKEND, weekend, Rules(may_skip=FRIDAYS)),
    Scenario("retries", "events told three times, commands that write", QUIET, told_again),
    Scenario("disk", "the disk full for a while", MONDAY, no_room, small_disk=True),
    Scenario(
        "unreadable",
        "SIGKILL where history cannot be read",
        MONDAY,
        killed,
        Rules(may_double=TWICE_RATHER_THAN_NEVER, may_be_unknown=True),
        without_scopes=READING,
        runs=6,
    ),
)
NAMES: Mapping[str, Scenario] = {each.name: each for each in SCENARIOS}
