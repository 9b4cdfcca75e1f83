"""The outbox: claiming messages, checking and composing them, sending them, and recording what happened."""
