"""One module per chat command: (ask, session) -> Card. No platform, no network, no clock."""
