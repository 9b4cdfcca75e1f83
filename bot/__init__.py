"""The chat bot: cards, commands, the platforms' rooms, and the composition root."""
