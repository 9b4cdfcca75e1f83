"""The Bot Connector's REST API, called once: nothing is retried here, since that may post twice.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
import structlog

from bot.teams.access import TeamsAccess
from bot.teams.errors import error_code, error_of_connection, error_of_response
from bot.teams.incoming import place_id_of
from bot.teams.login import Login
from models.workspace.contacts import PERSON, SeenContact

REDIRECTED, UNAUTHORIZED = 300, 401
TARGETED = "?isTargetedActivity=true"
"""Asks for a message that one person sees
(https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/targeted-messages)."""

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
        answer = await self._call("POST", service, _activities(conversation), activity)
        return str(answer.get("id", ""))

    async def post_targeted(self, service: str, conversation: str, account: str, activity: Mapping[str, Any]) -> str:
        """Post an activity that only one member of a channel or group chat sees, for 24 hours, and return its id."""
        path = f"{_activities(conversation)}{TARGETED}"
        answer = await self._call("POST", service, path, {**activity, "recipient": {"id": account}})
        return str(answer.get("id", ""))

    async def update(self, service: str, conversation: str, activity_id: str, activity: Mapping[str, Any]) -> None:
        """Replace an activity that was posted."""
        await self._call("PUT", service, f"{_activities(conversation)}/{quote(activity_id, safe='')}", activity)

    async def update_targeted(
        self, service: str, conversation: str, activity_id: str, activity: Mapping[str, Any]
    ) -> None:
        """Replace what only one member sees. Who that is cannot be changed, so the activity has no recipient."""
        path = f"{_activities(conversation)}/{quote(activity_id, safe='')}{TARGETED}"
        await self._call("PUT", service, path, activity)

    async def react(self, service: str, conversation: str, activity_id: str, reaction: str) -> None:
        """Add a reaction of the bot's to a message; not to a targeted one."""
        path = f"{_activities(conversation)}/{quote(activity_id, safe='')}/reactions/{quote(reaction, safe='')}"
        await self._call("PUT", service, path)

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


async def begin_direct(
    connector: Connector, access: TeamsAccess, service: str, tenant: str, person: str
) -> SeenContact:
    """Begin the conversation between a person and the bot, and return where it is. May raise `SendError`.

    Teams allows it with the members of a team or chat that the bot is in.
    """
    values = {
        "isGroup": False,
        "bot": {"id": f"28:{access.client_id}"},
        "members": [{"id": person}],
        "tenantId": tenant,
        "channelData": {"tenant": {"id": tenant}},
    }
    answer = await connector.begin(service, values)
    return SeenContact(person, PERSON, place=place_id_of(answer), conversation=answer, service=service)


def _activities(conversation: str) -> str:
    return f"/v3/conversations/{quote(conversation, safe='')}/activities"


def _read(body: bytes) -> dict[str, Any]:
    try:
        result = json.loads(body)
    except ValueError:
        return {}
    return result if isinstance(result, dict) else {}
