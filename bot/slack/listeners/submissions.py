"""Forms that were sent. What the person wrote is never lost: the form stays open until it is saved."""

import asyncio
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.cards.card import Card
from bot.cards.form import FormErrors
from bot.commands.ask import Reply, Submission
from bot.requests.doing import Done, saved
from bot.requests.roles import form_need
from bot.slack.arrived import Arrived, from_submission
from bot.slack.back import unpack
from bot.slack.commanding import handed_over
from bot.slack.render import read_values
from bot.slack.room import Room
from bot.slack.showing import renew

SUBMIT = "submit"
LATE = "Skjemaet kunne ikke lagres. Åpne det på nytt og prøv igjen."

Outcome = Done | FormErrors | Card | None
"""A card here is an apology."""


async def on_submission(room: Room, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Save a form, and show what came of it."""
    arrived, submission = read_submission(body)
    task, in_time = await room.start(arrived, SUBMIT, body, _saved(room, arrived, submission))
    errors = _errors(task.result(), body["view"]) if in_time else {}
    if errors:
        await ack(response_action="errors", errors=errors)
        return
    await ack()
    room.tasks.start(_tell_later(room, arrived, task, kept=not in_time))


async def submission_again(room: Room, body: dict[str, Any], key: str) -> None:
    """Save a form that was acknowledged and not saved."""
    arrived, submission = read_submission(body)
    same = replace(arrived, key=key)
    await _tell(room, same, await _saved(room, same, submission))


def read_submission(body: dict[str, Any]) -> tuple[Arrived, Submission]:
    """Return a form that was sent, and how to answer it."""
    view = body["view"]
    back, state = unpack(view.get("private_metadata", ""), body["user"]["id"])
    return from_submission(body, back), Submission(state, read_values(view.get("state") or {}))


async def _saved(room: Room, arrived: Arrived, submission: Submission) -> Outcome:
    registry = room.deps.registry
    need = form_need(registry, arrived.name)
    return await room.ask(arrived, need, lambda ask, session: saved(registry, arrived.name, submission, ask, session))


def _errors(outcome: Outcome, view: dict[str, Any]) -> dict[str, str]:
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    match outcome:
        case FormErrors(errors):
            first = inputs[0] if inputs else ""
            return {name if name in inputs else first: text for name, text in errors.items()}
        case Card() if inputs:
            return {inputs[0]: outcome.summary}
    return {}


async def _tell_later(room: Room, arrived: Arrived, task: asyncio.Task[Outcome], *, kept: bool) -> None:
    await _tell(room, arrived, await task)
    if kept:
        await room.let_go(arrived)


async def _tell(room: Room, arrived: Arrived, outcome: Outcome) -> None:
    match outcome:
        case (Reply() as reply, afresh):
            await renew(room, arrived, afresh)
            if reply.card:
                await room.tell(arrived, reply.card, replace=reply.replace)
            if reply.file:
                await room.tell(arrived, await handed_over(room, arrived, reply.file))
            if reply.planned:
                room.deps.trigger_now()
        case Card() as apology:
            await room.tell(arrived, apology)
        case FormErrors():
            await room.tell(arrived, Card(LATE, summary=LATE))
