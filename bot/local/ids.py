"""Identifiers and message timestamps in Slack's forms."""

import itertools
import secrets
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime


class Ids:
    """Gives each kind of thing (`U`, `C`, `V` …) its own sequence of numbers, the same in every run."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, itertools.count[int]] = defaultdict(lambda: itertools.count(1))

    def next(self, prefix: str) -> str:
        """Return the next identifier of a kind, such as `U0000001`."""
        return f"{prefix}{next(self._numbers[prefix]):07d}"


class Timestamps:
    """Message timestamps: seconds by the workspace's clock and a running number that makes each unique."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._numbers = itertools.count(1)

    def next(self) -> str:
        """Return a timestamp no other message has, such as `1790000000.000001`."""
        return f"{int(self._now().timestamp())}.{next(self._numbers) % 1_000_000:06d}"


def secret(prefix: str = "") -> str:
    """Return a string nobody can guess."""
    return prefix + secrets.token_hex(16)
