"""Slack's errors as the outbox knows them: destination closed, workspace closed, temporary, or uncertain.

The names are Slack's (https://docs.slack.dev/reference/methods/chat.postMessage#errors). An error that is not in the
tables counts as temporary: a fault of ours in one message must not turn a whole channel off.
"""

import asyncio

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.runtime.logs import reason_of
from jobs.ports import AccessLostError, PermanentSendError, SendError, TransientSendError, UncertainSendError

NO_WAY_THERE = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
"""The channel or the person does not accept our messages: that destination is turned off."""
NO_ACCESS = frozenset(
    {
        "access_denied",
        "account_inactive",
        "app_not_installed",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
        "team_not_found",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""The workspace does not let the bot in, whichever channel it is: nothing is turned off, all messages wait."""
UNCERTAIN = frozenset({"fatal_error", "internal_error", "request_timeout"})
"""«Some aspect of the operation may have succeeded before the error was raised.»"""
SERVER_ERROR = 500
TOO_MANY = 429

log = structlog.get_logger(__name__)


def send_error(error: Exception) -> SendError:
    """Return what an error of Slack's client means for a message that could not be sent."""
    match error:
        case SlackApiError():
            return _refused(error)
        case aiohttp.ClientConnectorError() | aiohttp.InvalidURL():
            return TransientSendError("når ikke Slack")
        case asyncio.TimeoutError() | aiohttp.ClientError():
            return UncertainSendError("forbindelsen til Slack ble brutt")
        case _:
            return UncertainSendError(f"uventet svar fra Slack ({type(error).__name__})")


def error_code(error: SlackApiError) -> str:
    """Return Slack's own code for the error; empty if there is none."""
    data = getattr(error.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def log_refused_call(method: str, error: Exception) -> None:
    """Log a failed call that the caller handles: the method, and Slack's own code for the reason."""
    log.info("call_refused", method=method, reason=reason_of(error) or type(error).__name__)


def _refused(error: SlackApiError) -> SendError:
    reason = error_code(error)
    status = int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0))
    if status == TOO_MANY or reason == "ratelimited":
        return TransientSendError("ratelimited", _retry_after(error))
    if reason in NO_WAY_THERE:
        return PermanentSendError(reason)
    if reason in NO_ACCESS:
        return AccessLostError(reason)
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
