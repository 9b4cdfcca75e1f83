"""The elections in the content pack: afterwards many people have other roles."""

from datetime import date

from content.schema.pack import Pack
from models.calendar.cycles import wheel_rules
from models.calendar.spans import span

YEARS = 5
"""There is always an election within so many years, if the pack has any."""


def last_election(pack: Pack, today: date) -> date | None:
    """Return the local day of the last election before `today` by the pack; None if it has none."""
    rules = wheel_rules(pack)
    entries = [each for each in pack.wheel.calendar if each.election]
    years = range(today.year - YEARS, today.year + 1)
    found = [there for entry in entries for year in years if (there := span(entry.when, year, rules))]
    return max((each.last for each in found if each.last < today), default=None)
