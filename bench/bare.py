"""A bare Bolt command over HTTP: the yardstick. Port as argument, signing secret and team in the environment."""

import asyncio
import os
import sys

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.routing import Route

from bot.runtime.signals import stop_on_signals
from bot.runtime.web import serving


def app() -> Starlette:
    """Return the whole of it: one command that says one sentence."""

    async def authorize(team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=team_id, bot_id="B0000001", bot_user_id="U0000001", bot_token="xoxb-made-up"
        )

    bolt = AsyncApp(
        signing_secret=os.environ["SLACK_SIGNING_SECRET"], authorize=authorize, process_before_response=True
    )

    @bolt.command("/frister")
    async def frister(ack: AsyncAck) -> None:
        await ack("Ingen frister de neste 30 dagene.")

    return Starlette(routes=[Route("/slack/events", AsyncSlackRequestHandler(bolt).handle, methods=["POST"])])


async def main() -> None:
    """Serve until told to stop."""
    stopping = asyncio.Event()
    with stop_on_signals(stopping):
        async with serving(app(), "127.0.0.1", int(sys.argv[1])):
            await stopping.wait()


if __name__ == "__main__":
    asyncio.run(main())
