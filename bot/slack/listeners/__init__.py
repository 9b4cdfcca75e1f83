"""What Slack tells us: few listeners, each of which dispatches by name."""
