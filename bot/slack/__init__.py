"""Slack: listeners, rendering and sending. The only room beside bot/local that knows Slack."""
