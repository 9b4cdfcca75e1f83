"""The day a budget or a transport plan is presented: our demands, the reactions, and the committees afterwards."""

from collections.abc import Mapping

from bot.commands.access import Pressing, Submitting, for_colleagues
from bot.commands.presented import committees, filling, presented_handlers, reaction_forms

PRESSES: Mapping[str, Pressing] = for_colleagues(
    {**presented_handlers.PRESSES, **filling.PRESSES, **reaction_forms.PRESSES, **committees.PRESSES}
)
SUBMITS: Mapping[str, Submitting] = for_colleagues(
    {**presented_handlers.SUBMITS, **filling.SUBMITS, **reaction_forms.SUBMITS, **committees.SUBMITS}
)
