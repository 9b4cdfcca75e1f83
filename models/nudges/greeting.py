"""The greeting when the bot is added to a channel: at once, at any hour, since somebody has just asked for it."""

from datetime import date, timedelta

from content.schema.pack import Pack
from models.nudges.due import Nudge

KIND = "velkomst"


def key_on(_day: date, _pack: Pack) -> str | None:
    """Return None: no day brings a greeting by itself."""
    return None


GREETING = Nudge(
    KIND,
    key_on,
    at=lambda times: times.digest,
    last_day=lambda day: day + timedelta(days=1),
    alone=True,
    at_any_hour=True,
    lasting=True,
)
