"""A Slack-compatible workspace in one process on loopback, for the demonstration and for tests."""
