"""The app package: what Teams must know of the bot, with the least it may do."""
