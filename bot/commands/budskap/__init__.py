"""`/budskap`: the approved message, its audience, and where to use it today."""

from bot.commands.budskap.budskap_command import COMMANDS, PRESSES, SUBMITS, answer

__all__ = ["COMMANDS", "PRESSES", "SUBMITS", "answer"]
