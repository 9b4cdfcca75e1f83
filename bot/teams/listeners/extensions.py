"""The message extension: «Følg opp i dag» on any message takes it as a follow-up."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.commands.medie.alert import take_message
from bot.commands.medie.followup import Taken
from bot.desk.standing import Standing, standings
from bot.teams.activities import Answered, dialog_says
from bot.teams.arrived import Arrived, read
from bot.teams.listeners.doing import BEFORE
from bot.teams.listeners.timely import LATER, Work, timely
from bot.teams.room import Room
from bot.teams.shortcuts import FOLLOW
from bot.teams.speaking import renew
from models.followups.taking import Message

SHORTCUT = "shortcut"
UNKNOWN = "Denne handlingen kjenner jeg ikke."
NO_MESSAGE = "Jeg fikk ikke vite hvilken melding det gjelder. Velg «Følg opp i dag» fra menyen på meldingen."
TAG = re.compile(r"<[^>]*>")
LINK = re.compile(r"https?://[^\s\"'<>]+")
LONGEST = 4_000


async def on_extension(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Do what an action on a message says."""
    if (activity.get("value") or {}).get("commandId") != FOLLOW:
        return dialog_says(UNKNOWN)
    return await timely(room, *following(room, activity, tenant), SHORTCUT, activity) or dialog_says(LATER)


def following(room: Room, activity: dict[str, Any], tenant: str) -> tuple[Arrived, Work]:
    """Return an action on a message, and the work it asks for."""
    arrived = read(activity, tenant, SHORTCUT, FOLLOW)
    message = _message(arrived, (activity.get("value") or {}).get("messagePayload") or {})
    at = datetime.fromisoformat(str(activity.get("timestamp") or room.deps.now().isoformat())).astimezone(UTC)
    return arrived, lambda: _follow(room, arrived, message, at)


async def _follow(room: Room, arrived: Arrived, message: Message, at: datetime) -> Answered:
    if not message.message:
        return dialog_says(NO_MESSAGE)

    def taking(ask: Ask, session: Session) -> tuple[Taken, tuple[Standing, ...]]:
        taken = take_message(ask, session, message, at)
        return taken, standings(ask, session, taken.renew)

    match await room.answer(arrived, taking):
        case (Taken() as taken, afresh):
            for each in afresh:
                await renew(room, arrived, each)
            room.deps.hurry()
            return dialog_says(taken.card.summary if taken.card else BEFORE)
        case Card() as apology:
            return dialog_says(apology.summary)
    return dialog_says(BEFORE)


def _message(arrived: Arrived, payload: dict[str, Any]) -> Message:
    body = str((payload.get("body") or {}).get("content") or "")
    text = " ".join(unescape(TAG.sub(" ", body)).split())[:LONGEST]
    link = LINK.search(unescape(body))
    message_id, root = str(payload.get("id") or ""), str(payload.get("replyToId") or arrived.thread or "")
    thread = root if root != message_id else ""
    return Message(arrived.place, message_id, text, link[0] if link else None, thread=thread or None)
