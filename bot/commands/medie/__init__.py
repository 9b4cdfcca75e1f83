"""`/medie`: what the bot listens to in the media, and following up the same day."""

from collections.abc import Mapping

from bot.commands.ask import CommandHandler, PressHandler, SubmitHandler
from bot.commands.medie import alert, closing, handing, speaking
from bot.commands.medie.answer import answer

COMMANDS: Mapping[str, CommandHandler] = {"medie": answer}
PRESSES: Mapping[str, PressHandler] = {
    **alert.PRESSES,
    **closing.PRESSES,
    **handing.PRESSES,
    **speaking.PRESSES,
}
SUBMITS: Mapping[str, SubmitHandler] = {**closing.SUBMITS, **handing.SUBMITS}
