"""The Bolt app: four listeners, the most used first, that dispatch by name (matching is linear and costs)."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.shortcuts import SHORTCUTS
from bot.requests.deps import Deps
from bot.requests.faults import UNREADABLE, refused
from bot.requests.request import request
from bot.requests.tasks import PATIENCE_SECONDS, Tasks
from bot.slack.listeners.commands import COMMAND, on_command
from bot.slack.listeners.events import EVENT, MEMBER_EVENTS, SHARING_EVENTS, on_event
from bot.slack.listeners.leaving import REVOKED, UNINSTALLED, on_leaving
from bot.slack.listeners.presses import PRESS, on_press
from bot.slack.listeners.reactions import ADDED, REMOVED
from bot.slack.listeners.shortcuts import SHORTCUT, on_shortcut
from bot.slack.listeners.submissions import SUBMIT, on_submission
from bot.slack.room import Room
from bot.slack.teams import Teams
from content.frozen import frozen
from models.db.database import DatabaseUnavailableError

ANYTHING = re.compile(".*", re.DOTALL)
LEAVING = (UNINSTALLED, REVOKED)
EVENTS = (
    "app_mention",
    "message",
    "member_joined_channel",
    "app_home_opened",
    ADDED,
    REMOVED,
    *LEAVING,
    *MEMBER_EVENTS,
    *SHARING_EVENTS,
)
"""The events that are listened to; the manifest subscribes to the same."""

NOT_HERE = "Pådriver er ikke installert i dette arbeidsområdet. Si fra til den som har satt den opp."

Body = dict[str, Any]


@frozen
class SlackApp:
    """The Bolt app, and what its listeners share."""

    bolt: AsyncApp
    room: Room


def build_app(
    deps: Deps, client: AsyncWebClient, teams: Teams, signing_secret: str, patience: float = PATIENCE_SECONDS
) -> SlackApp:
    """Return the app, in all its workspaces. An empty secret serves Socket Mode only (see `bot.slack.http`).

    `patience` is how many seconds an acknowledgement waits for its answer.
    """
    room = Room(deps, Tasks(patience), teams)
    bolt = AsyncApp(
        name="padriver",
        # Without a token: everything is said through our own client, which never tries again by itself.
        client=AsyncWebClient(base_url=client.base_url, session=client.session),
        signing_secret=signing_secret,
        authorize=_authorizing(teams),
        user_facing_authorize_error_message=NOT_HERE,
        # The answer of a listener is sent when the listener is done; otherwise Bolt looks for it every 10 ms.
        process_before_response=True,
        # Otherwise Bolt writes what it has no listener for in the log.
        raise_error_for_unhandled_request=True,
    )
    bolt.error(_on_error)
    _listen(bolt, room)
    return SlackApp(bolt, room)


async def _on_error(error: Exception) -> BoltResponse:
    """Answer what no listener could do: Slack tells an event again that is not answered with 200."""
    refused(error)
    match error:
        case BoltUnhandledRequestError():
            return BoltResponse(status=404)
        case _:
            return BoltResponse(status=400 if isinstance(error, UNREADABLE) else 503)


def _listen(bolt: AsyncApp, room: Room) -> None:
    observer, known = room.deps.observer, room.deps.registry.COMMANDS

    async def command(ack: AsyncAck, body: Body) -> BoltResponse:
        name = body["command"].lstrip("/")
        with request(observer, COMMAND, name if name in known else ""):
            return await on_command(room, ack, body)

    async def press(ack: AsyncAck, body: Body) -> None:
        with request(observer, PRESS):
            await on_press(room, ack, body)

    async def submission(ack: AsyncAck, body: Body) -> None:
        with request(observer, SUBMIT):
            await on_submission(room, ack, body)

    async def event(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        with request(observer, EVENT):
            await on_event(room, ack, body, context)

    bolt.command(ANYTHING)(command)
    bolt.block_action(ANYTHING)(press)
    bolt.view_submission(ANYTHING)(submission)

    async def shortcut(ack: AsyncAck, body: Body) -> None:
        with request(observer, SHORTCUT):
            await on_shortcut(room, ack, body)

    for name in SHORTCUTS:
        bolt.message_shortcut(name)(shortcut)

    async def leaving(ack: AsyncAck, body: Body) -> None:
        with request(observer, EVENT):
            await on_leaving(room, ack, body)

    for each in EVENTS:
        bolt.event(each)(leaving if each in LEAVING else event)


def _authorizing(teams: Teams) -> Callable[..., Awaitable[Any]]:
    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        """Answer for a workspace the bot is in; a request of any other is refused. No token is needed for that."""
        try:
            identity = await teams.identity(team_id or "")
        except DatabaseUnavailableError:
            # The listener is let to find that out too: it tells the person so in words.
            return AuthorizeResult(enterprise_id=None, team_id=team_id)
        if identity is None:
            return None
        return AuthorizeResult(
            enterprise_id=None, team_id=identity.team_id, bot_id=identity.bot_id, bot_user_id=identity.bot_user_id
        )

    return authorize
