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
from bot.requests.dispatcher import let_go_after
from bot.requests.doing import Done, pressed
from bot.requests.faults import fault
from bot.requests.progress import Progress, shown_meanwhile
from bot.requests.roles import press_need
from bot.requests.standing import Standing
from bot.slack.arrived import Arrived, from_press
from bot.slack.commanding import handed_over, shown
from bot.slack.notice import Notice
from bot.slack.render import read_press
from bot.slack.room import Room
from bot.slack.showing import renew

PRESS = "press"


async def on_press(room: Room, ack: AsyncAck, body: dict[str, Any]) -> None:
    """Do what a control says, and show what came of it."""
    name, press = read_press(body["actions"][0])
    arrived = from_press(body, name)
    task, in_time = await room.start(arrived, PRESS, body, _pressed(room, arrived, press))
    if not in_time:
        room.tasks.start(let_go_after(room, arrived, task))
    await ack()


async def press_again(room: Room, body: dict[str, Any], key: str) -> None:
    """Do what was pressed, acknowledged and not done; it is too late to open a form."""
    name, press = read_press(body["actions"][0])
    await _pressed(room, replace(from_press(body, name), key=key, trigger_id=""), press)


async def _pressed(room: Room, arrived: Arrived, press: Press) -> None:
    answer = await _answered(room, arrived, press)
    match answer:
        case Card() | Form() | File():
            card = await shown(room, arrived, answer, arrived.name)
            if card:
                await room.tell(arrived, card)
        case (Reply() as reply, afresh):
            await _follow(room, arrived, reply, afresh)


async def _answered(room: Room, arrived: Arrived, press: Press) -> Answer | Done | None:
    registry = room.deps.registry
    progress = Progress(registry.SLOW.get(arrived.name, ""))

    def do(ask: Ask, session: Session) -> Answer | Done:
        return pressed(registry, arrived.name, press, replace(ask, progress=progress), session)

    work = room.ask(arrived, press_need(registry, arrived.name, press), do)
    back = arrived.back
    if arrived.name not in registry.SLOW or not back.is_direct:
        return await work
    notice = Notice((await room.voice(arrived)).client, back.channel_id, back.message_id)
    return await shown_meanwhile(work, progress.card, notice.show)


async def _follow(room: Room, arrived: Arrived, reply: Reply, afresh: Sequence[Standing]) -> None:
    try:
        answer = await (await room.voice(arrived)).share(arrived.back, reply.share) if reply.share else None
    except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
        answer = fault(error, arrived)
    await renew(room, arrived, afresh)
    handed = await handed_over(room, arrived, reply.file) if reply.file else None
    for card, in_its_place in ((answer, False), (reply.card, reply.replace), (handed, False)):
        if card:
            await room.tell(arrived, card, replace=in_its_place)
    if reply.planned:
        room.deps.trigger_now()
