"""The plan of an event: who goes, arrangements, meetings, people to talk with, and posts."""

from bot.commands.access import Pressing, Submitting, for_colleagues
from bot.commands.arrangement import event_handlers

PRESSES: dict[str, Pressing] = for_colleagues(event_handlers.PRESSES)
SUBMITS: dict[str, Submitting] = for_colleagues(event_handlers.SUBMITS)
