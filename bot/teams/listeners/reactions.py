"""Reactions to the bot's messages; Teams reports no others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.cutting import shorten
from bot.cards.text import render_text
from bot.commands.ask import Ask
from bot.commands.medie.alert_buttons import (
    DISMISS_IT,
    FOLLOW,
    ask_what_was_done,
    call_off,
    dismiss_message,
    take_back,
    take_message,
)
from bot.commands.medie.alert_buttons import DONE as DONE_SO
from bot.commands.medie.followup import FollowupResult
from bot.requests.incoming_request import LONGEST_KEY
from bot.requests.posted_messages import PostedMessage, posted_message, posted_messages
from bot.requests.roles import Need, reaction_need
from bot.teams.activities import DONE, LATER, ActivityResponse
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest, read_request
from bot.teams.listeners.membership import EVENT
from bot.teams.responder import respond_privately, update_nudge
from bot.teams.roster import mentioned_people
from models.followups.taking import MediaMessage

LONGEST = 4_000
MEANINGS = {"like": FOLLOW, "eyes": FOLLOW, "whiteheavycheckmark": DONE_SO, "noentrysign": DISMISS_IT}
"""What Teams' reactions mean: the few old ones (`like`), and Unicode signs (`1f440_eyes`)
(https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#message-reaction-events)."""

Handler = Callable[[Ask, Session], FollowupResult]


async def on_reaction(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Do what a reaction to a message of the bot asks for."""
    at = datetime.fromisoformat(str(activity.get("timestamp") or dispatcher.deps.now().isoformat())).astimezone(UTC)
    for number, (added, meaning) in enumerate(_reactions(activity)):
        handler = _wanted(meaning, str(activity.get("replyToId") or ""), at, added=added)
        if handler is None:
            continue
        incoming = read_request(activity, tenant, EVENT, "messageReaction")
        incoming = replace(incoming, key=f"{incoming.key}:{number}"[:LONGEST_KEY])
        need = reaction_need(dispatcher.deps.registry, meaning)
        if not await _react(dispatcher, incoming, need, handler, str((activity.get("from") or {}).get("id") or "")):
            return LATER
    return DONE


async def _react(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, need: Need, handler: Handler, account: str
) -> bool:
    # Teams does not send the name of the person who reacts.
    await mentioned_people(dispatcher, incoming, {account: ""} if account else {})

    def doing(ask: Ask, session: Session) -> tuple[FollowupResult, tuple[PostedMessage, ...]]:
        taken = handler(ask, session)
        return taken, posted_messages(ask, session, taken.renew)

    match await dispatcher.answer(incoming, need, doing):
        case Card():
            return False
        case (FollowupResult() as taken, updates):
            for each in updates:
                await update_nudge(dispatcher, incoming, each)
            if taken.card:
                await respond_privately(dispatcher, incoming, taken.card)
            dispatcher.deps.trigger_now()
    return True


def _wanted(meaning: str, message_id: str, at: datetime, *, added: bool) -> Handler | None:
    wanted: dict[tuple[str, bool], Handler] = {
        (FOLLOW, True): lambda ask, session: _take(ask, session, message_id, at),
        (FOLLOW, False): lambda ask, session: call_off(ask, session, message_id, at),
        (DONE_SO, True): lambda ask, session: ask_what_was_done(ask, session, message_id),
        (DISMISS_IT, True): lambda ask, session: dismiss_message(ask, session, message_id),
        (DISMISS_IT, False): lambda ask, session: take_back(ask, session, message_id),
    }
    return wanted.get((meaning, added))


def _take(ask: Ask, session: Session, message_id: str, at: datetime) -> FollowupResult:
    """Take the message as a follow-up, in the media channel."""
    if ask.workspace.media_channel != ask.channel_id:
        return FollowupResult()
    nudge = posted_message(ask, session, message_id)
    if nudge is None:
        return FollowupResult()
    text = shorten(render_text(nudge.card), LONGEST)
    return take_message(ask, session, MediaMessage(ask.channel_id, message_id, text, None), at)


def _reactions(activity: dict[str, Any]) -> list[tuple[bool, str]]:
    rows = [(True, each) for each in activity.get("reactionsAdded") or ()]
    rows += [(False, each) for each in activity.get("reactionsRemoved") or ()]
    return [(added, _meaning(str(each.get("type") or ""))) for added, each in rows]


def _meaning(name: str) -> str:
    return MEANINGS.get(name.partition("_")[2] or name, "")
