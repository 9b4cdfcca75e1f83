"""Presses of controls, in messages and in the Home tab."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.commands.ask import Answer, Ask, Press, Reply
from bot.requests.handlers import Outcome, run_press
from bot.requests.posted_messages import PostedMessage
from bot.requests.progress import Progress, show_meanwhile
from bot.requests.request_dispatcher import release_after
from bot.requests.request_errors import report_error
from bot.requests.roles import press_need
from bot.slack.dispatcher import SlackDispatcher, send_file, show_answer, update_messages
from bot.slack.home import publish_home
from bot.slack.incoming import SlackRequest, from_press
from bot.slack.progress_message import SlackProgressMessage
from bot.slack.render import read_press

PRESS = "press"


async def on_press(dispatcher: SlackDispatcher, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Do what a control says, and show the result."""
    name, press = read_press(body["actions"][0])
    incoming = from_press(body, name)
    answering = _answer_press(dispatcher, incoming, press, from_home=(body.get("view") or {}).get("type") == "home")
    task, in_time = await dispatcher.start(incoming, PRESS, body, answering)
    if not in_time:
        dispatcher.tasks.start(release_after(dispatcher, incoming, task))
    await ack()


async def recover_press(dispatcher: SlackDispatcher, body: dict[str, Any], key: str) -> None:
    """Do what was pressed, acknowledged and not finished; it is too late to open a form."""
    name, press = read_press(body["actions"][0])
    await _answer_press(dispatcher, replace(from_press(body, name), key=key, trigger_id=""), press)


async def _answer_press(
    dispatcher: SlackDispatcher, incoming: SlackRequest, press: Press, *, from_home: bool = False
) -> None:
    answer = await _run(dispatcher, incoming, press)
    match answer:
        case Card() | Form() | File():
            card = await show_answer(dispatcher, incoming, answer, incoming.name)
            if card:
                await dispatcher.respond(incoming, card)
        case (Reply() as reply, updates):
            await _follow(dispatcher, incoming, reply, updates)
            if from_home:
                # A request of its own: the press is handled already.
                await publish_home(dispatcher, replace(incoming, key=f"{incoming.key}:home"))


async def _run(dispatcher: SlackDispatcher, incoming: SlackRequest, press: Press) -> Answer | Outcome | None:
    registry = dispatcher.deps.registry
    progress = Progress(registry.SLOW.get(incoming.name, ""))

    def do(ask: Ask, session: Session) -> Answer | Outcome:
        return run_press(registry, incoming.name, press, replace(ask, progress=progress), session)

    work = dispatcher.ask(incoming, press_need(registry, incoming.name, press), do)
    target = incoming.target
    if incoming.name not in registry.SLOW or not target.is_direct:
        return await work
    message = SlackProgressMessage((await dispatcher.responder(incoming)).client, target.channel_id, target.message_id)
    return await show_meanwhile(work, progress.card, message.show)


async def _follow(
    dispatcher: SlackDispatcher, incoming: SlackRequest, reply: Reply, updates: Sequence[PostedMessage]
) -> None:
    try:
        answer = (
            await (await dispatcher.responder(incoming)).share(incoming.target, reply.share) if reply.share else None
        )
    except Exception as error:  # noqa: BLE001 - whatever fails, the person gets an answer
        answer = report_error(error, incoming)
    await update_messages(dispatcher, incoming, updates)
    handed = await send_file(dispatcher, incoming, reply.file) if reply.file else None
    for card, in_its_place in ((answer, False), (reply.card, reply.replace), (handed, False)):
        if card:
            await dispatcher.respond(incoming, card, replace=in_its_place)
    if reply.planned:
        dispatcher.deps.trigger_now()
