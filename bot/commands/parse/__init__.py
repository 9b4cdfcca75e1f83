"""Reading what people write: dates, queries, new entries, values of buttons. Pure; no text raises an error."""
