"""What is due when: one small pure module for each kind of nudge. Nothing here reads the clock or the database."""
