"""Events: words to the bot, the Home tab, being added to a channel, and being removed from a workspace."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncBoltContext
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.requests.command_text import parse_command
from bot.requests.request_dispatcher import NotRecordedError, release_after
from bot.requests.roles import ANYBODY
from bot.slack.dispatcher import SlackDispatcher, run_command
from bot.slack.home import publish_home
from bot.slack.incoming import ReplyTarget, from_event, team_of
from bot.slack.listeners.app_posts import app_post_work
from bot.slack.listeners.files import file_request, file_work, is_file_message
from bot.slack.listeners.reactions import reaction_work
from bot.slack.roster import member_contact
from jobs.planning.plan import plan_greeting
from models.workspace.contacts import record_contacts
from models.workspace.installations import remove

EVENT = "event"
JOINED = "member_joined_channel"
HOME = "app_home_opened"
MEMBER_EVENTS = ("team_join", "user_change")
"""A person is new in the workspace, or has changed: carries the whole user object."""
SHARING_EVENTS = ("channel_shared", "channel_unshared")
"""Another organisation came into a channel, or left it (Slack Connect)."""


async def on_event(dispatcher: SlackDispatcher, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
    """Do what an event asks for. Slack delivers an event again until it is acknowledged; it is done once.

    Raises `NotRecordedError`: it is not acknowledged then.
    """
    event, bot = body["event"], context.bot_user_id or ""
    # Read before the work is created: if it cannot be read, there is none.
    incoming = file_request(body) if is_file_message(event, bot) else from_event(body, ReplyTarget(""), event["type"])
    work = _work(dispatcher, body, bot)
    if work:
        task, in_time = await dispatcher.start(incoming, EVENT, body, work)
        if in_time:
            task.result()
        else:
            dispatcher.tasks.start(release_after(dispatcher, incoming, task))
    await ack()


async def recover_event(dispatcher: SlackDispatcher, body: dict[str, Any], _key: str) -> None:
    """Do what an event asks for that was acknowledged and not finished."""
    identity = await dispatcher.workspaces.identity(team_of(body))
    work = _work(dispatcher, body, identity.bot_user_id if identity else "")
    if work:
        await work


async def recover_answer(dispatcher: SlackDispatcher, body: dict[str, Any]) -> None:
    """Show again what importing a file would do: nobody waits for the answer to any other event."""
    identity = await dispatcher.workspaces.identity(team_of(body))
    if is_file_message(body["event"], identity.bot_user_id if identity else ""):
        await file_work(dispatcher, body, was_done=True)


def _work(dispatcher: SlackDispatcher, body: dict[str, Any], bot: str) -> Coroutine[Any, Any, None] | None:
    event = body["event"]
    match event["type"]:
        case "app_mention" | "message" if _is_addressed_to_bot(event, bot):
            return _answer_words(dispatcher, body, bot)
        case "message":
            return file_work(dispatcher, body) if is_file_message(event, bot) else app_post_work(dispatcher, body, bot)
        case "member_joined_channel" if event.get("user") == bot:
            return _greet_channel(dispatcher, body)
        case "app_home_opened" if event.get("tab", "home") == "home":
            return publish_home(dispatcher, from_event(body, ReplyTarget(body["event"]["user"]), HOME))
        case "reaction_added" | "reaction_removed":
            return reaction_work(dispatcher, body, bot)
    return _member_or_sharing_work(dispatcher, body)


def _member_or_sharing_work(dispatcher: SlackDispatcher, body: dict[str, Any]) -> Coroutine[Any, Any, None] | None:
    """Return the work that news of people and channels asks for."""
    event = body["event"]
    if event["type"] in SHARING_EVENTS and isinstance(event.get("channel"), str):
        return _save_sharing(dispatcher, body)
    is_member = event["type"] in MEMBER_EVENTS and isinstance(event.get("user"), dict)
    return _save_member(dispatcher, body) if is_member else None


def _is_addressed_to_bot(event: dict[str, Any], bot: str) -> bool:
    """Return True if a person said it to the bot (not an edit, not a bot, and a direct message only in a direct one)."""
    by_person = bool(event.get("user")) and event["user"] != bot and not event.get("bot_id")
    direct = event["type"] != "message" or event.get("channel_type") == "im"
    return by_person and direct and "subtype" not in event


async def _answer_words(dispatcher: SlackDispatcher, body: dict[str, Any], bot: str) -> None:
    event = body["event"]
    target = ReplyTarget(event["user"], event["channel"], thread_id=event.get("thread_ts", ""))
    words = event.get("text", "").replace(f"<@{bot}>", " ").strip()
    mention = from_event(body, target, event["type"], words)
    name, text = parse_command(dispatcher.deps.registry, mention.text)
    incoming = replace(mention, name=name, text=text)
    card = await run_command(dispatcher, incoming, name)
    if card:
        await dispatcher.respond(incoming, card)


async def _greet_channel(dispatcher: SlackDispatcher, body: dict[str, Any]) -> None:
    channel = body["event"]["channel"]
    incoming = from_event(body, ReplyTarget(body["event"]["user"], channel), JOINED)

    def greet(ask: Ask, session: Session) -> bool:
        return plan_greeting(session, ask.workspace, channel, ask.now)

    greeted = await dispatcher.ask(incoming, ANYBODY, greet)
    if isinstance(greeted, Card):
        raise NotRecordedError
    if greeted:
        dispatcher.deps.trigger_now()


async def _save_member(dispatcher: SlackDispatcher, body: dict[str, Any]) -> None:
    member = body["event"]["user"]
    incoming = from_event(body, ReplyTarget(member["id"]), body["event"]["type"])
    met = member_contact(member, incoming.team_id)

    def note(ask: Ask, session: Session) -> None:
        record_contacts(session, ask.workspace.id, [met], ask.now)

    if isinstance(await dispatcher.ask(incoming, ANYBODY, note), Card):
        raise NotRecordedError
    if met.has_left:
        dispatcher.deps.trigger_now()


async def _save_sharing(dispatcher: SlackDispatcher, body: dict[str, Any]) -> None:
    event = body["event"]
    is_external = event["type"] == "channel_shared" or event.get("is_ext_shared") is True
    incoming = replace(from_event(body, ReplyTarget("", event["channel"]), event["type"]), stated_external=is_external)
    # The dispatcher stores whether the channel is read by others.
    if isinstance(await dispatcher.ask(incoming, ANYBODY, lambda _ask, _session: None), Card):
        raise NotRecordedError


UNINSTALLED, REVOKED = "app_uninstalled", "tokens_revoked"

log = structlog.get_logger(__name__)


async def on_removal(dispatcher: SlackDispatcher, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Delete the workspace's token and send nothing more. Raises `NotRecordedError`: it is not acknowledged then."""
    event = body["event"]
    if event["type"] == UNINSTALLED or event.get("tokens", {}).get("bot"):
        incoming = from_event(body, ReplyTarget(""), event["type"])

        def leave(ask: Ask, session: Session) -> bool:
            return not _is_installed_again(ask, body) and remove(session, ask.workspace.id, ask.now)

        left = await dispatcher.ask(incoming, ANYBODY, leave)
        if isinstance(left, Card):
            raise NotRecordedError
        if left:
            log.info("removed_from_workspace", team=incoming.team_id, told_by=event["type"])
        dispatcher.workspaces.forget(incoming.team_id)
    await ack()


def _is_installed_again(ask: Ask, body: dict[str, Any]) -> bool:
    """Return True if the event is about an earlier installation: Slack may deliver it late, after a new one."""
    installed = ask.workspace.installed_at
    return installed is not None and int(body.get("event_time", 0)) < int(installed.timestamp())
