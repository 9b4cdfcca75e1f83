"""The error of a text that cannot be understood."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A sentence in bokmål that says what is wrong and what to do next."""

    text: str
