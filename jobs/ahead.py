"""How many messages to claim ahead: as many as arrive while more is looked for."""

from dataclasses import dataclass

AHEAD_SECONDS, COUNTED_SECONDS = 0.75, 0.2
"""As many as arrive in so many seconds are claimed ahead; the shortest time that tells how many that is."""
AT_FIRST = 128
"""How many are claimed ahead before that is known."""
MOST_AHEAD = 960


@dataclass
class Ahead:
    """What is known of that. Moments are seconds on the loop's clock."""

    since: float
    number: int = AT_FIRST
    """How many to claim beyond what there is room for."""
    answered: int = 0
    """How many were answered by `since`."""

    def reckon(self, now: float, answered: int, *, is_empty: bool) -> None:
        """Reckon anew, with how many were answered so far; twice as many where the road ran empty meanwhile."""
        seconds = now - self.since
        if is_empty:
            self.number = min(MOST_AHEAD, 2 * self.number)
        elif seconds >= COUNTED_SECONDS:
            # Never none: that could not grow again.
            self.number = max(1, min(MOST_AHEAD, int((answered - self.answered) / seconds * AHEAD_SECONDS)))
        if is_empty or seconds >= COUNTED_SECONDS:  # what was not on its way could not arrive
            self.since, self.answered = now, answered
