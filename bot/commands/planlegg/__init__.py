"""«Planlegg neste år»: three steps that can be shared out, from 1 November to 31 January."""

from bot.commands.access import Pressing, Submitting, for_colleagues
from bot.commands.planlegg import handlers
from bot.commands.planlegg.plan_cards import plan_card as plan_card

PRESSES: dict[str, Pressing] = for_colleagues(handlers.PRESSES)
SUBMITS: dict[str, Submitting] = for_colleagues(handlers.SUBMITS)
PLAN_WORDS = frozenset({"planlegg", "planlegging", "plan"})
"""The first words after `/arshjul` that show the plan, folded."""
