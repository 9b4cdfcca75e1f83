"""Reading what people write: dates, queries, new entries, values of buttons. Pure, and never raises on a text."""
