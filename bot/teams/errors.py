"""Teams' errors as the outbox knows them: destination closed, tenant closed, temporary, or uncertain.

The statuses and codes are the Bot Connector's
(https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis).
What is not in the tables counts as temporary: a fault of ours in one message must not turn a whole channel off.
"""

from collections.abc import Mapping
from typing import Any

import aiohttp

from jobs.ports import AccessLostError, PermanentSendError, SendError, TransientSendError, UncertainSendError

NO_ACCESS = frozenset({"BotDisabledByAdmin", "BotNotRegistered", "InvalidBotApiHost", "TenantNotFound"})
"""The tenant does not let the bot in, whichever conversation it is: nothing is turned off, all messages wait."""
NO_WAY_THERE = frozenset(
    {
        "BotNotInConversationRoster",
        "ConversationBlockedByUser",
        "ConversationNotFound",
        "ForbiddenOperationException",
        "MessageWritesBlocked",
    }
)
"""The conversation does not take messages of ours: that destination is turned off."""
NO_MEMBER = frozenset({"MemberNotFoundInConversation", "MemberNotFound", "http 404"})
"""The roster that was asked has no such member."""
NO_MESSAGE = frozenset({"ActivityNotFoundInConversation", "http 404"})
"""There is no such message: it was deleted, or targeted and more than 24 hours old."""
NO_PREVIEW = frozenset({"INVALID_TARGETED_MESSAGE_ID", "TARGETED_MESSAGE_EXPIRED_OR_DELETED"})
"""The private message that a private answer was to show above it is gone: the answer can be sent without it."""
UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY = 401, 403, 404, 429
AGAIN = frozenset({412, 503})
"""Nothing was done, and the call can be tried again. After any other 5xx it is uncertain what became of the message,
also after a gateway's (502, 504), which Teams says to try again: some messages would be sent twice."""
SERVER_ERROR = 500


def error_of_response(status: int, values: Mapping[str, Any], headers: Mapping[str, str]) -> SendError:
    """Return what an unsuccessful answer means for a message that could not be sent."""
    reason = error_code(values) or f"http {status}"
    if status == TOO_MANY:
        return TransientSendError(reason, _retry_after(headers))
    if reason in NO_ACCESS or status == UNAUTHORIZED:
        return AccessLostError(reason)
    if reason in NO_WAY_THERE or status in {FORBIDDEN, NOT_FOUND}:
        return PermanentSendError(reason)
    if status in AGAIN:
        return TransientSendError(reason, _retry_after(headers))
    if status >= SERVER_ERROR:
        return UncertainSendError(reason)
    return TransientSendError(reason)


def error_of_connection(error: Exception) -> SendError:
    """Return what a broken connection means."""
    match error:
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError() | aiohttp.InvalidURL():
            return TransientSendError("når ikke Teams")
        case _:
            return UncertainSendError("forbindelsen til Teams ble brutt")


def error_code(values: Mapping[str, Any]) -> str:
    """Return Teams' own code for an error, the innermost if they are nested; empty if there is none."""
    error = values.get("error")
    if not isinstance(error, dict):
        return ""
    inner = error.get("innerHttpError") or {}
    body = inner.get("body") if isinstance(inner, dict) else None
    return (error_code(body) if isinstance(body, dict) else "") or str(error.get("code") or "")


def _retry_after(headers: Mapping[str, str]) -> float | None:
    value = next((headers[name] for name in headers if name.lower() == "retry-after"), None)
    try:
        return float(value) if value is not None else None
    except ValueError:
        return None
