"""The stored names of the kinds of nudges that the models name themselves."""

ALERT = "mediesak"
DEPARTURE = "avgang"
LEADER = "leder"
