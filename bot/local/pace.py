"""How fast messages may come in one channel: about one a second, after a short burst.

Source: https://docs.slack.dev/apis/web-api/rate-limits (`chat.postMessage`).
"""

import math
from collections.abc import Callable


class Pace:
    """Counts messages channel by channel. `clock` gives seconds; `burst` may come at once."""

    def __init__(self, clock: Callable[[], float], per_second: float = 1.0, burst: int = 1) -> None:
        self._clock = clock
        self._per_second = per_second
        self._burst = burst
        self._left: dict[str, tuple[float, float]] = {}

    def wait(self, channel: str) -> int:
        """Take in a message for a channel: 0 where it may come now, else after how many whole seconds it may."""
        now = self._clock()
        left, since = self._left.get(channel, (float(self._burst), now))
        left = min(float(self._burst), left + (now - since) * self._per_second)
        taken = left >= 1
        self._left[channel] = (left - 1 if taken else left, now)
        return 0 if taken else math.ceil((1 - left) / self._per_second)
