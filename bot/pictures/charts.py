"""What the charts of reports show. The words are those of the caller; nothing is drawn here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

CarrierState = Literal["brukt", "sa ja", "ikke nå", "uten svar", "ikke spurt", "medlem"]
"""What a member did with a message. «medlem» is one of whom a map does not say what they did."""
STATES: tuple[CarrierState, ...] = get_args(CarrierState)
STATE_NAMES: Mapping[CarrierState, str] = {
    "brukt": "Har brukt budskapet",
    "sa ja": "Er med, har ikke brukt det ennå",
    "ikke nå": "Ikke denne gangen",
    "uten svar": "Har ikke svart",
    "ikke spurt": "Ikke spurt",
    "medlem": "Øvrige medlemmer",
}
"""What the key says of each."""


@dataclass(frozen=True)
class BarChart:
    """Bars by name: `now` and `before` are what the two bars of a group are of; `groups` are (name, now, before)."""

    now: str
    before: str
    groups: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class MemberTile:
    """A member: its name, and what it did."""

    name: str
    state: CarrierState


@dataclass(frozen=True)
class MemberMap:
    """The members by sub-region: pairs of its name and its tiles."""

    regions: tuple[tuple[str, tuple[MemberTile, ...]], ...]

    @property
    def states(self) -> tuple[CarrierState, ...]:
        """Return which states there are, in their order."""
        found = {tile.state for _, tiles in self.regions for tile in tiles}
        return tuple(state for state in STATES if state in found)
