"""What two entries say differently, and what becomes of it when they are made one."""

from typing import Any

from content.frozen import frozen
from models.register.merge import FILLED, JOINED
from models.tables import Organisation, Person


@frozen
class Difference:
    """A column in which both have something, and not the same. With `both` the two are put one below the other."""

    column: str
    kept: Any
    other: Any
    both: bool = False


def differences(keep: Person | Organisation, drop: Person | Organisation) -> tuple[Difference, ...]:
    """Return what differs of two entries when `keep` is the one that stays; the more important tier counts."""
    least, most = sorted((keep.tier, drop.tier))
    told = [Difference("tier", least, most)] if least != most else []
    names = ("name", *(each for each in FILLED if each != "rest_until"), *JOINED)
    for name in names:
        mine, other = getattr(keep, name, None), getattr(drop, name, None)
        if mine and other and mine != other:
            told.append(Difference(name, mine, other, name in JOINED))
    return tuple(told)
