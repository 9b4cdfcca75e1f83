"""Installing the bot in a workspace, in a person's browser (Slack's OAuth v2)."""
