"""Privacy: who reads the register, what is stored about a person, deletion, and the regular review (GDPR, articles 15 and 17)."""
