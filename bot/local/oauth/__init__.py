"""Installing the app in a workspace, as Slack's OAuth v2 does it."""
