"""Does the requests that a process acknowledged and did not finish before it died."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from bot.cards.card_errors import answer_lost
from bot.commands.ask import UPLOAD_NAME
from bot.requests.request_recovery import recover_each
from bot.teams.auth.authenticator import tenant_of
from bot.teams.dispatcher import TeamsDispatcher
from bot.teams.incoming import TeamsRequest, read_request
from bot.teams.listeners.dialogs import FETCH, SUBMIT, submission_work
from bot.teams.listeners.file_consents import CONSENT, consent_work
from bot.teams.listeners.files import answer_file, files_in
from bot.teams.listeners.late_answers import Work, show_late_answer
from bot.teams.listeners.message_activities import MESSAGE, answer_command, read_words
from bot.teams.listeners.presses import PRESS, press_work
from bot.teams.listeners.shortcuts import SHORTCUT, shortcut_work
from bot.teams.responder import respond_privately
from models.workspace.inbound import KeptRequest

Read = Callable[[TeamsDispatcher, dict[str, Any], str], tuple[TeamsRequest, Work]]
READ: dict[str, Read] = {PRESS: press_work, SUBMIT: submission_work, SHORTCUT: shortcut_work, CONSENT: consent_work}


async def recover(dispatcher: TeamsDispatcher, now: datetime) -> None:
    """Do what was acknowledged and not finished. What fails is tried again later."""
    await recover_each(dispatcher, partial(_recover, dispatcher), now)


async def _recover(dispatcher: TeamsDispatcher, kept: KeptRequest) -> None:
    activity = json.loads(kept.payload)
    tenant = tenant_of(activity)
    files = files_in(activity) if kept.kind == MESSAGE else []
    if files:
        incoming = replace(read_request(activity, tenant, MESSAGE, UPLOAD_NAME), key=kept.key)
        await answer_file(dispatcher, incoming, files, was_done=kept.was_done)
    elif kept.kind == MESSAGE:
        incoming = replace(await read_words(dispatcher, activity, tenant), key=kept.key)
        await _run_or_report_loss(dispatcher, incoming, kept, lambda: answer_command(dispatcher, incoming))
    elif kept.kind != FETCH:  # nobody is waiting for a dialog any more
        incoming, work = READ[kept.kind](dispatcher, activity, tenant)
        await _run_or_report_loss(dispatcher, incoming, kept, lambda: show_late_answer(dispatcher, incoming, work()))


async def _run_or_report_loss(
    dispatcher: TeamsDispatcher, incoming: TeamsRequest, kept: KeptRequest, work: Callable[[], Awaitable[None]]
) -> None:
    if kept.was_done:
        await respond_privately(dispatcher, incoming, answer_lost())
    else:
        await work()
