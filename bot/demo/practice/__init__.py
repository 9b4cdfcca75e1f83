"""Øvingsstortinget and Øvingsregjeringen: made-up official sources for the demonstration, in the shapes of the real ones."""
