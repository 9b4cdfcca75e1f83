"""Being reminded later: putting an item on hold without moving its date, and seeing and lifting what is on hold."""
