"""The stored names of the kinds of nudges that the models name themselves."""

ALERT = "mediesak"
LEADER = "leder"
