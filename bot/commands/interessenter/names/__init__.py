"""Reading names as people write them: parties, places, titles, and what kind of role or organisation they suggest."""
