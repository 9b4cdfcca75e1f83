"""`/frister`: what is due, what has passed, and adding to it."""

from bot.commands.ask import CommandHandler, PressHandler, SubmitHandler
from bot.commands.frister import presses, recurring
from bot.commands.frister.answer import answer
from bot.commands.frister.controls import CHOOSE, FORM
from bot.commands.frister.new import NEW, choose, open_form, submit

COMMANDS: dict[str, CommandHandler] = {"frister": answer}
PRESSES: dict[str, PressHandler] = {**presses.PRESSES, FORM: open_form, CHOOSE: choose, **recurring.PRESSES}
SUBMITS: dict[str, SubmitHandler] = {NEW: submit, **recurring.SUBMITS}
