"""`/medie`: what the bot reads in the media, and following up the same day."""

from collections.abc import Mapping

from bot.commands.access import Command, Pressing, Submitting, for_colleagues
from bot.commands.medie import alert_buttons, followup_closing, followup_handover, spokespersons
from bot.commands.medie.medie_command import answer
from models.workspace.contacts import ContactRole

COMMANDS: Mapping[str, Command] = for_colleagues({"medie": answer})
PRESSES: Mapping[str, Pressing] = for_colleagues(
    {**alert_buttons.PRESSES, **followup_closing.PRESSES, **followup_handover.PRESSES, **spokespersons.PRESSES}
)
SUBMITS: Mapping[str, Submitting] = for_colleagues({**followup_closing.SUBMITS, **followup_handover.SUBMITS})
REACTIONS: Mapping[str, ContactRole] = {
    alert_buttons.FOLLOW: ContactRole.COLLEAGUE,
    alert_buttons.DONE: ContactRole.COLLEAGUE,
    alert_buttons.DISMISS_IT: ContactRole.COLLEAGUE,
}
"""The least role of a person whose reaction counts, by what it means."""
