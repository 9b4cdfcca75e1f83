"""The Bolt app: four listeners, the most used first, that dispatch by name (matching is linear and costs)."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.deps import Deps
from bot.slack.identity import Identity
from bot.slack.listeners.commands import on_command
from bot.slack.listeners.events import on_event
from bot.slack.listeners.presses import on_press
from bot.slack.listeners.submissions import on_submission
from bot.slack.room import Room
from bot.slack.speaking import Voice
from bot.slack.tasks import PATIENCE_SECONDS, Tasks

ANYTHING = re.compile(".*", re.DOTALL)
EVENTS = ("app_mention", "message", "member_joined_channel", "app_home_opened")
"""The events that are listened to; the manifest subscribes to the same."""

NOT_OURS = "Denne boten hører til et annet arbeidsområde. Si fra til den som har satt den opp."

Body = dict[str, Any]


@dataclass(frozen=True)
class SlackApp:
    """The Bolt app, and the work it has under way."""

    bolt: AsyncApp
    tasks: Tasks


def build_app(
    deps: Deps, client: AsyncWebClient, identity: Identity, signing_secret: str, patience: float = PATIENCE_SECONDS
) -> SlackApp:
    """Return the app of one workspace. An empty secret serves Socket Mode only (see `bot.slack.http`).

    `patience` is how many seconds an acknowledgement waits for its answer.
    """
    room = Room(deps, Voice(client), Tasks(patience))
    bolt = AsyncApp(
        name="padriver",
        # Without a token: everything is said through our own client, which never tries again by itself.
        client=AsyncWebClient(base_url=client.base_url, session=client.session),
        signing_secret=signing_secret,
        authorize=_authorizing(client, identity),
        user_facing_authorize_error_message=NOT_OURS,
        # The answer of a listener is sent when the listener is done; otherwise Bolt looks for it every 10 ms.
        process_before_response=True,
    )
    _listen(bolt, room)
    return SlackApp(bolt, room.tasks)


def _listen(bolt: AsyncApp, room: Room) -> None:
    async def command(ack: AsyncAck, body: Body) -> None:
        await on_command(room, ack, body)

    async def press(ack: AsyncAck, body: Body) -> None:
        await on_press(room, ack, body)

    async def submission(ack: AsyncAck, body: Body) -> None:
        await on_submission(room, ack, body)

    async def event(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await on_event(room, ack, body, context)

    bolt.command(ANYTHING)(command)
    bolt.block_action(ANYTHING)(press)
    bolt.view_submission(ANYTHING)(submission)
    for each in EVENTS:
        bolt.event(each)(event)


def _authorizing(client: AsyncWebClient, identity: Identity) -> Callable[..., Awaitable[Any]]:
    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        """Answer for the one workspace whose token this is; a request of any other is refused."""
        if team_id != identity.team_id:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team_id,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
            bot_token=client.token,
        )

    return authorize
