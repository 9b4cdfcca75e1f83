"""Evaluates the rules of the content: spans of days, working days, and what is open now. Pure; no clock."""
