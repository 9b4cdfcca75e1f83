"""`/effekt`: what was done, what came of it, and how it counts."""

from collections.abc import Mapping

from bot.commands.ask import CommandHandler, PressHandler, SubmitHandler
from bot.commands.effekt.answer import answer, save, see, undo
from bot.commands.effekt.cards import EXPORT, NEW_FORM, SEE
from bot.commands.effekt.new import NEW, open_form, submit
from bot.commands.effekt.written import UNDO

COMMANDS: Mapping[str, CommandHandler] = {"effekt": answer}
PRESSES: Mapping[str, PressHandler] = {SEE: see, UNDO: undo, NEW_FORM: open_form, EXPORT: save}
SUBMITS: Mapping[str, SubmitHandler] = {NEW: submit}
