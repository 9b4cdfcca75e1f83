"""What may be used for a while: trigger ids (3 s, once) and response addresses (30 min, 5 times).

Both use real time. Source: https://docs.slack.dev/interactivity/handling-user-interaction
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.local.ids import secret
from bot.local.workspace_errors import SlackError

TRIGGER_SECONDS = 3
HOOK_SECONDS = 30 * 60
HOOK_USES = 5
_FORGOTTEN_SECONDS = 3600  # after its time an id is unknown instead of expired


@dataclass
class Trigger:
    """Permission to open one view for a user."""

    user: str
    until: float
    used: bool = False
    team: str = ""
    """The workspace that the view's payloads name outermost; empty for the app's own."""


class Triggers:
    """The trigger ids that were issued."""

    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._given: dict[str, Trigger] = {}

    def new(self, user_id: str, team: str = "") -> str:
        """Return a new trigger id for a user."""
        _forget(self._given, self._real())
        trigger_id = f"1.1.{secret()}"
        self._given[trigger_id] = Trigger(user_id, self._real() + TRIGGER_SECONDS, team=team)
        return trigger_id

    def check(self, trigger_id: str) -> Trigger:
        """Return a trigger that is still valid, without using it up; refuse it with Slack's three errors."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise SlackError(code="invalid_trigger_id")
        if trigger.used:
            raise SlackError(code="exchanged_trigger_id")
        if self._real() > trigger.until:
            raise SlackError(code="expired_trigger_id")
        return trigger


@dataclass
class Hook:
    """Where an answer sent to a response address goes. `ts` is the message that was acted on."""

    channel: str
    user: str
    ts: str | None
    until: float
    left: int = HOOK_USES
    thread_ts: str | None = None


class Hooks:
    """The response addresses that were issued."""

    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._given: dict[str, Hook] = {}

    def new(self, channel: str, user: str, ts: str | None = None, thread_ts: str | None = None) -> str:
        """Return the secret part of a new response address."""
        _forget(self._given, self._real())
        key = secret()
        self._given[key] = Hook(channel, user, ts, self._real() + HOOK_SECONDS, thread_ts=thread_ts)
        return key

    def knows(self, key: str) -> bool:
        """Return True if a response address is one of these."""
        return key in self._given

    def use(self, key: str) -> Hook:
        """Return a hook and count its use; refuse one that is unknown, old or used up."""
        hook = self._given.get(key)
        if hook is None:
            raise SlackError(code="no_such_hook")
        if self._real() > hook.until:
            raise SlackError(code="expired_url")
        if hook.left == 0:
            raise SlackError(code="used_url")
        hook.left -= 1
        return hook


def _forget(given: dict[str, Trigger] | dict[str, Hook], now: float) -> None:
    for key in [key for key, each in given.items() if each.until + _FORGOTTEN_SECONDS < now]:
        del given[key]
