"""What the rules of the content mean: spans of days, working days, and what is open now. Pure; no clock."""
