"""Which members a text names: a municipality, a county or a sub-region, in the forms that people write."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from content.folding import fold
from content.municipalities import Municipality, municipalities
from models.members.members import MemberRow

LEAST = 4
"""The fewest letters that a sub-region is found by: «Follo» finds «Folloregionen»."""
_COUNTY_WORDS = re.compile(r"\b(?:fylkeskommune|fylke|fylket|kommunene|kommuner|i|fra)\b")
_REGION_WORDS = frozenset(
    {"regionen", "region", "delregion", "delregionen", "regionrad", "regionradet", "for", "og", "i"}
)


@dataclass(frozen=True)
class FoundMembers:
    """The members that a text names. `name` is that of the county or the sub-region."""

    by: Literal["municipality", "county", "region"]
    name: str
    members: Sequence[MemberRow]

    @property
    def is_ambiguous(self) -> bool:
        """Return True if the text is the name of several members, so that somebody must say which."""
        return self.by == "municipality" and len(self.members) > 1


def find_members(text: str, members: Sequence[MemberRow]) -> FoundMembers | None:
    """Return the members that a text names, and by what; None if it names none.

    «Lillestrøm», «lillestrøm kommune», «Lillestrøms», «3205», «Våler i Innlandet», «Vestfold», «Vestfold fylke» and «Follo»
    are understood. A municipality comes before a county, and a county before a sub-region.
    """
    named = named_municipalities(text)
    numbers = {each.number for each in named}
    folded = fold(text)
    found = [each for each in members if each.number in numbers or folded == fold(each.name)]
    if found:
        return FoundMembers("municipality", found[0].name, found)
    if county := _county(folded, members):
        return county
    return None if named else _region(folded, members)


def named_municipalities(text: str) -> Sequence[Municipality]:
    """Return the municipalities a text may mean, also in the genitive: «Lillestrøms ordfører» is not read here."""
    found = municipalities(text)
    if found:
        return found
    words = [each[:-1] if len(each) > LEAST and each[-1] in "sS" else each for each in text.split()]
    return municipalities(" ".join(words))


def _county(folded: str, members: Sequence[MemberRow]) -> FoundMembers | None:
    said = " ".join(_COUNTY_WORDS.sub(" ", folded).split())
    for name in {said, said.removesuffix("s")} - {""}:
        found = [each for each in members if name in {fold(each.county), *map(fold, each.county.split(" - "))}]
        if found:
            return FoundMembers("county", found[0].county, found)
    return None


def _region(folded: str, members: Sequence[MemberRow]) -> FoundMembers | None:
    words = [each for each in folded.split() if each not in _REGION_WORDS]
    if not words or len("".join(words)) < LEAST:
        return None
    regions = sorted({each.region for each in members if each.region})
    same = [each for each in regions if fold(each) == folded]
    near = same or [each for each in regions if _begins(words, fold(each).split())]
    if len(near) != 1:
        return None
    return FoundMembers("region", near[0], [each for each in members if each.region == near[0]])


def _begins(words: Sequence[str], of: Sequence[str]) -> bool:
    """Return True if the words come one after another in a name; its words may go on: «Follo» begins «Folloregionen»."""
    for start in range(len(of) - len(words) + 1):
        if all(name.startswith(word) for word, name in zip(words, of[start:], strict=False)):
            return True
    return False
