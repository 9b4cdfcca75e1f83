"""Planning: what is due, and when next; inserts rows in `delivery` for it."""
