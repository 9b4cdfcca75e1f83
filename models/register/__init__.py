"""The register of contacts: people and organisations, dialogues, search, silence, privacy."""
