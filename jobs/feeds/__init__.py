"""Feeds from outside: fetched safely, and parsed."""
