"""Whom the bot met lately, so that not every message writes down the same once more."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable

from models.workspace.contacts import SeenContact

FRESH_SECONDS = 12 * 3600.0
MOST_KEPT = 10_000


class Acquaintance:
    """Who and what was written down, and when (by the loop's clock)."""

    def __init__(self, seconds: float = FRESH_SECONDS) -> None:
        self._seconds = seconds
        self._kept: OrderedDict[tuple[str, str], tuple[SeenContact, float]] = OrderedDict()

    def news(self, team_id: str, met: Iterable[SeenContact]) -> tuple[SeenContact, ...]:
        """Return those that were not told like this lately."""
        now = asyncio.get_running_loop().time()
        return tuple(each for each in met if not self._knows(team_id, each, now))

    def keep(self, team_id: str, met: Iterable[SeenContact]) -> None:
        """Remember what is written down."""
        now = asyncio.get_running_loop().time()
        for each in met:
            self._kept.pop((team_id, each.address), None)
            self._kept[team_id, each.address] = (each, now + self._seconds)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        """Write everything down again: the bot left somewhere."""
        self._kept.clear()

    def _knows(self, team_id: str, met: SeenContact, now: float) -> bool:
        kept = self._kept.get((team_id, met.address))
        return kept is not None and kept[0] == met and kept[1] > now
