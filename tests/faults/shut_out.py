"""Teams does not let the bot in for a while: removed from the team, or shut out by an administrator."""

import uuid

import httpx

from jobs.nudges.notice import KIND as NOTICE
from jobs.nudges.notice import key_of
from tests.faults import tenant
from tests.faults.connector import DISABLED, LEFT
from tests.faults.plays import one
from tests.faults.wanted import Wanted, at
from tests.faults.world import World
from tests.support.teams import BOT, CHANNEL, TEAM, TENANT

MISSED = frozenset({("ukesoversikt", "2026-W45"), ("frister", "frister:2026-11-02"), ("manedshjul", "2026-11")})
"""The parts of the message that the channel is to get while the bot is not in it."""


async def removed(world: World) -> None:
    """Removed from the team before eight, and added again before nine; Teams reports it, or does not."""
    await _rounds(world, "07:45", 1)
    world.now = max(world.now, at("2026-11-02 07:50"))
    world.connector.closed |= {CHANNEL: LEFT, TEAM: LEFT}
    told = world.chance.random() < 0.5
    world.note(f"removed; told: {told}")
    if told:
        await _tell(world, {"membersRemoved": [BOT]})
    await _rounds(world, "08:00", 3)
    await world.left_alone()
    world.asked_in_teams.append(_notice())
    world.now = max(world.now, at("2026-11-02 08:50"))
    world.connector.closed.clear()
    world.asked_in_teams.append(Wanted("velkomst", tenant.GENERAL, tenant.GENERAL, world.now, "jeg er Pådriver"))
    await _tell(world, {"membersAdded": [BOT]})
    world.note("added again")
    await _rounds(world, "09:00", 3)
    await world.left_alone()


async def disabled(world: World) -> None:
    """An administrator of the tenant shuts the bot out for half an hour, and lets it in again."""
    await _rounds(world, "08:00", 1)
    world.connector.closed["*"] = DISABLED
    world.note("shut out")
    await _rounds(world, "08:30", 4)
    world.connector.closed.clear()
    world.note("let in")
    world.now = max(world.now, at("2026-11-02 09:05"))
    await _rounds(world, "09:05", 3)
    await world.left_alone()


def _notice() -> Wanted:
    key = key_of(tenant.HOME, at("2026-11-02 08:00").date())
    return Wanted(NOTICE, key, tenant.ADMINISTRATOR, at("2026-11-02 07:50"), "Jeg får ikke skrevet")


async def _rounds(world: World, since: str, most: int) -> None:
    world.now = max(world.now, at(f"2026-11-02 {since}"))
    for _ in range(world.chance.randint(1, most)):
        await one(world)
        world.later(world.chance.choice((0, 5, 60, 310)))


async def _tell(world: World, what: dict[str, object]) -> None:
    """Tell one of the replicas as Teams does, again and again until it is taken."""
    conversation = {"id": TEAM, "conversationType": "channel", "tenantId": TENANT}
    told = {
        "type": "conversationUpdate",
        "id": uuid.UUID(int=world.chance.getrandbits(128)).hex,
        "timestamp": world.now.isoformat(),
        "serviceUrl": world.connector.url,
        "channelId": "msteams",
        "from": {"id": f"29:{tenant.ADMINISTRATOR}", "aadObjectId": tenant.ADMINISTRATOR},
        "recipient": BOT,
        "conversation": conversation,
        "channelData": {"tenant": {"id": TENANT}, "team": {"id": TEAM, "name": "Osloregionen"}},
        **what,
    }
    signed = {"Authorization": f"Bearer {world.connector.token(world.now)}"}
    async with httpx.AsyncClient(timeout=30) as client:
        for _ in range(10):
            await world.revive()
            await world.round()  # which moves its clock: a token from the future is refused
            try:
                answer = await client.post(world.door("teams/messages"), json=told, headers=signed)
            except httpx.HTTPError:
                continue
            if answer.is_success:
                return
            world.note(f"not taken: {answer.status_code} {answer.text[:80]}")
    message = "nobody took what Teams told"
    raise AssertionError(message)
