"""The day a budget or a transport plan is presented: our demands, the reactions, and the committees afterwards."""

from collections.abc import Mapping

from bot.commands.access import Pressing, Submitting, for_colleagues
from bot.commands.presented import committees, filling, handlers, reactions

PRESSES: Mapping[str, Pressing] = for_colleagues(
    {**handlers.PRESSES, **filling.PRESSES, **reactions.PRESSES, **committees.PRESSES}
)
SUBMITS: Mapping[str, Submitting] = for_colleagues(
    {**handlers.SUBMITS, **filling.SUBMITS, **reactions.SUBMITS, **committees.SUBMITS}
)
