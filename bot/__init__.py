"""The chat bot: cards, commands, the platforms, and the composition root."""
