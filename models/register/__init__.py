"""The register of who knows whom: people and organisations, dialogues, search, silence, privacy."""
