"""What an operator can see of the bot: alive, ready, and metrics."""
