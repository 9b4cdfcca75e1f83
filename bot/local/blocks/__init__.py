"""Block Kit as Slack checks it. Source: https://docs.slack.dev/reference/block-kit."""
