"""Whether what arrives comes from Teams."""
