"""Who the bot is in its workspace, and the client it calls Slack with."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import SERVER_ERROR, TOO_MANY, error_code

TIMEOUT_SECONDS = 10


class SignInError(Exception):
    """The token does not open the workspace. The message is a sentence for the person who runs the bot."""


@dataclass(frozen=True)
class Identity:
    """The workspace, and the bot in it."""

    team_id: str
    team: str
    bot_user_id: str
    bot_id: str
    scopes: str = ""
    """What the token gives leave for, with commas between; empty if Slack did not say."""


def open_client(token: str | None, base_url: str, session: aiohttp.ClientSession | None = None) -> AsyncWebClient:
    """Return a client that never retries by itself: a retry after a cut connection does things twice."""
    return AsyncWebClient(token=token, base_url=base_url, timeout=TIMEOUT_SECONDS, session=session, retry_handlers=[])


def with_token(client: AsyncWebClient, token: str) -> AsyncWebClient:
    """Return the same client with another token: it shares the session, and everything else that is slow to make."""
    same = copy(client)
    same.token = token
    return same


async def sign_in(client: AsyncWebClient) -> Identity:
    """Ask Slack who the token belongs to. Raises `SignInError`."""
    with sign_in_errors("SLACK_BOT_TOKEN", client.base_url):
        answer = await client.auth_test()
    scopes = str(answer.headers.get("x-oauth-scopes") or "").replace(" ", "")
    return Identity(answer["team_id"], answer.get("team", ""), answer["user_id"], answer.get("bot_id", ""), scopes)


@contextmanager
def sign_in_errors(setting: str, address: str) -> Iterator[None]:
    """Turn what Slack's client raises into a `SignInError` that names the setting, never its value."""
    try:
        yield
    except SlackApiError as error:
        raise SignInError(_refused(error, setting)) from None
    except (aiohttp.ClientError, TimeoutError):
        message = f"Når ikke Slack på {address}. Kontroller nettet og SLACK_API_URL."
        raise SignInError(message) from None


def _refused(error: SlackApiError, setting: str) -> str:
    status = int(getattr(error.response, "status_code", 0) or 0)
    if status == TOO_MANY or status >= SERVER_ERROR:
        return f"Slack svarer ikke som det skal akkurat nå (http {status}). Prøv igjen om litt."
    return f"Slack godtar ikke {setting} ({error_code(error) or 'ukjent svar'}). Kontroller tokenet."
