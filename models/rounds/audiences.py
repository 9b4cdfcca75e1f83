"""Who is to carry a message: all members, the board, a sub-region, a county, or where a committee's members come from."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from content.constituencies import constituencies_of
from models.members.functions import BOARD
from models.members.members import MemberPerson, MemberRow
from models.official.members import in_committee
from models.tables import OfficialMember

ALL, OF_BOARD, REGION, COUNTY, COMMITTEE = "alle", "styret", "delregion:", "fylke:", "komite:"


class RoundAudience(NamedTuple):
    """A choice: its value in a form, and its name in a sentence."""

    value: str
    name: str


def audiences(members: Sequence[MemberRow], sitting: Sequence[OfficialMember]) -> list[RoundAudience]:
    """Return the choices there are members for, in the order to offer them."""
    regions = sorted({each.region for each in members if each.region})
    counties = sorted({each.county for each in members if each.county})
    committees = sorted(
        {(key, name) for each in sitting for key, name in each.committees or ()}, key=lambda each: each[1]
    )
    return [
        RoundAudience(ALL, "alle medlemmene"),
        RoundAudience(OF_BOARD, "styret"),
        *(RoundAudience(f"{REGION}{each}", each) for each in regions),
        *(RoundAudience(f"{COUNTY}{each}", f"medlemmene i {each}") for each in counties),
        *(RoundAudience(f"{COMMITTEE}{key}", f"hjemfylkene til {name}") for key, name in committees),
    ]


def in_audience(
    value: str,
    members: Sequence[MemberRow],
    people: Mapping[str, Sequence[MemberPerson]],
    sitting: Sequence[OfficialMember],
) -> list[MemberRow]:
    """Return the members that a choice means; none if it means nothing any more."""
    if value == ALL:
        return [*members]
    if value == OF_BOARD:
        return [
            each
            for each in members
            if each.has_board_seat or any(who.function == BOARD for who in people.get(each.number, ()))
        ]
    if value.startswith(REGION):
        return [each for each in members if each.region == value.removeprefix(REGION)]
    if value.startswith(COUNTY):
        return [each for each in members if each.county == value.removeprefix(COUNTY)]
    if not value.startswith(COMMITTEE):
        return []
    homes = {each.county for each in in_committee(sitting, value.removeprefix(COMMITTEE))}
    return [each for each in members if homes.intersection(constituencies_of((each.number,)))]
