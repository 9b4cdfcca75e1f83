"""What one round did: what was planned, and what became of each delivery."""

from collections.abc import Iterable
from datetime import datetime

from content.frozen import frozen
from jobs.told import Told


@frozen
class TickReport:
    """A round at a moment (UTC). `waiting` is to be tried again; `failed` holds what is unknown as well."""

    at: datetime
    planned: tuple[Told, ...] = ()
    sent: tuple[Told, ...] = ()
    skipped: tuple[Told, ...] = ()
    failed: tuple[Told, ...] = ()
    waiting: tuple[Told, ...] = ()
    dry_run: bool = False
    """Where true nothing was written or sent, and `sent` is what would have been."""


def report(at: datetime, planned: Iterable[Told], handled: Iterable[Told], *, dry_run: bool = False) -> TickReport:
    """Return the report of a round."""
    told = tuple(handled)

    def of(*states: str) -> tuple[Told, ...]:
        return tuple(each for each in told if each.state in states)

    return TickReport(
        at,
        tuple(planned),
        sent=of("sent"),
        skipped=of("skipped"),
        failed=of("failed", "unknown"),
        waiting=of("planned", "sending"),
        dry_run=dry_run,
    )
