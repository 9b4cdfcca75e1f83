"""What the bot serves at its public address beside the chats."""
