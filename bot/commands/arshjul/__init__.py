"""`/arshjul`: the annual wheel, a month by field or a year by month, and filling it."""

from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues, for_guests
from bot.commands.arshjul import presses
from bot.commands.arshjul.answer import NEW as NEW_WORDS
from bot.commands.arshjul.answer import answer
from bot.commands.arshjul.new import submit
from bot.commands.arshjul.value import NEW
from models.workspace.contacts import ContactRole

COMMANDS: dict[str, Command] = {
    "arshjul": Restricted(answer, ContactRole.GUEST, dict.fromkeys(NEW_WORDS, ContactRole.COLLEAGUE))
}
PRESSES: dict[str, Pressing] = {**for_guests(presses.OWN_PRESSES), **for_colleagues(presses.PRESSES)}
SUBMITS: dict[str, Submitting] = for_colleagues({NEW: submit})
