"""The notice to an administrator that a channel or a person cannot be written to."""

from datetime import date, timedelta

from content.schema.pack import Pack
from models.nudges.due import Nudge

KIND = "varsel"
WORTH_DAYS = timedelta(days=7)


def key_on(_day: date, _pack: Pack) -> str | None:
    """Return None: no day brings a notice by itself."""
    return None


def key_of(address: str, since: date) -> str:
    """Return `av:C0123:2026-10-05`: one notice for each time that a destination is turned off."""
    return f"av:{address}:{since.isoformat()}"


def address_of(period_key: str) -> str:
    """Return the address of a key."""
    return period_key.split(":")[1]


NOTICE = Nudge(KIND, key_on, at=lambda times: times.digest, last_day=lambda day: day + WORTH_DAYS, to="person")
