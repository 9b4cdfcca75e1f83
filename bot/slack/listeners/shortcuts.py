"""Shortcuts on a message, «Følg opp i dag» and «Loggfør dialog», and those that open a form from anywhere."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncAck
from sqlalchemy.orm import Session

from bot.cards.form import Form
from bot.commands.ask import Ask
from bot.commands.interessenter.dialogue.dialogue_log import from_message
from bot.commands.shortcut_requests import LOG
from bot.requests.incoming_request import check_ids
from bot.requests.request_dispatcher import release_after
from bot.requests.roles import Need, shortcut_need
from bot.slack.dispatcher import SlackDispatcher, run_command, show_answer
from bot.slack.incoming import SlackRequest, from_press
from bot.slack.listeners.reactions import follow_up
from bot.slack.message_texts import text_of, time_of_message
from models.followups.taking import MediaMessage

SHORTCUT = "shortcut"


async def on_shortcut(dispatcher: SlackDispatcher, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Do what a shortcut says."""
    incoming = _read(body)
    task, in_time = await dispatcher.start(incoming, SHORTCUT, body, _do(dispatcher, incoming, body))
    if in_time:
        task.result()
    else:
        dispatcher.tasks.start(release_after(dispatcher, incoming, task))
    await ack()


async def recover_shortcut(dispatcher: SlackDispatcher, body: dict[str, Any], key: str) -> None:
    """Do what a shortcut said that was acknowledged and not finished; it is too late to open a form."""
    await _do(dispatcher, replace(_read(body), key=key, trigger_id=""), body)


def _read(body: dict[str, Any]) -> SlackRequest:
    return from_press(body, body["callback_id"])


async def _do(dispatcher: SlackDispatcher, incoming: SlackRequest, body: dict[str, Any]) -> None:
    opening = dispatcher.deps.registry.GLOBAL_SHORTCUTS.get(incoming.name)
    if opening:
        named = replace(incoming, name=opening.command, text=opening.text)
        card = await run_command(dispatcher, named, opening.command)
        if card:
            await dispatcher.respond(named, card)
        return
    need = shortcut_need(dispatcher.deps.registry, incoming.name)
    refused = await dispatcher.refused(incoming, need)
    if refused:
        await dispatcher.respond(incoming, refused)
    elif incoming.name == LOG:
        await _log(dispatcher, incoming, need, body)
    else:
        await _follow(dispatcher, incoming, need, body)


async def _follow(dispatcher: SlackDispatcher, incoming: SlackRequest, need: Need, body: dict[str, Any]) -> None:
    original = text_of(body["message"])
    ts = body["message_ts"]
    check_ids(ts)
    message = MediaMessage(
        body["channel"]["id"], ts, original.text, original.link, thread=original.thread, said_at=time_of_message(ts)
    )
    at = datetime.fromtimestamp(float(body.get("action_ts") or body["message_ts"]), UTC)
    await follow_up(dispatcher, incoming, need, message, at)


async def _log(dispatcher: SlackDispatcher, incoming: SlackRequest, need: Need, body: dict[str, Any]) -> None:
    original = text_of(body["message"])

    def form(ask: Ask, session: Session) -> Form:
        del session
        return from_message(ask, original.text, original.link)

    card = await show_answer(dispatcher, incoming, await dispatcher.ask(incoming, need, form), "interessenter")
    if card:
        await dispatcher.respond(incoming, card)
