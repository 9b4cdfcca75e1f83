"""How fast calls may come: in one channel, about one message a second after a short burst; and reading, if limited.

Source: https://docs.slack.dev/apis/web-api/rate-limits (`chat.postMessage`; `conversations.history` and `.replies`).
"""

import math
from collections.abc import Callable

READING_PER_SECOND = 1 / 60
READ_AT_ONCE = 15
"""What an app may read that is distributed outside the Marketplace: once a minute with each method, 15 messages at most."""


class Pace:
    """Counts calls by what they are for, such as a channel. `clock` gives seconds; `burst` may come at once."""

    def __init__(self, clock: Callable[[], float], per_second: float = 1.0, burst: int = 1) -> None:
        self._clock = clock
        self._per_second = per_second
        self._burst = burst
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, what: str) -> int:
        """Count a call: return 0 if it may come now, otherwise after how many whole seconds it may."""
        now = self._clock()
        left, since = self._left.get(what, (float(self._burst), now))
        left = min(float(self._burst), left + (now - since) * self._per_second)
        taken = left >= 1 - 1e-9
        self._left[what] = (left - 1 if taken else left, now)
        return 0 if taken else math.ceil((1 - left) / self._per_second)


def reading(clock: Callable[[], float]) -> Pace:
    """Return the limit on reading of an app that is distributed outside the Marketplace; `clock` gives seconds."""
    return Pace(clock, READING_PER_SECOND)
