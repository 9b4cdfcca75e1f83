"""What the certainty of a date says about days.

A single day that is only approximate (`ca`) means the days around it: it is never today, and over when all of them
are. With only the month known, or not even that, no day is named at all.
"""

from datetime import date, timedelta

NO_DAY = ("måned", "ukjent")
"""The certainties with which a span says nothing of a day."""
APPROXIMATE = "ca"
SLACK = timedelta(days=3)
"""How far an approximate day may be off, to both sides: together a week."""


def is_around(starts_on: date | None, ends_on: date | None, certainty: str) -> bool:
    """Return True if it is a single day that is only approximate."""
    return certainty == APPROXIMATE and starts_on is not None and starts_on == ends_on


def last_possible(starts_on: date | None, ends_on: date | None, certainty: str) -> date | None:
    """Return the last local day it may be; None if no day is known."""
    if ends_on is None or not is_around(starts_on, ends_on, certainty):
        return ends_on
    return ends_on + SLACK
