"""What the workspace refuses, to the app and to a person."""

from collections.abc import Mapping
from typing import Any


class SlackError(Exception):
    """A method call was refused: Slack's error code, and the rest of the answer."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra: Mapping[str, Any] = extra

    @classmethod
    def with_messages(cls, messages: list[str], code: str = "invalid_arguments") -> "SlackError":
        """Return the error with Slack's `response_metadata.messages`."""
        return cls(code, response_metadata={"messages": messages})


class NotPossibleError(Exception):
    """A person tried something the workspace does not allow; the text is a sentence for them."""


class NotAckedError(Exception):
    """The app did not acknowledge a delivery; the reason is Slack's (`http_timeout`, `connection_failed` …)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
