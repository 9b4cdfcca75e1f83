"""People write to the bot while its processes are killed: every event comes three times, commands once."""

import asyncio

from bot.local.people import commands, talk
from tests.faults.wanted import Wanted
from tests.faults.world import World

DAY = "15.12"


async def told_again(world: World) -> None:
    """Mentions that write, commands that write, and invitations to channels, with a kill now and then."""
    for number in range(6):
        await world.revive()
        act = world.chance.choice((_mention, _command, _invitation))
        world.note(f"{act.__name__} {number}")
        await asyncio.gather(act(world, number), _kill_soon(world))
        await world.workspace.settled(15)
        world.later(world.chance.choice((1, 5, 60)))
    await world.revive()
    for seconds in (0, 60, 300):
        world.later(seconds)
        await world.workspace.advance(seconds)
    world.later(310)
    await world.left_alone()


async def _mention(world: World, number: int) -> None:
    local = world.workspace
    title = f"Høring {number} om jernbane"
    world.deeds[title] = True
    _three_times(world, "app_mention")
    person = world.chance.choice(local.state.people())
    talk.say(local, person, local.state.channel("sekretariatet"), f"@Pådriver frister ny {DAY} {title}", None)
    await local.settled(15)


async def _command(world: World, number: int) -> None:
    local = world.workspace
    title = f"Innspill {number} om energi"
    person = world.chance.choice(local.state.people())
    channel = local.state.channel("sekretariatet")
    outcome = await commands.command(local, person, channel, "/frister", f"ny {DAY} {title}")
    world.deeds[title] = outcome.ok


async def _invitation(world: World, number: int) -> None:
    local = world.workspace
    person = world.chance.choice(local.state.people())
    channel = local.new_channel(f"ny-{number}", [person.id])
    world.asked.append(Wanted("velkomst", channel.id, channel.id, world.now, "jeg er Pådriver"))
    _three_times(world, "member_joined_channel")
    talk.change_channel(local, person, channel, "join-bot")
    await local.settled(15)


def _three_times(world: World, event: str) -> None:
    world.weather.add_event(
        world.chance.choice(("retry", "retry", "twin")) if event != "app_mention" else "retry", event, copies=2
    )


async def _kill_soon(world: World) -> None:
    """Kill the process at work, somewhere on the way from request to answer."""
    wait = world.chance.uniform(0, 0.06)
    victims = world.chance.sample(world.living(), 1) if world.chance.random() < 0.7 and world.living() else []
    for number in victims:
        world.replicas[number].busy = True
    await asyncio.sleep(wait)
    for number in victims:
        world.note(f"SIGKILL to {number} after {wait * 1000:.0f} ms")
        world.kill(number)
