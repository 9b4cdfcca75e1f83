"""The message extension: «Følg opp i dag» and «Loggfør dialog» on any message."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.cutting import shorten
from bot.cards.form import Form
from bot.commands.ask import Ask
from bot.commands.medie.alert import take_message
from bot.commands.medie.followup import Taken
from bot.commands.shortcuts import FOLLOW, LOG, SHORTCUTS
from bot.requests.arrival import check_ids
from bot.requests.roles import shortcut_need
from bot.requests.standing import Standing, standings
from bot.teams.activities import Answered, dialog_says
from bot.teams.arrived import Arrived, read
from bot.teams.held import Held
from bot.teams.listeners.doing import BEFORE, show_form
from bot.teams.listeners.timely import LATER, Work, timely
from bot.teams.opening import opened, opening_of
from bot.teams.room import Room
from bot.teams.speaking import renew
from models.followups.taking import MediaMessage

SHORTCUT = "shortcut"
UNKNOWN = "Denne handlingen kjenner jeg ikke."
NO_MESSAGE = "Jeg fikk ikke vite hvilken melding det gjelder. Velg «Følg opp i dag» fra menyen på meldingen."
TAG = re.compile(r"<[^<>]*>")
LINK = re.compile(r"https?://[^\s\"'<>]+")
LONGEST = 4_000


async def on_extension(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Do what an action on a message says, or open the form it asks for."""
    if (activity.get("value") or {}).get("commandId") not in SHORTCUTS:
        return dialog_says(UNKNOWN)
    return await timely(room, *acting(room, activity, tenant), SHORTCUT, activity) or dialog_says(LATER)


def acting(room: Room, activity: dict[str, Any], tenant: str) -> tuple[Arrived, Work]:
    """Return an action on a message, and the work it asks for."""
    value = activity.get("value") or {}
    arrived = read(activity, tenant, SHORTCUT, str(value.get("commandId") or ""))
    message = _message(arrived, value.get("messagePayload") or {})
    at = datetime.fromisoformat(str(activity.get("timestamp") or room.deps.now().isoformat())).astimezone(UTC)
    if arrived.name == LOG:
        return arrived, lambda: _log(room, arrived, message)
    return arrived, lambda: _follow(room, arrived, message, at)


async def _log(room: Room, arrived: Arrived, message: MediaMessage) -> Answered:
    """Open the form that writes down whom a message tells of."""
    held = Held("", opener=LOG, press=opening_of(message.text, message.link))
    registry = room.deps.registry
    need = shortcut_need(registry, LOG)
    match await room.answer(arrived, need, lambda ask, session: opened(registry, held, ask, session)):
        case Form() as form:
            return await show_form(room, arrived, form, replace(held, state=form.state), in_dialog=True)
        case Card() as card:
            return dialog_says(card.summary or card.title)
    return dialog_says(BEFORE)


async def _follow(room: Room, arrived: Arrived, message: MediaMessage, at: datetime) -> Answered:
    if not message.message:
        return dialog_says(NO_MESSAGE)

    def taking(ask: Ask, session: Session) -> tuple[Taken, tuple[Standing, ...]]:
        taken = take_message(ask, session, message, at)
        return taken, standings(ask, session, taken.renew)

    match await room.answer(arrived, shortcut_need(room.deps.registry, FOLLOW), taking):
        case (Taken() as taken, afresh):
            for each in afresh:
                await renew(room, arrived, each)
            room.deps.trigger_now()
            return dialog_says(taken.card.summary if taken.card else BEFORE)
        case Card() as apology:
            return dialog_says(apology.summary)
    return dialog_says(BEFORE)


def _message(arrived: Arrived, payload: dict[str, Any]) -> MediaMessage:
    body = str((payload.get("body") or {}).get("content") or "")
    text = shorten(" ".join(unescape(TAG.sub(" ", body)).split()), LONGEST)
    link = LINK.search(unescape(body))
    message_id, root = str(payload.get("id") or ""), str(payload.get("replyToId") or arrived.thread or "")
    check_ids(message_id, root)
    thread = root if root != message_id else ""
    said = str(payload.get("createdDateTime") or "")
    said_at = datetime.fromisoformat(said).astimezone(UTC) if said else None
    where = (arrived.place, message_id, text, link[0] if link else None)
    return MediaMessage(*where, thread=thread or None, said_at=said_at)
