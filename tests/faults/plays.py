"""What befalls the bot in each scenario."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.local import posting
from bot.local.pace import Pace, reading
from bot.local.trouble import CallTrouble
from tests.faults import disk, rounds
from tests.faults.databases import hurt_soon
from tests.faults.wanted import at
from tests.faults.watch import POSTING, Aim
from tests.faults.world import World

Play = Callable[[World], Awaitable[None]]
ALL_DUE_AFTER = 60
"""Minutes after eight on the Monday, when everything of that day is due."""
PAUSES = (0, 5, 60, 310, 310, 310, 400)
"""Seconds until the next round: some are shorter than a lease, some longer."""
FRIDAYS = frozenset(
    {("frister", "frister:2026-10-30"), ("frister_eier", "frister:2026-10-30"), ("kampanje_onsdag", "2026-W44")}
)


async def killed(world: World) -> None:
    """SIGKILL, again and again, through a Monday morning."""
    await _morning(world, _calm)


async def cut(world: World) -> None:
    """Connections are cut before and after the platform has accepted, and processes killed."""
    await _morning(world, _weather({"drop_before": 0.25, "drop_after": 0.25, "slow": 0.1}))


async def mailed(world: World) -> None:
    """As `cut`, and some of what is sent is to be tried again later, as greylisting servers say."""
    await _morning(world, _weather({"drop_before": 0.15, "drop_after": 0.15, "server_error": 0.2, "slow": 0.1}))


async def rounds_sent(world: World) -> None:
    """A round falls due each few minutes; connections are cut, and a process is killed somewhere in most of them."""
    weather = _weather({"drop_before": 0.01, "drop_after": 0.01, "server_error": 0.02})
    for number in range(len(await asyncio.to_thread(rounds.due_moments, world.database))):
        world.now = max(world.now, rounds.due(number))
        await weather(world)
        await world.revive()
        world.watch.aim = world.chance.choice(
            (None, Aim("accepted", _in_round(world), POSTING), Aim("arrives", _in_round(world), POSTING))
        )
        await world.round()
    await world.left_alone()


def _in_round(world: World) -> int:
    return world.chance.randint(1, 160)


async def joined(world: World) -> None:
    """As `cut`, and what comes to one place that morning must be one message, with every part in it."""
    world.missed_since = at("2026-11-02 00:00")
    await cut(world)


async def ratelimited(world: World) -> None:
    """The platform asks for pauses of up to half a minute, for most of what is sent, and takes one message a second."""
    world.workspace.pace = Pace(lambda: world.now.timestamp() + time.monotonic())
    await _morning(world, _weather({"ratelimited": 0.7}))


async def read_seldom(world: World) -> None:
    """SIGKILL and cuts in a channel where much is said, and Slack lets the bot read once a minute, 15 messages at a time."""
    world.workspace.reading = reading(lambda: world.now.timestamp() + time.monotonic())
    weather = _weather({"drop_before": 0.2, "drop_after": 0.3})
    for stop in ("08:00", "08:30", "09:00"):
        world.now = max(world.now, at(f"2026-11-02 {stop}"))
        for _ in range(world.chance.randint(2, 3)):
            await weather(world)
            await one(world)
            _talk(world, world.chance.randint(5, 15))
            world.later(world.chance.choice((5, 30, 61)))
        world.weather.clear()
        await _by_the_minute(world, 10)
    world.now = max(world.now, at("2026-11-02 09:05"))
    await _by_the_minute(world, 20)
    await world.left_alone()


async def _by_the_minute(world: World, rounds: int) -> None:
    """Let rounds come as often as they do for real: a search goes on by one page in each."""
    for _ in range(rounds):
        await one(world, kill=0)
        world.later(61)


def _talk(world: World, messages: int) -> None:
    """Let people say something in the shared channel; nobody has to be told of it."""
    state = world.workspace.state
    channel, person = state.channel("sekretariatet"), state.people()[0]
    for number in range(messages):
        channel.messages.append(posting.new_message(world.workspace, channel, person.id, f"Sagt {number}"))


async def failing(world: World) -> None:
    """For a minute everything is answered 5xx, some of it though it was done."""
    world.now = at("2026-11-02 08:30")
    world.weather.mix = {"server_error": 0.6, "server_error_after": 0.4}
    for _ in range(4):
        await one(world)
        world.later(15)
    world.weather.clear()
    await _morning(world, _calm)


async def restarted(world: World) -> None:
    """The database goes away in the middle of rounds, and now and then a process dies with it."""

    async def hurt(world: World) -> None:
        hard = world.chance.random() < 0.3
        wait = world.chance.uniform(0, 0.1)
        world.note(f"the database is away {wait * 1000:.0f} ms into the round (hard: {hard})")
        task = asyncio.create_task(hurt_soon(world.databases, world.url, wait, hard=hard))
        await (world.deadly_round() if world.chance.random() < 0.5 else world.round())
        await task

    await _morning(world, _calm, hurt)


async def no_room(world: World) -> None:
    """The disk is full for some rounds, then there is room again; a process is killed now and then."""

    async def change(world: World) -> None:
        disk.make_room(world.disk)
        if world.chance.random() < 0.6:
            spare = world.chance.choice((0, 0, 4096, 40_000))
            disk.fill(world.disk, spare)
            world.note(f"the disk is full but for {spare} bytes")

    await _morning(world, change, clear=lambda: disk.make_room(world.disk))


async def weekend(world: World) -> None:
    """Killed on Friday morning while it sends, and not started again before Monday (or not at all until late)."""
    world.now = at("2026-10-30 08:30")
    await one(world)
    for number in list(world.replicas):
        if world.replicas[number].kill():
            world.note(f"replica {number} goes down for the weekend")
    await _all_down(world)
    world.unplanned = FRIDAYS - await asyncio.to_thread(world.known)
    minutes = world.chance.choice((-60, 20, 45, 61, 90, 180))
    world.now = at("2026-11-02 08:00") + timedelta(minutes=minutes)
    world.missed_since = at("2026-11-02 00:00") if minutes > ALL_DUE_AFTER else None
    world.note("back")
    await one(world, kill=0.4)
    for stop in ("08:00", "08:30", "09:00"):
        world.now = max(world.now, at(f"2026-11-02 {stop}"))
        await one(world, kill=0.5)
        world.later(310)
    world.now = max(world.now, at("2026-11-02 09:00"))
    await world.left_alone()


def over_the_change(friday: str, sunday: str, monday: str) -> Play:
    """Return the play of a weekend in which the clocks are changed: rounds every half hour, and kills."""

    async def play(world: World) -> None:
        world.now = at(f"{friday} 08:30")
        for _ in range(2):
            await one(world)
            world.later(310)
        await world.left_alone()
        moment = at(f"{sunday} 00:30").timestamp()
        for _ in range(9):
            world.now = world.now.fromtimestamp(moment, world.now.tzinfo)
            await one(world, kill=0.15)
            moment += 1800
        for stop in ("07:00", "07:55", "08:00", "08:05", "08:29", "08:30"):
            world.now = at(f"{monday} {stop}")
            await one(world, kill=0.6 if stop in {"08:00", "08:30"} else 0.1)
        world.later(310)
        await world.left_alone()

    return play


async def _calm(_world: World) -> None:
    """No trouble but the kills."""


def _weather(mix: Mapping[CallTrouble, float]) -> Play:
    async def change(world: World) -> None:
        world.weather.mix = mix if world.chance.random() < 0.8 else {}

    return change


async def _all_down(world: World) -> None:
    """Wait until nobody lives."""
    async with asyncio.timeout(30):
        while any(each.alive for each in world.replicas.values()):  # noqa: ASYNC110 - other processes end
            await asyncio.sleep(0.005)


async def one(world: World, kill: float = 0.8, turn: Play | None = None) -> None:
    """Bring the missing back, and run a round, deadly with that probability."""
    await world.revive()
    if turn is not None:
        await turn(world)
    elif world.chance.random() < kill:
        await world.deadly_round()
    else:
        await world.round()


async def _morning(
    world: World,
    weather: Play,
    turn: Play | None = None,
    kills: tuple[int, int] = (3, 6),
    clear: Callable[[], None] = lambda: None,
) -> None:
    """Play a Monday morning, in three steps or all of it late at once."""
    late = world.chance.random() < 0.3
    for stop in ("09:05",) if late else ("08:00", "08:30", "09:00"):
        world.now = max(world.now, at(f"2026-11-02 {stop}"))
        for _ in range(world.chance.randint(*kills) * (2 if late else 1)):
            await weather(world)
            await one(world, turn=turn)
            world.later(world.chance.choice(PAUSES))
    world.now = max(world.now, at("2026-11-02 09:05"))
    clear()
    await world.left_alone()
