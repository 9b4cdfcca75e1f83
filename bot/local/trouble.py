"""Trouble that a test orders: the next calls or events of a kind go wrong in a known way."""

from dataclasses import dataclass
from typing import Literal

CallTrouble = Literal[
    "ratelimited",
    "server_error",
    "server_error_after",
    "drop_before",
    "drop_after",
    "archived",
    "token_revoked",
    "slow",
    "error",
]
EventTrouble = Literal["retry", "twin"]


@dataclass
class InjectedFault:
    """One order. `left` is how many more times it strikes."""

    kind: CallTrouble
    method: str | None
    channel: str | None
    left: int
    retry_after: int
    seconds: float
    code: str

    def strikes(self, method: str, channel: str | None) -> bool:
        """Return True if the order is for such a call."""
        return self.left > 0 and self.method in {None, method} and self.channel in {None, channel}


@dataclass
class EventFault:
    """One order about events: delivered again though taken (`retry`), or under two event ids (`twin`)."""

    kind: EventTrouble
    event: str
    left: int
    copies: int


class InjectedFaults:
    """The orders that are left."""

    def __init__(self) -> None:
        self._calls: list[InjectedFault] = []
        self._events: list[EventFault] = []

    def add(
        self,
        kind: CallTrouble,
        method: str | None = None,
        *,
        times: int = 1,
        retry_after: int = 1,
        channel: str | None = None,
        seconds: float = 0.2,
        code: str = "internal_error",
    ) -> None:
        """Order trouble for the next calls of a Web API method (None: any), in a channel id (None: any).

        `ratelimited` answers 429 with `retry_after` seconds, `server_error` and `server_error_after` 503, `drop_before`
        and `drop_after` cut the connection, each before or after the call is carried out, `archived` and `token_revoked` answer so, `slow`
        takes that many `seconds` first, `error` answers the Slack error `code`.
        """
        self._calls.append(InjectedFault(kind, method, channel, times, retry_after, seconds, code))

    def add_event(self, kind: EventTrouble, event: str, *, times: int = 1, copies: int = 1) -> None:
        """Order trouble for the next `times` events of a type: `copies` more deliveries of each."""
        self._events.append(EventFault(kind, event, times, copies))

    def take(self, method: str, channel: str | None) -> InjectedFault | None:
        """Return the first order for such a call, and count it."""
        for fault in self._calls:
            if fault.strikes(method, channel):
                fault.left -= 1
                return fault
        return None

    def take_event(self, event: str) -> EventFault | None:
        """Return the first order for such an event, and count it."""
        for fault in self._events:
            if fault.left > 0 and fault.event == event:
                fault.left -= 1
                return fault
        return None

    def clear(self) -> None:
        """Forget every fault that was ordered."""
        self._calls.clear()
        self._events.clear()
