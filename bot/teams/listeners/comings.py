"""Where the bot comes and goes: greeted where it was added, silent where it was removed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.roles import ANYBODY
from bot.requests.words import HELP
from bot.teams.activities import DONE, LATER, Answered
from bot.teams.arrived import Arrived, place_of, read
from bot.teams.channels import channel_met, channels_of, team_of
from bot.teams.listeners.messages import answered
from bot.teams.mentions import member
from bot.teams.room import Room
from jobs.planning.plan import plan_greeting
from models.workspace import contacts, installations
from models.workspace.contacts import PERSON, SeenContact
from models.workspace.workspaces import turn_on

EVENT = "event"
MADE = frozenset({"channelCreated", "channelRenamed", "channelRestored"})
GONE = "channelDeleted"

log = structlog.get_logger(__name__)


async def on_come_or_go(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Greet where the bot was added, and send nothing more where it was removed."""
    arrived = read(activity, tenant, EVENT, str(activity.get("type")))
    if _came(activity):
        return await _come(room, arrived, activity)
    if _went(activity):
        return await _go(room, arrived, team_of(activity)[0])
    return await _changed(room, arrived, activity)


async def _come(room: Room, arrived: Arrived, activity: dict[str, Any]) -> Answered:
    if arrived.kind == PERSON:
        return await _welcome(room, arrived)
    channels = await channels_of(room, arrived, *team_of(activity))
    adder = await _adder(room, arrived, activity)
    chosen = _chosen(activity) or arrived.place

    def install(ask: Ask, session: Session) -> bool:
        _back(ask, session)
        _meet(ask, session, (*arrived.met, *adder, *channels))
        is_first = ask.workspace.installed_at is None
        if ask.user_id:
            installations.take_installer(session, ask.workspace, ask.user_id, ask.now, is_first=is_first)
            ask.workspace.installed_at = ask.now
        return plan_greeting(session, ask.workspace, chosen, ask.now)

    greeted = await room.ask(arrived, ANYBODY, install)
    if isinstance(greeted, Card):
        return LATER
    await _fill_calendar(room, arrived)
    if greeted:
        log.info("added", tenant=arrived.team_id, kind=arrived.kind)
        room.deps.trigger_now()
    return DONE


async def _adder(room: Room, arrived: Arrived, activity: dict[str, Any]) -> tuple[SeenContact, ...]:
    """Return the person who added the bot as the conversation's roster describes them: a guest is no administrator."""
    account = str((activity.get("from") or {}).get("id") or "")
    found = await member(room, arrived, account) if account else None
    return (found,) if found and found.address == arrived.user_id else ()


async def _welcome(room: Room, arrived: Arrived) -> Answered:
    """Say what the bot can do. Teams tells of one coming twice, as two kinds of activity: it is welcomed once."""

    def install(ask: Ask, session: Session) -> str:
        known = contacts.route_to(session, ask.workspace.id, arrived.place)
        _back(ask, session)
        _meet(ask, session, arrived.met)
        if known and not known.removed:
            return ""
        # Both may be seen to at once, by two processes: then the key is the same.
        return f"help:{arrived.place}:{ask.now.date()}:{'again' if known else 'first'}"

    welcome = await room.ask(arrived, ANYBODY, install)
    if isinstance(welcome, Card):
        return LATER
    await _fill_calendar(room, arrived)
    if welcome:
        await answered(room, replace(arrived, key=welcome, name=HELP))
    return DONE


async def _fill_calendar(room: Room, arrived: Arrived) -> None:
    """Where the bot is back, its calendar is that of when it left."""
    await asyncio.to_thread(room.deps.fill_calendar, room.platform, arrived.team_id)


async def _go(room: Room, arrived: Arrived, team: str) -> Answered:
    def leave(ask: Ask, session: Session) -> bool:
        left = contacts.leave(session, ask.workspace.id, arrived.place, team, ask.now)
        return left and installations.remove(session, ask.workspace.id, ask.now)

    left = await room.ask(arrived, ANYBODY, leave)
    if isinstance(left, Card):
        return LATER
    room.acquaintance.forget()
    log.info("removed", tenant=arrived.team_id, everywhere=bool(left))
    return DONE


async def _changed(room: Room, arrived: Arrived, activity: dict[str, Any]) -> Answered:
    """A channel was made, renamed or deleted."""
    data = activity.get("channelData") or {}
    items, channel = str(data.get("eventType") or ""), data.get("channel") or {}
    if not channel.get("id") or items not in {*MADE, GONE}:
        return DONE

    def change(ask: Ask, session: Session) -> None:
        if items == GONE:
            contacts.leave(session, ask.workspace.id, place_of(str(channel["id"])), "", ask.now)
        else:
            _meet(ask, session, [channel_met(channel, arrived.service, *team_of(activity))])

    return LATER if isinstance(await room.ask(arrived, ANYBODY, change), Card) else DONE


def _meet(ask: Ask, session: Session, met: Sequence[SeenContact]) -> None:
    """Write down whom the bot met. Where it came to, it may write again, though it was turned off there."""
    contacts.record_contacts(session, ask.workspace.id, met, ask.now)
    turn_on(session, ask.workspace.id, [each.address for each in met if each.conversation])


def _came(activity: dict[str, Any]) -> bool:
    if activity.get("type") == "installationUpdate":
        return str(activity.get("action", "")).startswith("add")
    return _bot(activity) in [each.get("id") for each in activity.get("membersAdded") or ()]


def _went(activity: dict[str, Any]) -> bool:
    if activity.get("type") == "installationUpdate":
        return str(activity.get("action", "")).startswith("remove")
    return _bot(activity) in [each.get("id") for each in activity.get("membersRemoved") or ()]


def _bot(activity: dict[str, Any]) -> str:
    return str((activity.get("recipient") or {}).get("id") or "-")


def _chosen(activity: dict[str, Any]) -> str:
    """Return the channel that was chosen when the bot was added to a team; empty where none was told."""
    settings = (activity.get("channelData") or {}).get("settings") or {}
    return place_of(str((settings.get("selectedChannel") or {}).get("id") or ""))


def _back(ask: Ask, session: Session) -> None:
    if ask.workspace.removed_at is not None:
        installations.come_back(session, ask.workspace, ask.now)
