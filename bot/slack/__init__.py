"""Slack: listeners, rendering and sending. The only folder beside bot/local that knows Slack."""
