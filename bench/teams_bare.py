"""Microsoft's own library with one sentence to say: the yardstick. Port as argument, settings in the environment."""

import asyncio
import logging
import os
import sys
import warnings

import jwt
from fastapi import FastAPI
from opentelemetry.metrics import NoOpMeterProvider, set_meter_provider

from bot.runtime.signals import stop_on_signals
from bot.runtime.web import serving

logging.basicConfig(level=logging.ERROR)
warnings.simplefilter("ignore")
set_meter_provider(NoOpMeterProvider())  # without it the library keeps meters of every activity

from microsoft_teams.api import MessageActivity  # noqa: E402 - after what its import must find
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides  # noqa: E402
from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter  # noqa: E402


async def app() -> FastAPI:
    """Return the whole of it: one message that is answered with one sentence."""
    served = FastAPI()
    made_up = jwt.encode({"exp": 4_000_000_000}, "made up, and long enough to sign with")
    made = App(
        client_id=os.environ["TEAMS_CLIENT_ID"],
        token=lambda _scope, _tenant: made_up,
        http_server_adapter=FastAPIAdapter(served),
        messaging_endpoint="/teams/messages",
        cloud=with_overrides(PUBLIC, openid_metadata_url=os.environ["TEAMS_OPENID_URL"]),
        fetch_user_token=False,
    )

    @made.on_message
    async def answer(ctx: ActivityContext[MessageActivity]) -> None:
        await ctx.send("Ingen frister de neste 30 dagene.")

    await made.initialize()
    return served


async def main() -> None:
    """Serve until told to stop."""
    stopping = asyncio.Event()
    with stop_on_signals(stopping):
        async with serving(await app(), "127.0.0.1", int(sys.argv[1])):
            await stopping.wait()


if __name__ == "__main__":
    asyncio.run(main())
