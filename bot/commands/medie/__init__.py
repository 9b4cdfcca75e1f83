"""`/medie`: what the bot listens to in the media."""

from bot.commands.medie.answer import COMMANDS, PRESSES, SUBMITS, answer

__all__ = ["COMMANDS", "PRESSES", "SUBMITS", "answer"]
