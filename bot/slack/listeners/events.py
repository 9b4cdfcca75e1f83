"""Events: being added to a channel, the Home tab, and words to the bot."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncBoltContext
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.dispatcher import NotWrittenDownError, let_go_after
from bot.requests.faults import fault
from bot.requests.roles import ANYBODY, home_need
from bot.requests.words import spoken
from bot.slack.arrived import from_event, team_of
from bot.slack.back import Back
from bot.slack.commanding import run_command
from bot.slack.listeners.files import file_in, given, is_given
from bot.slack.listeners.posts import posted
from bot.slack.listeners.reactions import reacted
from bot.slack.render import render_short
from bot.slack.render.limits import VIEW_BLOCKS
from bot.slack.room import Room
from bot.slack.roster import member_met
from jobs.planning.plan import plan_greeting
from models.workspace.contacts import record_contacts

EVENT = "event"
JOINED = "member_joined_channel"
HOME = "app_home_opened"
MEMBER_EVENTS = ("team_join", "user_change")
"""Somebody is new in the workspace, or is another there than before: carries the whole user object."""
SHARING_EVENTS = ("channel_shared", "channel_unshared")
"""Another organisation came into a channel, or left it (Slack Connect)."""


async def on_event(room: Room, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Do what an event asks for. Slack tells an event again until it is acknowledged; it is done once.

    Raises `NotWrittenDownError`: it is not acknowledged then.
    """
    event, bot = body["event"], context.bot_user_id or ""
    # Read before the work is made: where it cannot be read, there is none.
    arrived = file_in(body) if is_given(event, bot) else from_event(body, Back(""), event["type"])
    work = _work(room, body, bot)
    if work:
        task, in_time = await room.start(arrived, EVENT, body, work)
        if in_time:
            task.result()
        else:
            room.tasks.start(let_go_after(room, arrived, task))
    await ack()


async def event_again(room: Room, body: dict[str, Any], _key: str) -> None:
    """Do what an event asks for that was acknowledged and not done."""
    identity = await room.teams.identity(team_of(body))
    work = _work(room, body, identity.bot_user_id if identity else "")
    if work:
        await work


async def answer_again(room: Room, body: dict[str, Any]) -> None:
    """Show once more what a file would do: nobody waits for the answer to any other event."""
    identity = await room.teams.identity(team_of(body))
    if is_given(body["event"], identity.bot_user_id if identity else ""):
        await given(room, body, once_more=True)


def _work(room: Room, body: dict[str, Any], bot: str) -> Coroutine[Any, Any, None] | None:
    event = body["event"]
    match event["type"]:
        case "app_mention" | "message" if _is_said(event, bot):
            return _said(room, body, bot)
        case "message":
            return given(room, body) if is_given(event, bot) else posted(room, body, bot)
        case "member_joined_channel" if event.get("user") == bot:
            return _joined(room, body)
        case "app_home_opened" if event.get("tab", "home") == "home":
            return _home(room, body)
        case "reaction_added" | "reaction_removed":
            return reacted(room, body, bot)
    return _news(room, body)


def _news(room: Room, body: dict[str, Any]) -> Coroutine[Any, Any, None] | None:
    """Return the work that news of people and channels asks for."""
    event = body["event"]
    if event["type"] in SHARING_EVENTS and isinstance(event.get("channel"), str):
        return _shared(room, body)
    is_member = event["type"] in MEMBER_EVENTS and isinstance(event.get("user"), dict)
    return _met(room, body) if is_member else None


def _is_said(event: dict[str, Any], bot: str) -> bool:
    """Return True if a person said it to the bot (not an edit, not a bot, and a direct message only in a direct one)."""
    by_person = bool(event.get("user")) and event["user"] != bot and not event.get("bot_id")
    direct = event["type"] != "message" or event.get("channel_type") == "im"
    return by_person and direct and "subtype" not in event


async def _said(room: Room, body: dict[str, Any], bot: str) -> None:
    event = body["event"]
    back = Back(event["user"], event["channel"], thread_id=event.get("thread_ts", ""))
    words = event.get("text", "").replace(f"<@{bot}>", " ").strip()
    heard = from_event(body, back, event["type"], words)
    name, text = spoken(room.deps.registry, heard.text)
    arrived = replace(heard, name=name, text=text)
    card = await run_command(room, arrived, name)
    if card:
        await room.tell(arrived, card)


async def _joined(room: Room, body: dict[str, Any]) -> None:
    channel = body["event"]["channel"]
    arrived = from_event(body, Back(body["event"]["user"], channel), JOINED)

    def greet(ask: Ask, session: Session) -> bool:
        return plan_greeting(session, ask.workspace, channel, ask.now)

    greeted = await room.ask(arrived, ANYBODY, greet)
    if isinstance(greeted, Card):
        raise NotWrittenDownError
    if greeted:
        room.deps.trigger_now()


async def _met(room: Room, body: dict[str, Any]) -> None:
    member = body["event"]["user"]
    arrived = from_event(body, Back(member["id"]), body["event"]["type"])
    met = member_met(member, arrived.team_id)

    def note(ask: Ask, session: Session) -> None:
        record_contacts(session, ask.workspace.id, [met], ask.now)

    if isinstance(await room.ask(arrived, ANYBODY, note), Card):
        raise NotWrittenDownError


async def _shared(room: Room, body: dict[str, Any]) -> None:
    event = body["event"]
    is_external = event["type"] == "channel_shared" or event.get("is_ext_shared") is True
    arrived = replace(from_event(body, Back("", event["channel"]), event["type"]), said_external=is_external)
    # The dispatcher keeps what is said of the place.
    if isinstance(await room.ask(arrived, ANYBODY, lambda _ask, _session: None), Card):
        raise NotWrittenDownError


async def _home(room: Room, body: dict[str, Any]) -> None:
    arrived = from_event(body, Back(body["event"]["user"]), HOME)
    card = await room.ask(arrived, home_need(room.deps.registry), room.deps.registry.HOME)
    if not isinstance(card, Card):
        return
    try:
        blocks = render_short(card).blocks[:VIEW_BLOCKS]
        client = (await room.voice(arrived)).client
        await client.views_publish(user_id=arrived.back.user_id, view={"type": "home", "blocks": blocks})
    except Exception as error:  # noqa: BLE001 - nobody waits for an answer
        fault(error, arrived)
