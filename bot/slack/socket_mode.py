"""Slack by Socket Mode: the bot opens a connection, and Slack sends requests by it. Imported only if it is used."""

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.requests.request_errors import UNREADABLE_ERRORS, log_refused_request


class SocketHandler(AsyncSocketModeHandler):
    """Bolt's handler. A request that cannot be read is not acknowledged."""

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override] # as in Bolt
        """Pass a request on to the app."""
        try:
            await super().handle(client, req)
        except UNREADABLE_ERRORS as error:
            log_refused_request(error)
