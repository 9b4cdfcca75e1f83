"""The plan of an event: who goes, arrangements, meetings, people to talk with, and posts."""

from bot.commands.access import Pressing, Submitting, for_colleagues
from bot.commands.arrangement import handlers

PRESSES: dict[str, Pressing] = for_colleagues(handlers.PRESSES)
SUBMITS: dict[str, Submitting] = for_colleagues(handlers.SUBMITS)
