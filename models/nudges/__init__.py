"""What is due when: one small pure module for each kind of nudge, and the morning that is read from the database."""
