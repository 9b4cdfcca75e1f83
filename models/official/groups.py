"""A part of the Storting: the representatives of a county, or those of a committee. Its value is what controls hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from content.constituencies import constituencies_of_county, county_called
from content.folding import fold
from models.official.members import committee_names, in_committee, in_constituencies
from models.tables import OfficialMember

COUNTY, COMMITTEE = "f", "k"
LONGEST = 64
SMALL = frozenset(
    {"og", "i", "fra", "for", "på", "pa", "fylke", "fylket", "benken", "stortingsbenken", "komite", "komiteen"}
)
"""Folded words that say which kind of group is meant, or nothing."""


@dataclass(frozen=True)
class Group:
    """A county or a committee: the county's name or the committee's id, and what it is called."""

    kind: str
    key: str
    name: str

    @property
    def value(self) -> str:
        """Return what controls hold."""
        return f"{self.kind}:{self.key}"[:LONGEST]

    @property
    def is_county(self) -> bool:
        """Return True if it is a county, and not a committee."""
        return self.kind == COUNTY

    def of(self, rows: Sequence[OfficialMember]) -> list[OfficialMember]:
        """Return those of some representatives who are in it."""
        if self.is_county:
            return in_constituencies(rows, constituencies_of_county(self.key))
        return in_committee(rows, self.key)


def county(name: str) -> Group:
    """Return the group of a county, or of a constituency."""
    return Group(COUNTY, name, name)


def committees(rows: Sequence[OfficialMember]) -> list[Group]:
    """Return the committees that somebody is in, by name."""
    found = {number: name for row in rows for number, name in row.committees}
    return [Group(COMMITTEE, number, name) for number, name in sorted(found.items(), key=lambda each: fold(each[1]))]


def counties(rows: Sequence[OfficialMember]) -> list[Group]:
    """Return the constituencies that somebody is from, by name."""
    return [county(each) for each in sorted({row.county for row in rows if row.county}, key=fold)]


def group_of(rows: Sequence[OfficialMember], value: str) -> Group | None:
    """Return the group that a control's value names; None if nobody is in it any more."""
    kind, _, key = value.partition(":")
    if kind == COUNTY and constituencies_of_county(key):
        return county(key)
    return next((each for each in committees(rows) if each.value == value), None) if kind == COMMITTEE else None


def groups_named(rows: Sequence[OfficialMember], text: str) -> list[Group]:
    """Return the groups that a text may mean: a county by its name, a committee by the beginnings of its words."""
    wanted = _words(text)
    named = " ".join(fold(text).split())
    for each in (named, named.removesuffix("benken").rstrip("s-"), named.removesuffix("benken"), " ".join(wanted)):
        if name := county_called(each):
            return [county(name)]
    if not wanted:
        return []
    return [
        each
        for each in committees(rows)
        if all(any(word.startswith(one) for word in _words(each.name)) for one in wanted)
    ]


def named_in(rows: Sequence[OfficialMember], text: str) -> list[OfficialMember]:
    """Return the representatives whose names have all the words of a text."""
    wanted = fold(text).split()
    return [row for row in rows if wanted and all(each in fold(row.name).split() for each in wanted)]


def beside(row: OfficialMember, group: Group | None) -> str:
    """Return what a list says beside a name: the committees in that of a county, the county in that of a committee."""
    places = committee_names(row) if group is None or group.is_county else []
    county_name = [] if group is not None and group.is_county and row.county == group.name else [row.county]
    return ", ".join(filter(None, (*county_name, *places)))


def _words(text: str) -> list[str]:
    words = (fold(each).removesuffix("komiteen").removesuffix("komite") for each in text.replace("-", " ").split())
    return [each for each in words if each and each not in SMALL]
