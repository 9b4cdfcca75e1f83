"""The Events API: wraps an event, delivers it, and retries at once, after one and after five minutes.

Source: https://docs.slack.dev/apis/events-api#retries
"""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.local.app_manifest import Permissions
from bot.local.ids import Ids, secret
from bot.local.model import Json, LocalChannel
from bot.local.state import State
from bot.local.transport.envelope import Envelope
from bot.local.transport.schedule import Schedule
from bot.local.trouble import InjectedFaults
from bot.local.workspace_errors import NotAckedError

RETRY_SECONDS: Mapping[int, float] = {1: 0, 2: 60, 3: 300}
_KEPT = 1_000  # deliveries
Deliver = Callable[[Envelope], Awaitable[Json | None]]


class Events:
    """Sends events to the app, if it subscribes to them. `sent` keeps the last deliveries, newest last, for tests."""

    def __init__(  # noqa: PLR0913, PLR0917 - what an event passes on its way
        self,
        state: State,
        ids: Ids,
        permissions: Permissions,
        trouble: InjectedFaults,
        schedule: Schedule,
        deliver: Deliver,
        spawn: Callable[[Awaitable[None]], None],
        real: Callable[[], float],
    ) -> None:
        self._state = state
        self._ids = ids
        self._permissions = permissions
        self._trouble = trouble
        self._schedule = schedule
        self._deliver = deliver
        self._spawn = spawn
        self._real = real
        self.sent: deque[Envelope] = deque(maxlen=_KEPT)

    def happened(self, event: Json, subscription: str | None = None) -> None:
        """Send an event in the background. `subscription` is its name in the manifest if that is another."""
        if not self._permissions.hears(subscription or event["type"]):
            return
        fault = self._trouble.take_event(event["type"])
        envelope = Envelope("events_api", self._wrapped(event))
        self._spawn(self._attempt(envelope))
        for number in range(1, fault.copies + 1 if fault else 1):
            twin = fault is not None and fault.kind == "twin"
            again = (
                Envelope("events_api", self._wrapped(event))
                if twin
                else replace(envelope, retry=number, reason="http_timeout")
            )
            self._spawn(self._attempt(again))

    def _wrapped(self, event: Json) -> Json:
        team, bot = self._state.team.id, self._state.bot.id
        authorization = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": bot,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "local-verification-token",
            "team_id": self._state.outer_team(self._channel(event)),
            "api_app_id": self._state.app_id,
            "event": event | self._acting(event),
            "type": "event_callback",
            "event_id": self._ids.next("Ev"),
            "event_time": int(self._real()),
            "authorizations": [authorization],
            "is_ext_shared_channel": self._is_shared(event),
            "event_context": secret("4-"),
        }

    def _acting(self, event: Json) -> Json:
        """Return the workspace of the person who wrote in a shared channel; for other events Slack does not name it."""
        said = event["type"] in {"message", "app_mention"} and isinstance(event.get("user"), str)
        if not said or not self._is_shared(event):
            return {}
        user = self._state.users.get(event["user"])
        team = (user and user.team_id) or self._state.team.id
        return {"team": team, "user_team": team, "source_team": team}

    def _is_shared(self, event: Json) -> bool:
        channel = self._channel(event)
        return channel is not None and channel.is_ext_shared

    def _channel(self, event: Json) -> LocalChannel | None:
        channel = event.get("channel") or (event.get("item") or {}).get("channel")
        return self._state.channels.get(channel) if isinstance(channel, str) else None

    async def _attempt(self, envelope: Envelope) -> None:
        self.sent.append(envelope)
        try:
            await self._deliver(envelope)
        except NotAckedError as refusal:
            number = envelope.retry + 1
            if refusal.reason != "no_retry" and number in RETRY_SECONDS:
                self._again(replace(envelope, retry=number, reason=refusal.reason))

    def _again(self, envelope: Envelope) -> None:
        seconds = RETRY_SECONDS[envelope.retry]
        if seconds:
            self._schedule.after(seconds, lambda: self._attempt(envelope))
        else:
            self._spawn(self._attempt(envelope))
