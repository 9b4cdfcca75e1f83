"""Slack's errors as the outbox knows them: permanent, passing, or uncertain.

The names are Slack's (https://docs.slack.dev/reference/methods/chat.postMessage#errors). An error that is not in the
tables passes: a fault of ours in one message must not turn a whole channel off.
"""

import asyncio

import aiohttp
from slack_sdk.errors import SlackApiError

from jobs.ports import PermanentSendError, SendError, TransientSendError, UncertainSendError

PERMANENT = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "channel_not_found",
        "ekm_access_denied",
        "invalid_auth",
        "is_archived",
        "messages_tab_disabled",
        "missing_scope",
        "not_authed",
        "not_in_channel",
        "org_login_required",
        "restricted_action",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "user_disabled",
        "user_not_found",
        "users_not_found",
    }
)
UNCERTAIN = frozenset({"fatal_error", "internal_error", "request_timeout"})
"""«Some aspect of the operation may have succeeded before the error was raised.»"""
SERVER_ERROR = 500
TOO_MANY = 429


def send_error(error: Exception) -> SendError:
    """Return what an error of Slack's client means for a message that was to be sent."""
    match error:
        case SlackApiError():
            return _refused(error)
        case aiohttp.ClientConnectorError() | aiohttp.InvalidURL():
            return TransientSendError("når ikke Slack")
        case asyncio.TimeoutError() | aiohttp.ClientError():
            return UncertainSendError("forbindelsen til Slack ble brutt")
        case _:
            return UncertainSendError(f"uventet svar fra Slack ({type(error).__name__})")


def code(error: SlackApiError) -> str:
    """Return Slack's own word for the error; empty where there is none."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _refused(error: SlackApiError) -> SendError:
    reason = code(error)
    status = int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0))
    if status == TOO_MANY or reason == "ratelimited":
        return TransientSendError("ratelimited", _retry_after(error))
    if reason in PERMANENT:
        return PermanentSendError(reason)
    if reason in UNCERTAIN or status >= SERVER_ERROR or not reason:
        return UncertainSendError(reason or f"http {status}")
    return TransientSendError(reason)


def _retry_after(error: SlackApiError) -> float | None:
    headers = getattr(error.response, "headers", None) or {}
    value = next((headers[name] for name in headers if name.lower() == "retry-after"), None)
    try:
        return float(value) if value is not None else None
    except ValueError:
        return None
