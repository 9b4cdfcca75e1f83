"""The member municipalities: which they are, and who answers for each."""
