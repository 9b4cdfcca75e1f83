"""The page API: what the workspace's own web page reads and does."""
