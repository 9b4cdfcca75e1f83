"""`/padriver`: help, status and settings."""

from bot.commands.padriver.padriver_command import COMMANDS, PRESSES, SUBMITS, answer

__all__ = ["COMMANDS", "PRESSES", "SUBMITS", "answer"]
