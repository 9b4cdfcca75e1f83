"""`/sak`: the cases we follow in the Storting and our own, with the sheet, the contacts and the sprint of each."""

from collections.abc import Mapping

from bot.commands.access import Command, Pressing, Submitting, for_colleagues
from bot.commands.sak import case_buttons, case_forms, contacts
from bot.commands.sak.sak_command import answer

COMMANDS: Mapping[str, Command] = for_colleagues({"sak": answer})
PRESSES: Mapping[str, Pressing] = for_colleagues({**case_buttons.PRESSES, **case_forms.PRESSES, **contacts.PRESSES})
SUBMITS: Mapping[str, Submitting] = for_colleagues({**case_forms.SUBMITS, **contacts.SUBMITS})
