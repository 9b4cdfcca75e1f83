"""Reports of what a round did, for metrics and for people: one for each delivery; and observers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.cards.card import Card
from models.tables import Delivery, Destination, Workspace


@dataclass(frozen=True)
class DeliveryReport:
    """One delivery: what, the receiver, and why it was not sent, if so. `card` is what was (or would be) sent."""

    state: str
    """As in `Delivery.state`; «planned» if it will be tried again."""
    kind: str
    key: str
    workspace: str
    """The platform's id of the workspace."""
    destination: str
    """The platform's id of the channel or the person."""
    due_at: datetime
    reason: str = ""
    card: Card | None = None
    retried: bool = False
    """True if sending it was tried, and will be tried again."""

    @property
    def outcome(self) -> str:
        """Return the state, where «planned» is `retried` (it was tried) or `postponed` (until people are awake)."""
        if self.retried:
            return "retried"
        return "postponed" if self.state == "planned" else self.state


def delivery_report(
    delivery: Delivery, workspace: Workspace, destination: Destination, reason: str = "", card: Card | None = None
) -> DeliveryReport:
    """Return the report of a delivery in its current state."""
    return DeliveryReport(
        delivery.state,
        delivery.kind,
        delivery.period_key,
        workspace.external_id,
        destination.address,
        delivery.due_at,
        reason or delivery.reason or "",
        card,
    )


@dataclass(frozen=True)
class TickReport:
    """A round at a moment (UTC). `waiting` will be tried again; `failed` includes what is unknown."""

    at: datetime
    planned: tuple[DeliveryReport, ...] = ()
    sent: tuple[DeliveryReport, ...] = ()
    skipped: tuple[DeliveryReport, ...] = ()
    failed: tuple[DeliveryReport, ...] = ()
    waiting: tuple[DeliveryReport, ...] = ()
    dry_run: bool = False
    """If true, nothing was written or sent, and `sent` is what would have been."""


def report(
    at: datetime, planned: Iterable[DeliveryReport], handled: Iterable[DeliveryReport], *, dry_run: bool = False
) -> TickReport:
    """Return the report of a round."""
    rows = tuple(handled)

    def of(*states: str) -> tuple[DeliveryReport, ...]:
        return tuple(each for each in rows if each.state in states)

    return TickReport(
        at,
        tuple(planned),
        sent=of("sent"),
        skipped=of("skipped"),
        failed=of("failed", "unknown"),
        waiting=of("planned", "sending"),
        dry_run=dry_run,
    )


class Observer(Protocol):
    """Observes rounds. Its methods are called on the event loop: they must not block or raise."""

    def planned(self, report_of_delivery: DeliveryReport) -> None:
        """Observe a nudge that has become due."""

    def handled(self, report_of_delivery: DeliveryReport, late: timedelta) -> None:
        """Observe the outcome of a nudge, and how long after it was due."""

    def round_done(self, seconds: float) -> None:
        """Observe that a round succeeded, and how long it took."""


class NoObserver:
    """An observer that does nothing."""

    def planned(self, report_of_delivery: DeliveryReport) -> None:
        """Do nothing."""

    def handled(self, report_of_delivery: DeliveryReport, late: timedelta) -> None:
        """Do nothing."""

    def round_done(self, seconds: float) -> None:
        """Do nothing."""


class Observers:
    """Several observers as one, called in order."""

    def __init__(self, *observers: Observer) -> None:
        self._observers = observers

    def planned(self, report_of_delivery: DeliveryReport) -> None:
        """Pass it on."""
        for each in self._observers:
            each.planned(report_of_delivery)

    def handled(self, report_of_delivery: DeliveryReport, late: timedelta) -> None:
        """Pass it on."""
        for each in self._observers:
            each.handled(report_of_delivery, late)

    def round_done(self, seconds: float) -> None:
        """Pass it on."""
        for each in self._observers:
            each.round_done(seconds)
