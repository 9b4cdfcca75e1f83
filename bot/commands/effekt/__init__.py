"""`/effekt`: what was done, what it led to, and how it counts."""

from collections.abc import Mapping

from bot.commands.access import Command, Pressing, Submitting, for_colleagues
from bot.commands.effekt import chains
from bot.commands.effekt.effect_cards import EXPORT, NEW_FORM, SEE
from bot.commands.effekt.effekt_command import answer, save, see, undo
from bot.commands.effekt.new_effect import NEW_EFFECT, open_form, submit_effect
from bot.commands.effekt.report import REPORT, send_report
from bot.commands.shared.effect_log import UNDO_EFFECT

COMMANDS: Mapping[str, Command] = for_colleagues({"effekt": answer})
PRESSES: Mapping[str, Pressing] = for_colleagues(
    {SEE: see, UNDO_EFFECT: undo, NEW_FORM: open_form, EXPORT: save, REPORT: send_report, **chains.PRESSES}
)
SUBMITS: Mapping[str, Submitting] = for_colleagues({NEW_EFFECT: submit_effect, **chains.SUBMITS})
