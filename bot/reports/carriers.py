"""Who carried a message, from a plain list of members: the map, the same as a list, and what a report says of it.

What leaves the secretariat shows who used the message and a total. Who said no, or has not answered, is the secretariat's:
to others they are all «medlem».
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.cards.words import listing, number
from bot.pictures.charts import STATES, CarrierState, MemberMap, MemberTile

NO_REGION = "Uten delregion"
USED: CarrierState = "brukt"
MEMBER: CarrierState = "medlem"


@dataclass(frozen=True)
class CarrierRow:
    """A member, its sub-region (empty if it has none), and what it did in a round or in several."""

    name: str
    region: str
    state: CarrierState


@dataclass(frozen=True)
class Carriers:
    """Who carried a message in rounds: their names, how many members there are, and the map.

    Only who carried it is here: who said no, or has not answered, is the secretariat's.
    """

    names: Sequence[str]
    members: int
    regions: Sequence[str] = ()
    """The sub-regions that somebody carried it in."""
    shown: MemberMap | None = None
    rounds: tuple[int, ...] = ()
    """The ids of the rounds."""


def member_map(rows: Iterable[CarrierRow], *, is_internal: bool) -> MemberMap:
    """Return the members by sub-region, both by name; to others than the secretariat only who used the message."""
    regions: dict[str, list[MemberTile]] = {}
    for row in sorted(rows, key=lambda each: (not each.region, each.region, each.name)):
        state = row.state if is_internal or row.state == USED else MEMBER
        regions.setdefault(row.region or NO_REGION, []).append(MemberTile(row.name, state))
    return MemberMap(tuple((name, tuple(tiles)) for name, tiles in regions.items()))


def total_line(shown: MemberMap, member_count: int) -> str:
    """Return «38 av 62 kommuner har brukt budskapet»; of the members we know if those are more than the count says."""
    tiles = [tile for _, tiles in shown.regions for tile in tiles]
    used = sum(tile.state == USED for tile in tiles)
    return f"{number(used)} av {number(max(member_count, len(tiles)))} kommuner har brukt budskapet"


def region_lines(shown: MemberMap) -> tuple[tuple[str, str], ...]:
    """Return each sub-region with what its members did, as «brukt: Ås og Frogn; uten svar: Nesodden»."""
    return tuple((name, _by_state(tiles)) for name, tiles in shown.regions)


def map_alt(shown: MemberMap, member_count: int) -> str:
    """Return the alternative text of the map: the total, and the same as the list."""
    regions = " ".join(f"{name}: {words}." for name, words in region_lines(shown))
    return f"Kart med en rute for hver kommune. {total_line(shown, member_count)}. {regions}"


def carriers_of(rows: Sequence[CarrierRow], member_count: int, rounds: tuple[int, ...]) -> Carriers:
    """Return what a report says of who carried a message in some rounds (their ids)."""
    used = [row for row in rows if row.state == USED]
    return Carriers(
        sorted(row.name for row in used),
        max(member_count, len(rows)),
        sorted({row.region for row in used if row.region}),
        member_map(rows, is_internal=False),
        rounds,
    )


def _by_state(tiles: Sequence[MemberTile]) -> str:
    found = {state: [tile.name for tile in tiles if tile.state == state] for state in STATES}
    return "; ".join(f"{_word(state)}: {listing(names)}" for state, names in found.items() if names)


def _word(state: CarrierState) -> str:
    return "øvrige" if state == MEMBER else state
