"""The app package: what Teams must know of the bot, with the fewest permissions."""
