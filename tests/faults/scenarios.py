"""The scenarios: in words, on which days, and what they may end with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from tests.faults.connector import LEFT
from tests.faults.inbound import told_again
from tests.faults.plays import (
    FRIDAYS,
    Play,
    cut,
    failing,
    joined,
    killed,
    mailed,
    no_room,
    over_the_change,
    ratelimited,
    read_seldom,
    restarted,
    rounds_sent,
    weekend,
)
from tests.faults.shut_out import MISSED, disabled, removed
from tests.faults.stories import AUTUMN, MAILED, MONDAY, QUIET, ROUNDS, SPRING, WEEKEND, On, Story
from tests.faults.truth import Rules

NO_EXCEPTION = Rules()


@dataclass(frozen=True)
class Scenario:
    """One way for things to go wrong, in words, with the days it is played on."""

    name: str
    words: str
    story: Story
    play: Play
    on: On = "slack"
    rules: Rules = NO_EXCEPTION
    small_disk: bool = False
    runs: int = 12
    """How many runs on each database the whole command makes."""
    without_scopes: frozenset[str] = frozenset()
    skews: tuple[float, ...] = (0.0,)


READING = frozenset({"channels:history", "groups:history", "im:history"})
TWICE_RATHER_THAN_NEVER = frozenset({"frister", "frister_eier"})


def in_teams(rules: Rules) -> Rules:
    """Return the rules where nothing that was sent can be looked up afterwards: the kind decides."""
    return replace(rules, may_double=TWICE_RATHER_THAN_NEVER, may_be_unknown=True)


def in_mail(rules: Rules) -> Rules:
    """Return the rules of e-mail: what may have been sent is never sent again, and is left unknown."""
    return replace(rules, may_double=frozenset(), may_be_unknown=True)


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("kills", "SIGKILL at random points", MONDAY, killed, runs=45),
    Scenario("cuts", "connection cut before and after acceptance", MONDAY, cut),
    Scenario("morning", "a morning of several parts in one message, SIGKILL and cuts", MONDAY, joined),
    Scenario("pauses", "429 storms", MONDAY, ratelimited),
    Scenario("errors", "5xx for a minute, before and after acceptance", MONDAY, failing),
    Scenario("seldom", "SIGKILL and cuts, history read once a minute, 15 at a time", MONDAY, read_seldom),
    Scenario("database", "the database away in the middle of sending", MONDAY, restarted, runs=10),
    Scenario(
        "clocks",
        "clocks 30 s apart",
        MONDAY,
        killed,
        rules=Rules(early=timedelta(seconds=16)),
        skews=(-15, 15),
    ),
    Scenario(
        "autumn",
        "the end of summer time, Oslo",
        AUTUMN,
        over_the_change("2026-10-23", "2026-10-25", "2026-10-26"),
        rules=Rules(within=timedelta(minutes=59)),
        runs=6,
    ),
    Scenario(
        "spring",
        "the beginning of summer time, Oslo",
        SPRING,
        over_the_change("2026-03-27", "2026-03-29", "2026-03-30"),
        rules=Rules(within=timedelta(minutes=59)),
        runs=6,
    ),
    Scenario("weekend", "down over a weekend", WEEKEND, weekend, rules=Rules(may_skip=FRIDAYS)),
    Scenario("retries", "events told three times, commands that write", QUIET, told_again),
    Scenario("disk", "the disk full for a while", MONDAY, no_room, small_disk=True),
    Scenario(
        "unreadable",
        "SIGKILL where history cannot be read",
        MONDAY,
        killed,
        rules=Rules(may_double=TWICE_RATHER_THAN_NEVER, may_be_unknown=True),
        without_scopes=READING,
        runs=6,
    ),
    Scenario("teams-kills", "Teams: SIGKILL at random points", MONDAY, killed, "teams", runs=20),
    Scenario("teams-cuts", "Teams: connection cut before and after acceptance", MONDAY, cut, "teams"),
    Scenario("teams-pauses", "Teams: 429 storms", MONDAY, ratelimited, "teams", runs=8),
    Scenario("teams-errors", "Teams: 5xx for a minute, before and after acceptance", MONDAY, failing, "teams", runs=8),
    Scenario(
        "teams-removed",
        "Teams: removed from the team for a while",
        MONDAY,
        removed,
        "teams",
        Rules(may_fail=MISSED, may_fail_with=LEFT),
        runs=8,
    ),
    Scenario("teams-disabled", "Teams: shut out by an administrator for a while", MONDAY, disabled, "teams", runs=8),
    Scenario("mail", "SMTP: SIGKILL, cuts before and after acceptance, greylisting", MAILED, mailed),
    Scenario("rounds", "SMTP: 62 rounds, 10,044 e-mails, SIGKILL, cuts and greylisting", ROUNDS, rounds_sent, runs=1),
    Scenario("both", "SIGKILL and cuts, both platforms in one process", MONDAY, cut, "both", runs=10),
)
NAMES: Mapping[str, Scenario] = {each.name: each for each in SCENARIOS}
