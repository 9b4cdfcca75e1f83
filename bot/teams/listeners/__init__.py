"""What Teams tells us, one file for each kind of activity."""
