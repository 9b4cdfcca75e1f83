"""Forms that were sent. What the person wrote is never lost: the form stays open until it is saved."""

import asyncio
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.cards.card import Card
from bot.cards.form import Form, FormErrors
from bot.commands.ask import Reply, Submission
from bot.requests.handlers import Outcome, run_submission
from bot.requests.roles import form_need
from bot.slack.dispatcher import SlackDispatcher, send_file, update_messages
from bot.slack.incoming import SlackRequest, from_submission, pack_metadata, unpack_metadata
from bot.slack.render import read_values, render_form

SUBMIT = "submit"
LATE = "Skjemaet kunne ikke lagres. Åpne det på nytt og prøv igjen."

SubmissionResult = Outcome | FormErrors | Form | Card | None
"""A card here is an apology."""


async def on_submission(dispatcher: SlackDispatcher, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Save a form, and show the result."""
    incoming, submission = read_submission(body)
    task, in_time = await dispatcher.start(incoming, SUBMIT, body, _run(dispatcher, incoming, submission))
    outcome = task.result() if in_time else None
    errors = _errors(outcome, body["view"])
    if errors:
        await ack(response_action="errors", errors=errors)
        return
    if isinstance(outcome, Form):
        view = render_form(outcome, pack_metadata(incoming.target, outcome.state))
        await ack(response_action="update", view=view)
        return
    await ack()
    dispatcher.tasks.start(_respond_later(dispatcher, incoming, task, kept=not in_time))


async def recover_submission(dispatcher: SlackDispatcher, body: dict[str, Any], key: str) -> None:
    """Save a form that was acknowledged and not saved."""
    incoming, submission = read_submission(body)
    same = replace(incoming, key=key)
    await _respond(dispatcher, same, await _run(dispatcher, same, submission))


def read_submission(body: dict[str, Any]) -> tuple[SlackRequest, Submission]:
    """Return a form that was sent, and how to answer it."""
    view = body["view"]
    target, state = unpack_metadata(view.get("private_metadata", ""), body["user"]["id"])
    return from_submission(body, target), Submission(state, read_values(view.get("state") or {}))


async def _run(dispatcher: SlackDispatcher, incoming: SlackRequest, submission: Submission) -> SubmissionResult:
    registry = dispatcher.deps.registry
    need = form_need(registry, incoming.name)
    return await dispatcher.ask(
        incoming, need, lambda ask, session: run_submission(registry, incoming.name, submission, ask, session)
    )


def _errors(outcome: SubmissionResult, view: dict[str, Any]) -> dict[str, str]:
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    match outcome:
        case FormErrors(errors):
            first = inputs[0] if inputs else ""
            return {name if name in inputs else first: text for name, text in errors.items()}
        case Card() if inputs:
            return {inputs[0]: outcome.summary}
    return {}


async def _respond_later(
    dispatcher: SlackDispatcher, incoming: SlackRequest, task: asyncio.Task[SubmissionResult], *, kept: bool
) -> None:
    await _respond(dispatcher, incoming, await task)
    if kept:
        await dispatcher.release(incoming)


async def _respond(dispatcher: SlackDispatcher, incoming: SlackRequest, outcome: SubmissionResult) -> None:
    match outcome:
        case (Reply() as reply, updates):
            await update_messages(dispatcher, incoming, updates)
            if reply.card:
                await dispatcher.respond(incoming, reply.card, replace=reply.replace)
            if reply.file:
                await dispatcher.respond(incoming, await send_file(dispatcher, incoming, reply.file))
            if reply.planned:
                dispatcher.deps.trigger_now()
        case Card() as apology:
            await dispatcher.respond(incoming, apology)
        case FormErrors() | Form():
            await dispatcher.respond(incoming, Card(LATE, summary=LATE))
