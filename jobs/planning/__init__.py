"""What is due, and when next: rows in `delivery` for it."""
