"""`/effekt`: what was done, what came of it, and how it counts."""

from collections.abc import Mapping

from bot.commands.access import Command, Pressing, Submitting, for_colleagues
from bot.commands.effekt.answer import answer, save, see, undo
from bot.commands.effekt.cards import EXPORT, NEW_FORM, SEE
from bot.commands.effekt.new import NEW, open_form, submit
from bot.commands.effekt.written import UNDO

COMMANDS: Mapping[str, Command] = for_colleagues({"effekt": answer})
PRESSES: Mapping[str, Pressing] = for_colleagues({SEE: see, UNDO: undo, NEW_FORM: open_form, EXPORT: save})
SUBMITS: Mapping[str, Submitting] = for_colleagues({NEW: submit})
