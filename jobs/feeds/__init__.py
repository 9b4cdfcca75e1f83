"""Feeds from outside: fetched with care, and read as what they are."""
