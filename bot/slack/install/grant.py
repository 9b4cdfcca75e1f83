"""Slack's answer to a code: what the installation is granted.

Source: https://docs.slack.dev/reference/methods/oauth.v2.access
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.identity import open_client
from bot.slack.roster import member_contact
from models.workspace.contacts import SeenContact


class WholeOrganisationError(Exception):
    """The app was installed for a whole organisation, which is not supported."""


class UnusableGrantError(Exception):
    """Slack gave no lasting bot token; the message is the reason."""


@dataclass(frozen=True)
class Grant:
    """What Slack granted when the bot was installed in a workspace: its token, and whose it is."""

    team_id: str
    team: str
    token: str = field(repr=False)
    bot_user: str
    bot_id: str
    scopes: str
    user_id: str
    app_id: str


async def read_grant(client: AsyncWebClient, values: Mapping[str, Any]) -> Grant:
    """Read Slack's answer, and ask who the bot is. `client` has no token of its own.

    Raises `WholeOrganisationError` (the token is then given back), `UnusableGrantError`, and what Slack's client raises.
    """
    token = str(values.get("access_token") or "")
    own = open_client(token, client.base_url, client.session)
    if values.get("is_enterprise_install"):
        await own.auth_revoke()
        raise WholeOrganisationError
    if values.get("token_type") != "bot" or not token:
        raise UnusableGrantError("token_type")  # noqa: EM101 - a word for the page
    if values.get("expires_in"):
        # It would expire in 12 hours: the manifest asks for tokens that last.
        raise UnusableGrantError("token_rotation_enabled")  # noqa: EM101 - the same
    bot = await own.auth_test()
    return Grant(
        team_id=str(bot["team_id"]),
        team=str((values.get("team") or {}).get("name") or ""),
        token=token,
        bot_user=str(bot["user_id"]),
        bot_id=str(bot.get("bot_id") or ""),
        scopes=str(values.get("scope") or ""),
        user_id=str((values.get("authed_user") or {}).get("id") or ""),
        app_id=str(values.get("app_id") or ""),
    )


async def people(client: AsyncWebClient, given: Grant, user_ids: Iterable[str]) -> list[SeenContact]:
    """Return those people that Slack describes, as it does now, using the token just granted."""
    own = open_client(given.token, client.base_url, client.session)
    contacts = await asyncio.gather(*(_person(own, given.team_id, each) for each in dict.fromkeys(user_ids)))
    return [each for each in contacts if each is not None]


async def _person(client: AsyncWebClient, team_id: str, user_id: str) -> SeenContact | None:
    try:
        answer = await client.users_info(user=user_id)
    except (SlackApiError, aiohttp.ClientError, TimeoutError):
        return None
    return member_contact(answer["user"], team_id)
