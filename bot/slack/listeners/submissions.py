"""Forms that were sent. What the person wrote is never lost: the form stays open until it is saved."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.errors import stale
from bot.cards.form import FormErrors
from bot.commands.ask import Ask, Reply, Submission
from bot.slack.arrived import Arrived, from_submission
from bot.slack.back import unpack
from bot.slack.render import read_values
from bot.slack.room import Room

LATE = "Skjemaet kunne ikke lagres. Åpne det på nytt og prøv igjen."

Outcome = Reply | FormErrors | Card | None
"""A card here is an apology."""


async def on_submission(room: Room, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Save a form, and show what came of it."""
    view = body["view"]
    back, state = unpack(view.get("private_metadata", ""), body["user"]["id"])
    arrived = from_submission(body, back)
    values = read_values(view.get("state") or {})
    task = room.tasks.start(_saved(room, arrived, Submission(state, values)))
    in_time = await room.tasks.soon(task)
    errors = _errors(task.result(), view) if in_time else {}
    if errors:
        await ack(response_action="errors", errors=errors)
        return
    await ack()
    room.tasks.start(_tell(room, arrived, task))


async def _saved(room: Room, arrived: Arrived, submission: Submission) -> Outcome:
    handler = room.deps.registry.SUBMITS.get(arrived.name)
    if handler is None:
        return Reply(card=stale())

    def save(ask: Ask, session: Session) -> Reply | FormErrors:
        outcome = handler(ask, submission, session)
        if isinstance(outcome, FormErrors):
            # Whatever was written is undone, so that the same form may be sent again.
            session.rollback()
        return outcome

    return await room.ask(arrived, save)


def _errors(outcome: Outcome, view: dict[str, Any]) -> dict[str, str]:
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    match outcome:
        case FormErrors(errors):
            first = inputs[0] if inputs else ""
            return {name if name in inputs else first: text for name, text in errors.items()}
        case Card() if inputs:
            return {inputs[0]: outcome.summary}
    return {}


async def _tell(room: Room, arrived: Arrived, task: asyncio.Task[Outcome]) -> None:
    match await task:
        case Reply(card=Card() as card, replace=replace):
            await room.tell(arrived, card, replace=replace)
        case Card() as apology:
            await room.tell(arrived, apology)
        case FormErrors():
            await room.tell(arrived, Card(LATE, summary=LATE))
