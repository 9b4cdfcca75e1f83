"""What the workspace refuses, to the app and to a person."""

from collections.abc import Mapping
from typing import Any


class SlackError(Exception):
    """A method call was refused: Slack's error code, and what else stands in the answer."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra: Mapping[str, Any] = extra

    @classmethod
    def with_messages(cls, messages: list[str], code: str = "invalid_arguments") -> "SlackError":
        """Return the error with Slack's `response_metadata.messages`."""
        return cls(code, response_metadata={"messages": messages})


class NotPossibleError(Exception):
    """A person tried what the workspace does not let them do; the text is a sentence for them."""


class NotAckedError(Exception):
    """The app did not take a delivery; the reason is Slack's (`http_timeout`, `connection_failed` …)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
