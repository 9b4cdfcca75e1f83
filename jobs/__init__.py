"""What happens by itself: what is due, the outbox, the clock."""
