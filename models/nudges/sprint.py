"""A sprint: a theme is in the media clearly more than usual, and what to do now. At most one a week for each theme.

It is planned when a feed brings the case that makes it a spike, and waits for the workspace's own hours as cases do.
"""

from datetime import date

from content.schema.pack import Pack
from models.nudges.alert import LONGEST_REST
from models.nudges.digest import week_key
from models.nudges.due import Nudge

KIND = "mediesprint"


def key_of(theme: str, day: date) -> str:
    """Return the logical key of a theme's sprint in a local day's week: `jernbane:2026-W41`."""
    return f"{theme}:{week_key(day)}"


def theme_of(period_key: str) -> str:
    """Return the theme of a key."""
    return period_key.rpartition(":")[0]


def _no_day(_day: date, _pack: Pack) -> str | None:
    return None


SPRINT = Nudge(KIND, _no_day, at=lambda times: times.deadline, last_day=lambda day: day + LONGEST_REST, alone=True)
