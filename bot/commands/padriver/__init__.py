"""`/padriver`: help, status and settings."""

from bot.commands.padriver.answer import COMMANDS, PRESSES, SUBMITS, answer

__all__ = ["COMMANDS", "PRESSES", "SUBMITS", "answer"]
