"""A limit on how often one address may ask."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

MOST_MISSES = 20
"""How many wrong requests an address may make in `WINDOW_SECONDS`."""
WINDOW_SECONDS = 600.0
MOST_REMEMBERED = 2_000
IPV6_NETWORK = 64
"""One customer usually has a whole network of that size."""


class AddressLimit:
    """Counts the requests of each address, in this process: all of them, or only the wrong ones.

    An address that has made `most` of them within `window` seconds is refused whatever it asks for, but for what was right
    before: many people may come through one proxy. `seconds` is a monotonic clock.
    """

    def __init__(self, seconds: Callable[[], float], most: int = MOST_MISSES, window: float = WINDOW_SECONDS) -> None:
        self._seconds = seconds
        self._most = most
        self._window = window
        self._misses: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._right: OrderedDict[str, None] = OrderedDict()

    def wait_seconds(self, address: str, fingerprint: str = "") -> int:
        """Return for how long an address may not ask; 0 if it may. `fingerprint` is of what it asks for."""
        since, misses = self._misses.get(_network(address), (0.0, 0))
        left = since + self._window - self._seconds()
        is_refused = misses >= self._most and left > 0 and fingerprint not in self._right
        return int(left) + 1 if is_refused else 0

    def count(self, address: str) -> None:
        """Count a request."""
        network, now = _network(address), self._seconds()
        since, misses = self._misses.pop(network, (now, 0))
        self._misses[network] = (since, misses + 1) if now - since < self._window else (now, 1)
        _forget_oldest(self._misses)

    def was_right(self, fingerprint: str) -> None:
        """Remember what was asked for with success."""
        self._right.pop(fingerprint, None)
        self._right[fingerprint] = None
        _forget_oldest(self._right)


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(int(found) >> (128 - IPV6_NETWORK)) if isinstance(found, IPv6Address) else address


def _forget_oldest(
    remembered: OrderedDict[str, object] | OrderedDict[str, tuple[float, int]] | OrderedDict[str, None],
) -> None:
    while len(remembered) > MOST_REMEMBERED:
        remembered.popitem(last=False)
