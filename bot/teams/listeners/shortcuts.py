"""The message extension: «Følg opp i dag» and «Loggfør dialog» on any message, and forms anywhere."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.cutting import shorten
from bot.cards.form import Form
from bot.commands.ask import Ask, Press
from bot.commands.medie.alert_buttons import take_message
from bot.commands.medie.followup import FollowupResult
from bot.commands.shortcut_requests import FOLLOW, GLOBAL_SHORTCUTS, LOG, SHORTCUTS, GlobalShortcut
from bot.requests.command_text import OPEN_FORM, command_value
from bot.requests.handlers import command_handler
from bot.requests.incoming_request import check_ids
from bot.requests.posted_messages import PostedMessage, posted_messages
from bot.requests.roles import command_need, shortcut_need
from bot.teams.activities import ActivityResponse, dialog_message
from bot.teams.answers import ALREADY_DONE, show_form
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.form_state import FormState, message_press, open_form_again
from bot.teams.incoming import TeamsRequest, read_request
from bot.teams.listeners.late_answers import LATER_TEXT, Work, answer_in_time
from bot.teams.package.manifest import FORMS
from bot.teams.responder import update_nudge
from models.followups.taking import MediaMessage

SHORTCUT = "shortcut"
UNKNOWN = "Denne handlingen kjenner jeg ikke."
NO_MESSAGE = "Jeg fikk ikke vite hvilken melding det gjelder. Velg «Følg opp i dag» fra menyen på meldingen."
TAG = re.compile(r"<[^<>]*>")
LINK = re.compile(r"https?://[^\s\"'<>]+")
LONGEST = 4_000


async def on_shortcut(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> ActivityResponse:
    """Do what an action says, or open the form it asks for."""
    if (activity.get("value") or {}).get("commandId") not in {*SHORTCUTS, *FORMS}:
        return dialog_message(UNKNOWN)
    return await answer_in_time(
        dispatcher, *shortcut_work(dispatcher, activity, tenant), SHORTCUT, activity
    ) or dialog_message(LATER_TEXT)


def shortcut_work(dispatcher: TeamsDispatcher, activity: dict[str, Any], tenant: str) -> tuple[TeamsRequest, Work]:
    """Return an action, on a message or from anywhere, and the work it asks for."""
    value = activity.get("value") or {}
    incoming = read_request(activity, tenant, SHORTCUT, str(value.get("commandId") or ""))
    if incoming.name in FORMS:
        opening = GLOBAL_SHORTCUTS[incoming.name]
        incoming = replace(incoming, text=opening.text)
        return incoming, lambda: _open_form(dispatcher, incoming, opening)
    message = _message(incoming, value.get("messagePayload") or {})
    at = datetime.fromisoformat(str(activity.get("timestamp") or dispatcher.deps.now().isoformat())).astimezone(UTC)
    if incoming.name == LOG:
        return incoming, lambda: _log(dispatcher, incoming, message)
    return incoming, lambda: _follow(dispatcher, incoming, message, at)


async def _open_form(dispatcher: TeamsDispatcher, incoming: TeamsRequest, opening: GlobalShortcut) -> ActivityResponse:
    """Open the form of a command, such as `/frister ny`."""
    registry, command, text = dispatcher.deps.registry, opening.command, opening.text
    need = command_need(registry, command, text)
    match await dispatcher.answer(incoming, need, command_handler(registry, command)):
        case Form() as form:
            form_state = FormState(form.state, opener=OPEN_FORM, press=Press(command_value(command, text)))
            return await show_form(dispatcher, incoming, form, form_state, in_dialog=True)
        case Card() as card:
            return dialog_message(card.summary or card.title)
    return dialog_message(ALREADY_DONE)


async def _log(dispatcher: TeamsDispatcher, incoming: TeamsRequest, message: MediaMessage) -> ActivityResponse:
    """Open the form that records who a message is about."""
    form_state = FormState("", opener=LOG, press=message_press(message.text, message.link))
    registry = dispatcher.deps.registry
    need = shortcut_need(registry, LOG)
    match await dispatcher.answer(
        incoming, need, lambda ask, session: open_form_again(registry, form_state, ask, session)
    ):
        case Form() as form:
            return await show_form(dispatcher, incoming, form, replace(form_state, state=form.state), in_dialog=True)
        case Card() as card:
            return dialog_message(card.summary or card.title)
    return dialog_message(ALREADY_DONE)


async def _follow(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, message: MediaMessage, at: datetime
) -> ActivityResponse:
    if not message.message:
        return dialog_message(NO_MESSAGE)

    def taking(ask: Ask, session: Session) -> tuple[FollowupResult, tuple[PostedMessage, ...]]:
        taken = take_message(ask, session, message, at)
        return taken, posted_messages(ask, session, taken.renew)

    match await dispatcher.answer(incoming, shortcut_need(dispatcher.deps.registry, FOLLOW), taking):
        case (FollowupResult() as taken, updates):
            for each in updates:
                await update_nudge(dispatcher, incoming, each)
            dispatcher.deps.trigger_now()
            return dialog_message(taken.card.summary if taken.card else ALREADY_DONE)
        case Card() as apology:
            return dialog_message(apology.summary)
    return dialog_message(ALREADY_DONE)


def _message(incoming: TeamsRequest, payload: dict[str, Any]) -> MediaMessage:
    body = str((payload.get("body") or {}).get("content") or "")
    text = shorten(" ".join(unescape(TAG.sub(" ", body)).split()), LONGEST)
    link = LINK.search(unescape(body))
    message_id, root = str(payload.get("id") or ""), str(payload.get("replyToId") or incoming.thread or "")
    check_ids(message_id, root)
    thread = root if root != message_id else ""
    created = str(payload.get("createdDateTime") or "")
    said_at = datetime.fromisoformat(created).astimezone(UTC) if created else None
    where = (incoming.place, message_id, text, link[0] if link else None)
    return MediaMessage(*where, thread=thread or None, said_at=said_at)
