"""Requests from Teams, one file for each kind of activity."""
