"""The Bolt app: four listeners, the most used first, that dispatch by name (matching is linear and costs)."""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.shortcut_requests import GLOBAL_SHORTCUTS, SHORTCUTS
from bot.requests.deps import Deps
from bot.requests.observation import observed_request
from bot.requests.request_dispatcher import PATIENCE_SECONDS, Tasks
from bot.requests.request_errors import UNREADABLE_ERRORS, log_refused_request
from bot.slack.dispatcher import SlackDispatcher
from bot.slack.listeners.commands import COMMAND, on_command
from bot.slack.listeners.events import EVENT, MEMBER_EVENTS, REVOKED, SHARING_EVENTS, UNINSTALLED, on_event, on_removal
from bot.slack.listeners.presses import PRESS, on_press
from bot.slack.listeners.reactions import ADDED, REMOVED
from bot.slack.listeners.shortcuts import SHORTCUT, on_shortcut
from bot.slack.listeners.submissions import SUBMIT, on_submission
from bot.slack.workspaces import Workspaces
from models.db.database import DatabaseUnavailableError

ANYTHING = re.compile(".*", re.DOTALL)
REMOVAL_EVENTS = (UNINSTALLED, REVOKED)
EVENTS = (
    "app_mention",
    "message",
    "member_joined_channel",
    "app_home_opened",
    ADDED,
    REMOVED,
    *REMOVAL_EVENTS,
    *MEMBER_EVENTS,
    *SHARING_EVENTS,
)
"""The events that are listened to; the manifest subscribes to the same."""

NOT_INSTALLED_HERE = "Pådriver er ikke installert i dette arbeidsområdet. Si fra til den som har satt den opp."

Body = dict[str, Any]


@dataclass(frozen=True)
class BoltApp:
    """The Bolt app, and what its listeners share."""

    bolt: AsyncApp
    dispatcher: SlackDispatcher


def build_bolt_app(
    deps: Deps, client: AsyncWebClient, workspaces: Workspaces, signing_secret: str, patience: float = PATIENCE_SECONDS
) -> BoltApp:
    """Return the app, in all its workspaces. An empty secret serves Socket Mode only (see `bot.slack.http`).

    `patience` is how many seconds an acknowledgement waits for its answer.
    """
    dispatcher = SlackDispatcher(deps, Tasks(patience), workspaces)
    logging.getLogger("slack_bolt.AsyncApp").addFilter(_is_about_us)
    bolt = AsyncApp(
        name="padriver",
        # Without a token: all calls use our own client, which never retries by itself.
        client=AsyncWebClient(base_url=client.base_url, session=client.session),
        signing_secret=signing_secret,
        authorize=_authorizing(workspaces),
        user_facing_authorize_error_message=NOT_INSTALLED_HERE,
        # The answer of a listener is sent when the listener is done; otherwise Bolt looks for it every 10 ms.
        process_before_response=True,
        # Otherwise Bolt writes what it has no listener for in the log.
        raise_error_for_unhandled_request=True,
    )
    bolt.error(_on_error)
    _listen(bolt, dispatcher)
    return BoltApp(bolt, dispatcher)


def _is_about_us(record: logging.LogRecord) -> bool:
    """Return False for Bolt's warning that it does not use `SLACK_BOT_TOKEN`: our own client has it."""
    return record.msg != warning_client_prioritized_and_token_skipped()


async def _on_error(error: Exception) -> BoltResponse:
    """Answer a request that no listener could handle: Slack delivers an event again unless it is answered with 200."""
    log_refused_request(error)
    match error:
        case BoltUnhandledRequestError():
            return BoltResponse(status=404)
        case _:
            return BoltResponse(status=400 if isinstance(error, UNREADABLE_ERRORS) else 503)


def _listen(bolt: AsyncApp, dispatcher: SlackDispatcher) -> None:
    observer, known = dispatcher.deps.observer, dispatcher.deps.registry.COMMANDS

    async def command(ack: AsyncAck, body: Body) -> BoltResponse:
        name = body["command"].lstrip("/")
        with observed_request(observer, COMMAND, name if name in known else ""):
            return await on_command(dispatcher, ack, body)

    async def press(ack: AsyncAck, body: Body) -> None:
        with observed_request(observer, PRESS):
            await on_press(dispatcher, ack, body)

    async def submission(ack: AsyncAck, body: Body) -> None:
        with observed_request(observer, SUBMIT):
            await on_submission(dispatcher, ack, body)

    async def event(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        with observed_request(observer, EVENT):
            await on_event(dispatcher, ack, body, context)

    bolt.command(ANYTHING)(command)
    bolt.block_action(ANYTHING)(press)
    bolt.view_submission(ANYTHING)(submission)

    async def shortcut(ack: AsyncAck, body: Body) -> None:
        with observed_request(observer, SHORTCUT):
            await on_shortcut(dispatcher, ack, body)

    for name in SHORTCUTS:
        bolt.message_shortcut(name)(shortcut)
    for name in GLOBAL_SHORTCUTS:
        bolt.global_shortcut(name)(shortcut)

    async def leaving(ack: AsyncAck, body: Body) -> None:
        with observed_request(observer, EVENT):
            await on_removal(dispatcher, ack, body)

    for each in EVENTS:
        bolt.event(each)(leaving if each in REMOVAL_EVENTS else event)


def _authorizing(workspaces: Workspaces) -> Callable[..., Awaitable[Any]]:
    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        """Authorize a workspace the bot is in; a request of any other is refused. No token is needed for that."""
        try:
            identity = await workspaces.identity(team_id or "")
        except DatabaseUnavailableError:
            # The listener finds that out too, and says so to the person.
            return AuthorizeResult(enterprise_id=None, team_id=team_id)
        if identity is None:
            return None
        return AuthorizeResult(
            enterprise_id=None, team_id=identity.team_id, bot_id=identity.bot_id, bot_user_id=identity.bot_user_id
        )

    return authorize
