"""The member municipalities: their cards, lists and forms."""
