"""What whoever runs the bot can see of it: alive, ready, and figures."""
