"""Metrics for Prometheus. Each process has its own; no label names a person or a workspace."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from jobs.reporting import DeliveryReport

LATENESS = (1, 5, 15, 30, 60, 120, 300, 900, 3_600, 14_400, 86_400)
ASK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
"""Up to the three seconds Slack waits."""
ROUND = (0.01, 0.1, 1, 10, 60, 300)


class Metrics:
    """Metrics since the process began (`jobs.reporting.Observer`, `bot.requests.observation.RequestObserver`)."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._due = Counter("padriver_nudges_due", "Nudges that became due.", ["kind"], registry=self._registry)
        self._handled = Counter(
            "padriver_nudges_handled", "What became of nudges.", ["kind", "outcome"], registry=self._registry
        )
        self._late = Histogram(
            "padriver_nudge_lateness_seconds", "From due to sent.", ["kind"], buckets=LATENESS, registry=self._registry
        )
        self._asks = Histogram(
            "padriver_ask_seconds", "From heard to answered.", ["kind", "command"], buckets=ASK, registry=self._registry
        )
        self._rounds = Histogram(
            "padriver_round_seconds", "One round of nudges.", buckets=ROUND, registry=self._registry
        )

        self._socket: Gauge | None = None
        self._mail: Gauge | None = None
        self._official: tuple[Gauge, Gauge] | None = None

    def planned(self, delivery_report: DeliveryReport) -> None:
        """Count a nudge that has become due."""
        self._due.labels(delivery_report.kind).inc()

    def handled(self, delivery_report: DeliveryReport, late: timedelta) -> None:
        """Count a nudge by its kind and outcome."""
        self._handled.labels(delivery_report.kind, delivery_report.outcome).inc()
        if delivery_report.state == "sent":
            self._late.labels(delivery_report.kind).observe(late.total_seconds())

    def round_done(self, seconds: float) -> None:
        """Record how long a round took."""
        self._rounds.observe(seconds)

    def observe_request(self, kind: str, name: str, seconds: float) -> None:
        """Record how long a request took."""
        self._asks.labels(kind, name).observe(seconds)

    def socket(self, connected: bool) -> None:
        """Show whether Slack's socket is connected; without Socket Mode there is no such metric."""
        if self._socket is None:
            text = "Whether Slack's socket (Socket Mode) is connected."
            self._socket = Gauge("padriver_socket_connected", text, registry=self._registry)
        self._socket.set(connected)

    def mail(self, is_open: bool) -> None:
        """Show whether e-mail can be sent, as far as the last message says; without e-mail there is no such metric."""
        if self._mail is None:
            self._mail = Gauge("padriver_mail_open", "Whether e-mail can be sent.", registry=self._registry)
        self._mail.set(is_open)

    def official(self, sources: Sequence[tuple[str, bool, datetime | None]]) -> None:
        """Show each official source that is read: by its key, whether it needs a look, and its last good answer."""
        if self._official is None:
            wrong, good = "Whether an official source needs a look.", "When an official source last gave a good answer."
            self._official = (
                Gauge("padriver_official_source_trouble", wrong, ["source"], registry=self._registry),
                Gauge("padriver_official_source_good_timestamp_seconds", good, ["source"], registry=self._registry),
            )
        trouble, last_good = self._official
        for key, is_wrong, at in sources:
            trouble.labels(key).set(is_wrong)
            if at is not None:
                last_good.labels(key).set(at.timestamp())

    def text(self) -> bytes:
        """Return all of it in Prometheus's text format (version 0.0.4)."""
        return generate_latest(self._registry)
