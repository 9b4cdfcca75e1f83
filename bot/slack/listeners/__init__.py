"""Requests from Slack: few listeners, each of which dispatches by name."""
