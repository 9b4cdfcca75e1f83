"""Workspaces, their installations, settings and people, and what arrives from the platform."""
