"""`/medie`: what the bot listens to in the media, and following up the same day."""

from collections.abc import Mapping

from bot.commands.access import Command, Pressing, Submitting, for_colleagues
from bot.commands.medie import alert, closing, handing, speaking
from bot.commands.medie.answer import answer
from models.workspace.contacts import ContactRole

COMMANDS: Mapping[str, Command] = for_colleagues({"medie": answer})
PRESSES: Mapping[str, Pressing] = for_colleagues(
    {**alert.PRESSES, **closing.PRESSES, **handing.PRESSES, **speaking.PRESSES}
)
SUBMITS: Mapping[str, Submitting] = for_colleagues({**closing.SUBMITS, **handing.SUBMITS})
REACTIONS: Mapping[str, ContactRole] = {
    alert.FOLLOW: ContactRole.COLLEAGUE,
    alert.DONE: ContactRole.COLLEAGUE,
    alert.DISMISS_IT: ContactRole.COLLEAGUE,
}
"""The least role of a person whose reaction counts, by what it means."""
