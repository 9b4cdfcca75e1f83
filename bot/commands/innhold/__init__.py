"""`/padriver innhold`: what the organisation says, and whether it is cleared."""
