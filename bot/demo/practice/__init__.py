"""Øvingsstortinget, Øvingsregjeringen and Øvingskommunene: made-up official sources for the demonstration, in the shapes of the real ones."""
