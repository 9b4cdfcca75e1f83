"""What the Storting and the government publish: shared by all workspaces."""
