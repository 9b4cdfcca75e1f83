"""What people changed of the content: each workspace's own pack, and editing it."""
