"""The bot is added and removed: it greets where it was added, and is silent after it was removed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.command_text import HELP
from bot.requests.roles import ANYBODY
from bot.teams.access import PLATFORM
from bot.teams.activities import DONE, LATER, ActivityResponse
from bot.teams.channels import channel_contact, channels_of, team_of
from bot.teams.dispatcher import MOST_TEAMS, Membership, TeamsDispatcher
from bot.teams.incoming import TeamsRequest, person_id_of, place_id_of, read_request
from bot.teams.listeners.message_activities import answer_command
from bot.teams.roster import roster_member
from jobs.planning.plan import plan_greeting
from models.db.database import Database
from models.workspace import contacts, installations
from models.workspace.contacts import PERSON, SeenContact
from models.workspace.workspaces import by_external, turn_on

EVENT = "event"
CHANNEL_SAVED = frozenset({"channelCreated", "channelRenamed", "channelRestored"})
CHANNEL_DELETED = "channelDeleted"
OF_CHANNEL = frozenset({"channelMemberAdded", "channelMemberRemoved"})
"""Somebody came into a private or shared channel, or left it: they are in the team as before."""

log = structlog.get_logger(__name__)


async def on_membership(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Greet if the bot was added; send nothing more there if it was removed."""
    incoming = read_request(activity, tenant, EVENT, str(activity.get("type")))
    if _is_added(activity):
        return await _add(dispatcher, incoming, activity)
    if _is_removed(activity):
        return await _remove(dispatcher, incoming, team_of(activity)[0])
    return await _change_channel(dispatcher, incoming, activity)


async def _add(dispatcher: TeamsDispatcher, incoming: TeamsRequest, activity: dict[str, Any]) -> ActivityResponse:
    if incoming.kind == PERSON:
        return await _welcome(dispatcher, incoming)
    channels = await channels_of(dispatcher, incoming, *team_of(activity))
    adder = await _adder(dispatcher, incoming, activity)
    chosen = _chosen_channel(activity) or incoming.place

    def install(ask: Ask, session: Session) -> bool:
        _reinstall(ask, session)
        _save_contacts(ask, session, (*incoming.met, *adder, *channels))
        is_first = ask.workspace.installed_at is None
        if ask.user_id:
            installations.take_installer(session, ask.workspace, ask.user_id, ask.now, is_first=is_first)
            ask.workspace.installed_at = ask.now
        return plan_greeting(session, ask.workspace, chosen, ask.now)

    greeted = await dispatcher.ask(incoming, ANYBODY, install)
    if isinstance(greeted, Card):
        return LATER
    await _fill_calendar(dispatcher, incoming)
    if greeted:
        log.info("added", tenant=incoming.team_id, kind=incoming.kind)
        dispatcher.deps.trigger_now()
    return DONE


async def _adder(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, activity: dict[str, Any]
) -> tuple[SeenContact, ...]:
    """Return the person who added the bot as the conversation's roster describes them: a guest is no administrator."""
    account = str((activity.get("from") or {}).get("id") or "")
    contact = await roster_member(dispatcher, incoming, account) if account else None
    return (contact,) if contact and contact.address == incoming.user_id else ()


async def _welcome(dispatcher: TeamsDispatcher, incoming: TeamsRequest) -> ActivityResponse:
    """Say what the bot can do. Teams reports one installation twice, as two kinds of activity: the bot greets once."""

    def install(ask: Ask, session: Session) -> str:
        known = contacts.route_to(session, ask.workspace.id, incoming.place)
        _reinstall(ask, session)
        _save_contacts(ask, session, incoming.met)
        if known and not known.removed:
            return ""
        # Two processes may handle both at once: then the key is the same.
        return f"help:{incoming.place}:{ask.now.date()}:{'again' if known else 'first'}"

    welcome = await dispatcher.ask(incoming, ANYBODY, install)
    if isinstance(welcome, Card):
        return LATER
    await _fill_calendar(dispatcher, incoming)
    if welcome:
        await answer_command(dispatcher, replace(incoming, key=welcome, name=HELP))
    return DONE


async def _fill_calendar(dispatcher: TeamsDispatcher, incoming: TeamsRequest) -> None:
    """Fill the calendar: after a reinstallation it is as old as the removal."""
    await asyncio.to_thread(dispatcher.deps.fill_calendar, dispatcher.platform, incoming.team_id)


async def _remove(dispatcher: TeamsDispatcher, incoming: TeamsRequest, team: str) -> ActivityResponse:
    def leave(ask: Ask, session: Session) -> bool:
        left = contacts.leave(session, ask.workspace.id, incoming.place, team, ask.now)
        return left and installations.remove(session, ask.workspace.id, ask.now)

    left = await dispatcher.ask(incoming, ANYBODY, leave)
    if isinstance(left, Card):
        return LATER
    dispatcher.recent_contacts.forget()
    log.info("removed", tenant=incoming.team_id, everywhere=bool(left))
    return DONE


