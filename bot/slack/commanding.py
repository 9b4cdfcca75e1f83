"""Commands: by slash, or as words in a message to the bot."""

from bot.cards.card import Card
from bot.cards.file import File
from bot.cards.form import Form
from bot.commands.ask import Answer
from bot.requests.doing import named
from bot.requests.faults import fault
from bot.requests.roles import command_need
from bot.requests.words import offer
from bot.slack.arrived import Arrived
from bot.slack.room import Room


async def run_command(room: Room, arrived: Arrived, name: str) -> Card | None:
    """Ask a command; return the card to show, None where a form was opened instead or nothing is to be said."""
    await room.meet_people(arrived)
    registry = room.deps.registry
    need = command_need(registry, name, arrived.text)
    return await shown(room, arrived, await room.ask(arrived, need, named(registry, name)), name)


async def shown(room: Room, arrived: Arrived, answer: Answer | None, name: str) -> Card | None:
    """Open the form or hand over the file where the answer is one; return the card to show."""
    if isinstance(answer, File):
        return await handed_over(room, arrived, answer)
    if not isinstance(answer, Form):
        return answer
    if not arrived.trigger_id:
        return offer(answer, name, arrived.text)
    try:
        return await (await room.voice(arrived)).open_form(arrived.trigger_id, arrived.back, answer)
    except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
        return fault(error, arrived)


async def handed_over(room: Room, arrived: Arrived, file: File) -> Card:
    """Hand a file to the person; return what to say of it."""
    try:
        return await (await room.voice(arrived)).hand(arrived.back, file)
    except Exception as error:  # noqa: BLE001 - whatever broke, the person is told
        return fault(error, arrived)
