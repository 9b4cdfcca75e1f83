"""`/frister`: what is due, what has passed, and adding to it."""

from bot.commands.access import Command, Pressing, Restricted, Submitting, for_colleagues, for_guests
from bot.commands.frister import presses, recurring
from bot.commands.frister.answer import NEW as NEW_WORDS
from bot.commands.frister.answer import answer
from bot.commands.frister.controls import CHOOSE, FORM
from bot.commands.frister.new import NEW, choose, open_form, submit
from models.workspace.contacts import ContactRole

COMMANDS: dict[str, Command] = {
    "frister": Restricted(answer, ContactRole.GUEST, dict.fromkeys(NEW_WORDS, ContactRole.COLLEAGUE))
}
PRESSES: dict[str, Pressing] = {
    **for_guests(presses.OWN_PRESSES),
    **for_colleagues({**presses.PRESSES, FORM: open_form, CHOOSE: choose, **recurring.PRESSES}),
}
SUBMITS: dict[str, Submitting] = for_colleagues({NEW: submit, **recurring.SUBMITS})