async def _change_channel(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, activity: dict[str, Any]
) -> ActivityResponse:
    """A channel was made, renamed or deleted, or people came into a team or left it."""
    if not await _note_members(dispatcher, incoming, activity):
        return LATER
    data = activity.get("channelData") or {}
    items, channel = str(data.get("eventType") or ""), data.get("channel") or {}
    if not channel.get("id") or items not in {*CHANNEL_SAVED, CHANNEL_DELETED}:
        return DONE

    def change(ask: Ask, session: Session) -> None:
        if items == CHANNEL_DELETED:
            contacts.leave(session, ask.workspace.id, place_id_of(str(channel["id"])), "", ask.now)
        else:
            _save_contacts(ask, session, [channel_contact(channel, incoming.service, *team_of(activity))])

    return LATER if isinstance(await dispatcher.ask(incoming, ANYBODY, change), Card) else DONE


async def _note_members(dispatcher: TeamsDispatcher, incoming: TeamsRequest, activity: dict[str, Any]) -> bool:
    """Record that people have left (removed from a team, and in no other team of the bot's), or that they are back.

    Return False if it could not be stored.
    """
    team = team_of(activity)[0]
    text = str((activity.get("channelData") or {}).get("eventType") or "")
    if not team or incoming.kind == PERSON or text in OF_CHANNEL:
        return True
    removed, added = (activity.get(name) or () for name in ("membersRemoved", "membersAdded"))
    news = [SeenContact(each, PERSON, has_left=False) for each in await _known(dispatcher, incoming, added)]
    for each, account in (await _known(dispatcher, incoming, removed)).items():
        elsewhere = await dispatcher.reads(lambda database: _other_teams(database, incoming.team_id, team))
        if await dispatcher.member_of(elsewhere, (account, each)) is Membership.NOWHERE:
            news.append(SeenContact(each, PERSON, has_left=True))
    if not news:
        return True
    noted = await dispatcher.ask(incoming, ANYBODY, lambda ask, session: _note(ask, session, news))
    dispatcher.deps.trigger_now()
    return not isinstance(noted, Card)


async def _known(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, members: Sequence[dict[str, Any]]
) -> dict[str, str]:
    """Return those of some members that the bot has met, with their accounts."""
    accounts = {str(each.get("id") or ""): person_id_of(each) for each in members}

    def found(database: Database) -> dict[str, str]:
        with database.reading() as session:
            workspace = by_external(session, dispatcher.platform, incoming.team_id)
            if workspace is None:
                return {}
            met = contacts.people(session, workspace.id, tuple(accounts))
            named = {met.get(account, person): account for account, person in accounts.items()}
            return {each: named[each] for each in named if contacts.is_met(session, workspace.id, each)}

    return await dispatcher.reads(found)


def _other_teams(database: Database, tenant: str, team: str) -> list[tuple[str, str]]:
    with database.reading() as session:
        workspace = by_external(session, PLATFORM, tenant)
        return contacts.team_channels(session, workspace.id, MOST_TEAMS, beside=team) if workspace else []


def _note(ask: Ask, session: Session, news: Sequence[SeenContact]) -> None:
    contacts.record_contacts(session, ask.workspace.id, news, ask.now)


def _save_contacts(ask: Ask, session: Session, met: Sequence[SeenContact]) -> None:
    """Store the people and places. A place the bot was added to receives messages again, even if it was turned off."""
    contacts.record_contacts(session, ask.workspace.id, met, ask.now)
    turn_on(session, ask.workspace.id, [each.address for each in met if each.conversation])


def _is_added(activity: dict[str, Any]) -> bool:
    if activity.get("type") == "installationUpdate":
        return str(activity.get("action", "")).startswith("add")
    return _bot(activity) in [each.get("id") for each in activity.get("membersAdded") or ()]


def _is_removed(activity: dict[str, Any]) -> bool:
    if activity.get("type") == "installationUpdate":
        return str(activity.get("action", "")).startswith("remove")
    return _bot(activity) in [each.get("id") for each in activity.get("membersRemoved") or ()]


def _bot(activity: dict[str, Any]) -> str:
    return str((activity.get("recipient") or {}).get("id") or "-")


def _chosen_channel(activity: dict[str, Any]) -> str:
    """Return the channel that was chosen when the bot was added to a team; empty if there is none."""
    settings = (activity.get("channelData") or {}).get("settings") or {}
    return place_id_of(str((settings.get("selectedChannel") or {}).get("id") or ""))


def _reinstall(ask: Ask, session: Session) -> None:
    if ask.workspace.removed_at is not None:
        installations.come_back(session, ask.workspace, ask.now)
