"""Whether a request comes from Teams."""
