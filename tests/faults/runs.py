"""One run of a scenario on a database, and many of them."""

import asyncio
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.faults import scenarios
from tests.faults.databases import Databases
from tests.faults.disk import mountable
from tests.faults.post_office import in_mail
from tests.faults.reading import InSlack, InTeams, Reading
from tests.faults.rounds import judge_settled
from tests.faults.scenarios import Scenario, in_teams
from tests.faults.truth import Rules, Verdict, judge, judge_deeds, judge_together, total
from tests.faults.wanted import Wanted
from tests.faults.world import World
from tests.faults.worlds import a_world


@dataclass(frozen=True)
class Ended:
    """How a run ended. `run` names it, and with the seed repeats it."""

    scenario: str
    database: str
    run: str
    kills: int
    verdict: Verdict
    choices: list[str] = field(repr=False)


async def run(
    scenario: Scenario,
    databases: Databases,
    folder: Path,
    seed: int,
    number: int,
    spoilt: Callable[[], None] | None = None,
) -> Ended:
    """Play a scenario once. All chance comes from the seed, the scenario, the database and the number."""
    name = f"{scenario.name}-{databases.name.lower()}-{number}"
    own = folder / name
    await asyncio.to_thread(own.mkdir, parents=True)
    world_of = a_world(
        random.Random(f"{seed}:{name}"),
        databases,
        own,
        story=f"{scenario.story.name}-{scenario.on}",
        furnish=partial(scenario.story.furnish, on=scenario.on),
        on=scenario.on,
        start=scenario.story.start,
        without_scopes=scenario.without_scopes,
        skews=scenario.skews,
        spoilt=spoilt,
        settings=scenario.story.settings,
    )
    with databases.on_small_disk(name) if scenario.small_disk else nullcontext(Path()) as disk:
        async with world_of as world:
            world.disk = disk
            await scenario.play(world)
            verdict = await asyncio.to_thread(_judge, scenario, world)
        ended = Ended(scenario.name, databases.name, name, world.kills, verdict, world.choices)
    if verdict.good:
        shutil.rmtree(own)
    return ended


def _judge(scenario: Scenario, world: World) -> Verdict:
    verdicts = []
    if scenario.on != "teams":
        wanted = [*scenario.story.in_slack(world.workspace.state), *world.asked]
        verdicts.append(_judge_one(InSlack(world.workspace.state), wanted, scenario.rules, world))
    if scenario.on != "slack":
        wanted = [*scenario.story.in_teams(), *world.asked_in_teams]
        verdicts.append(_judge_one(InTeams(world.connector), wanted, in_teams(scenario.rules), world))
    if mails := scenario.story.mails(world.database):
        reading = in_mail(world.post, world.database)
        verdicts.append(_judge_one(reading, mails, scenarios.in_mail(scenario.rules), world))
        judge_settled(world.database, verdicts[-1])
    verdict = total(verdicts)
    judge_deeds(world.database, world.deeds, verdict)
    return verdict


def _judge_one(reading: Reading, wanted: Iterable[Wanted], rules: Rules, world: World) -> Verdict:
    verdict = judge(reading, world.database, wanted, rules, world.unplanned)
    if world.missed_since:
        judge_together(reading, world.missed_since, verdict)
    return verdict


def planned_runs(scenarios: Iterable[Scenario], runs: int | None) -> Iterator[tuple[Scenario, int]]:
    """Give what is to be played on a database, each run with its number; a small disk takes root."""
    for scenario in scenarios:
        if mountable() or not scenario.small_disk:
            for number in range(scenario.runs if runs is None else runs):
                yield scenario, number
