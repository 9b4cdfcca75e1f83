"""The cards of the nudges: what the bot says by itself. Pure; data in, Card out."""
