"""Rounds of a message: who is asked, their personal links, and what they answered."""
