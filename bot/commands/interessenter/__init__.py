"""`/interessenter`: who they are, who of ours knows them, what was said, and what is owed."""
