"""The e-mail addresses that messages go to: finding them, stopping them, and what is known of whether they work."""
