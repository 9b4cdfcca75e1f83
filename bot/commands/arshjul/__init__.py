"""`/arshjul`: the annual wheel, a month by field or a year by month, as cards and as pictures, and adding to it."""

from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues, for_guests
from bot.commands.arshjul import wheel_buttons
from bot.commands.arshjul.arshjul_command import NEW as NEW_WORDS
from bot.commands.arshjul.arshjul_command import answer
from bot.commands.arshjul.new_wheel_entry import submit_wheel_entry
from bot.commands.arshjul.open_card import OPEN_WORDS
from bot.commands.arshjul.wheel_controls import NEW
from bot.commands.planlegg import PLAN_WORDS
from models.workspace.contacts import ContactRole

COMMANDS: dict[str, Command] = {
    "arshjul": Restricted(
        answer, ContactRole.GUEST, dict.fromkeys(NEW_WORDS | OPEN_WORDS | PLAN_WORDS, ContactRole.COLLEAGUE)
    )
}
PRESSES: dict[str, Pressing] = {**for_guests(wheel_buttons.OWN_PRESSES), **for_colleagues(wheel_buttons.PRESSES)}
SUBMITS: dict[str, Submitting] = for_colleagues({NEW: submit_wheel_entry, **wheel_buttons.SUBMITS})
