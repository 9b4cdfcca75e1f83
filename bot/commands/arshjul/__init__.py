"""`/arshjul`: the annual wheel, a month by field or a year by month, and filling it."""

from bot.commands.arshjul import presses
from bot.commands.arshjul.answer import answer
from bot.commands.arshjul.new import submit
from bot.commands.arshjul.value import NEW
from bot.commands.ask import CommandHandler, PressHandler, SubmitHandler

COMMANDS: dict[str, CommandHandler] = {"arshjul": answer}
PRESSES: dict[str, PressHandler] = presses.PRESSES
SUBMITS: dict[str, SubmitHandler] = {NEW: submit}
