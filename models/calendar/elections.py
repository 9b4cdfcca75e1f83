"""The elections in the content pack: afterwards many people have other roles, and before them programmes are written."""

from datetime import date
from typing import NamedTuple

from content.folding import fold
from content.schema.dated import Milestone
from content.schema.pack import Pack
from models.calendar.cycles import wheel_rules
from models.calendar.spans import span

YEARS = 5
"""There is always an election within so many years, if the pack has any."""
ELECTION, MUNICIPAL = "valg", "kommune"


class Election(NamedTuple):
    """An election of the pack in a year, and its local day as sure as the entry's certainty says."""

    entry: Milestone
    day: date

    @property
    def name(self) -> str:
        """Return what it is called in a sentence: «stortingsvalget 2029»."""
        title = self.entry.title[:1].lower() + self.entry.title[1:]
        return f"{title}{'et' if title.endswith(ELECTION) else ''} {self.day.year}"


def last_election(pack: Pack, today: date) -> date | None:
    """Return the local day of the last election before `today` by the pack; None if it has none."""
    years = range(today.year - YEARS, today.year + 1)
    return max((each.day for each in _elections(pack, years) if each.day < today), default=None)


def last_council_election(pack: Pack, today: date) -> date | None:
    """Return the day of the election that today's municipal councils are from; None if the pack has none.

    A new council meets by the end of October (the Local Government Act, section 7-1): until then the old one's mayor is the mayor.
    """
    years = range(today.year - YEARS, today.year + 1)
    found = [each for each in _elections(pack, years) if fold(each.entry.title).startswith(MUNICIPAL)]
    return max((each.day for each in found if date(each.day.year, 11, 1) <= today), default=None)


def next_elections(pack: Pack, today: date) -> list[Election]:
    """Return the next election of each kind that the pack has, that day included, the first first."""
    coming = [each for each in _elections(pack, range(today.year, today.year + YEARS + 1)) if each.day >= today]
    first: dict[str, Election] = {}
    for each in sorted(coming, key=lambda election: (election.day, election.entry.id)):
        first.setdefault(each.entry.id, each)
    return list(first.values())


def _elections(pack: Pack, years: range) -> list[Election]:
    rules = wheel_rules(pack)
    entries = [each for each in pack.wheel.calendar if each.election]
    return [
        Election(entry, found.last)
        for entry in entries
        for year in years
        if (found := span(entry.when, year, rules)) is not None
    ]
