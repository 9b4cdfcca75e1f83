"""`/frister`: what is due, what has passed, and adding to it."""

from bot.commands.ask import CommandHandler, PressHandler, SubmitHandler
from bot.commands.frister import presses
from bot.commands.frister.answer import answer
from bot.commands.frister.controls import FORM
from bot.commands.frister.new import NEW, open_form, submit

COMMANDS: dict[str, CommandHandler] = {"frister": answer}
PRESSES: dict[str, PressHandler] = {**presses.PRESSES, FORM: open_form}
SUBMITS: dict[str, SubmitHandler] = {NEW: submit}
