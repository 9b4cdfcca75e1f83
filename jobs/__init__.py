"""Background work: what is due, the outbox, the clock."""
