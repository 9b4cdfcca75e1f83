"""The Bot Connector's REST API, called once: nothing is retried here, since that may post twice.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
import structlog

from bot.teams.errors import error_code, error_of_connection, error_of_response
from bot.teams.login import Login

REDIRECTED, UNAUTHORIZED = 300, 401

log = structlog.get_logger(__name__)


class Connector:
    """Calls the services that conversations belong to, as the bot."""

    def __init__(self, session: aiohttp.ClientSession, login: Login) -> None:
        self._session = session
        self._login = login

    async def sign_in(self) -> None:
        """Make sure the bot's token is valid, so that a call does not wait for it. May raise `SendError`."""
        await self._login.token()

    async def post(self, service: str, conversation: str, activity: Mapping[str, Any]) -> str:
        """Post an activity to a conversation and return its id. May raise `SendError`, as all of these."""
        path = f"/v3/conversations/{quote(conversation, safe='')}/activities"
        answer = await self._call("POST", service, path, activity)
        return str(answer.get("id", ""))

    async def update(self, service: str, conversation: str, activity_id: str, activity: Mapping[str, Any]) -> None:
        """Replace an activity that was posted."""
        path = f"/v3/conversations/{quote(conversation, safe='')}/activities/{quote(activity_id, safe='')}"
        await self._call("PUT", service, path, activity)

    async def begin(self, service: str, values: Mapping[str, Any]) -> str:
        """Begin a conversation and return its id."""
        return str((await self._call("POST", service, "/v3/conversations", values)).get("id", ""))

    async def member(self, service: str, conversation: str, account: str) -> Mapping[str, Any]:
        """Return who a member of a conversation is."""
        path = f"/{quote(conversation.partition(';')[0], safe='')}/members/{quote(account, safe='')}"
        return await self._call("GET", service, f"/v3/conversations{path}")

    async def channels(self, service: str, team: str) -> list[Mapping[str, Any]]:
        """Return the channels of a team, with their names; its first has none."""
        answer = await self._call("GET", service, f"/v3/teams/{quote(team, safe='')}/conversations")
        listed: list[Mapping[str, Any]] = answer.get("conversations") or []
        return listed

    async def _call(
        self, method: str, service: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {await self._login.token()}", "Content-Type": "application/json"}
        request = self._session.request(
            method,
            f"{service.rstrip('/')}{path}",
            data=None if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
            headers=headers,
            allow_redirects=False,
        )
        try:
            async with request as answer:
                result = _read(await answer.read())
                if answer.status < REDIRECTED:
                    return result
                if answer.status == UNAUTHORIZED:
                    self._login.forget()
                error = error_of_response(answer.status, result, answer.headers)
                log.info("call_refused", method=method, status=answer.status, reason=error_code(result))
                raise error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise error_of_connection(error) from error


def _read(body: bytes) -> dict[str, Any]:
    try:
        result = json.loads(body)
    except ValueError:
        return {}
    return result if isinstance(result, dict) else {}
