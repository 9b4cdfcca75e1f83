"""Messages: words to the bot."""

import asyncio
from typing import Any

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.commands.ask import GIVEN, Answer
from bot.requests.dispatcher import let_go_after
from bot.requests.doing import named
from bot.requests.faults import fault
from bot.requests.roles import command_need
from bot.requests.words import offer, spoken
from bot.teams.activities import DONE, Answered
from bot.teams.arrived import Arrived, mentioned, read, words
from bot.teams.handing import hand
from bot.teams.listeners.files import files_in, given
from bot.teams.mentions import people_mentioned
from bot.teams.relisting import refresh_of
from bot.teams.room import Room
from bot.teams.speaking import say

MESSAGE = "message"
TYPING_AFTER_SECONDS = 1.0
TYPING = {"type": "typing"}


async def on_message(room: Room, activity: dict[str, Any], tenant: str) -> Answered:
    """Answer what a person says to the bot, where it was said."""
    files = files_in(activity)
    if not activity.get("text") and not files:
        return DONE
    arrived = read(activity, tenant, MESSAGE, GIVEN) if files else await heard(room, activity, tenant)
    work = given(room, arrived, files) if files else answered(room, arrived)
    task, in_time = await room.start(arrived, MESSAGE, activity, _with_typing(room, arrived, work))
    if in_time:
        task.result()
    else:
        room.tasks.start(let_go_after(room, arrived, task))
    return DONE


async def heard(room: Room, activity: dict[str, Any], tenant: str) -> Arrived:
    """Return a message with the command and the text that are meant by it."""
    arrived = read(activity, tenant, MESSAGE)
    people = await people_mentioned(room, arrived, mentioned(activity))
    name, text = spoken(room.deps.registry, words(activity, people))
    return read(activity, tenant, MESSAGE, name, text)


async def answered(room: Room, arrived: Arrived) -> None:
    """Ask the command, and say what it answers."""
    registry = room.deps.registry
    need = command_need(registry, arrived.name, arrived.text)
    card = await shown(room, arrived, await room.answer(arrived, need, named(registry, arrived.name)))
    if card:
        await say(room, arrived, card, await refresh_of(room, arrived, card))


async def shown(room: Room, arrived: Arrived, answer: Answer | None) -> Card | None:
    """Return what to say: a message cannot open a form itself, and a file is asked about before it is given."""
    match answer:
        case Form():
            return offer(answer, arrived.name, arrived.text)
        case File():
            return await hand(room, arrived, answer)
        case _:
            return answer


async def _with_typing(room: Room, arrived: Arrived, work: Any) -> None:
    """Do it, and show that the bot is at it where it takes a while."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=TYPING_AFTER_SECONDS)
    if not done:
        try:
            await room.connector.post(arrived.service, arrived.conversation, TYPING)
        except Exception as error:  # noqa: BLE001 - nobody misses it
            fault(error, arrived)
    await task
