"""Who wants to know how the work goes, such as whoever counts it. The jobs themselves know of no metrics."""

from datetime import timedelta
from typing import Protocol

from jobs.told import Told


class Observer(Protocol):
    """Told on the event loop, where nothing may wait and nothing be raised."""

    def planned(self, told: Told) -> None:
        """Hear of a nudge that has become due."""

    def handled(self, told: Told, late: timedelta) -> None:
        """Hear what became of a nudge, and how long after it was due."""

    def round_done(self, seconds: float) -> None:
        """Hear that a round went well, and how long it took."""


class Nobody:
    """Listens to nothing."""

    def planned(self, told: Told) -> None:
        """Do nothing."""

    def handled(self, told: Told, late: timedelta) -> None:
        """Do nothing."""

    def round_done(self, seconds: float) -> None:
        """Do nothing."""
