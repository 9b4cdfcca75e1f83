"""A fault in a content pack, shown to the editor as file, line, field and what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault. `line` is None if it concerns the file as a whole; `field` is empty if it concerns no field."""

    file: str
    line: int | None
    field: str
    expected: str

    def __str__(self) -> str:
        """Return the fault as a sentence in bokmål."""
        place = [self.file]
        if self.line is not None:
            place.append(f"linje {self.line}")
        if self.field:
            place.append(f"felt «{self.field}»")
        return f"{', '.join(place)}: {self.expected}."


class ContentError(Exception):
    """A content pack cannot be read; `faults` holds every fault of every file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
