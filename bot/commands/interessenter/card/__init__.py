"""Cards and forms of people and organisations, and search."""
