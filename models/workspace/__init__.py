"""Workspaces, their installations, settings and people, and requests from the platform."""
