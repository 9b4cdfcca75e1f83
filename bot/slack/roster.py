"""The names of a workspace's people, fetched from Slack before they are needed.

Workbooks name owners as people do, by full name or user name, while Slack identifies people by their ids alone.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import error_code
from bot.slack.workspaces import PLATFORM
from models.db.database import Database, DatabaseUnavailableError
from models.workspace.contacts import PERSON, ContactRole, SeenContact, record_contacts
from models.workspace.workspaces import by_external

FRESH_SECONDS = 12 * 3600.0
SOON_SECONDS = 60.0
"""How long to wait before asking again after a failure."""
REFUSED = frozenset({"missing_scope", "not_allowed_token_type", "no_permission", "access_denied"})
PAGE = 200
"""As many people at a time as Slack recommends (https://docs.slack.dev/reference/methods/users.list)."""
MOST_PAGES = 25
SLACKBOT = "USLACKBOT"
GUEST_FLAGS = ("is_restricted", "is_ultra_restricted")
ADMIN_FLAGS = ("is_admin", "is_owner", "is_primary_owner")

log = structlog.get_logger(__name__)


class Roster:
    """The workspaces whose people were fetched lately (by the loop's clock)."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def is_fresh(self, team_id: str) -> bool:
        """Return True if the workspace's people were fetched lately."""
        return self._until.get(team_id, 0.0) > asyncio.get_running_loop().time()

    async def renew(self, database: Database, client: AsyncWebClient, team_id: str, now: datetime) -> None:
        """Store the names of the workspace's people, unless that was done lately. A failure is only logged."""
        if self.is_fresh(team_id):
            return
        # If this fails, the very next command must not ask again.
        self._keep_for(team_id, SOON_SECONDS)
        try:
            people = await _people(client, team_id)
            await asyncio.to_thread(save_people, database, team_id, people, now)
        except SlackApiError as error:
            if error_code(error) in REFUSED:
                self._keep_for(team_id, FRESH_SECONDS)
            log.warning("people_not_told", team=team_id, reason=error_code(error))
        except (aiohttp.ClientError, TimeoutError, DatabaseUnavailableError) as error:
            log.warning("people_not_told", team=team_id, reason=type(error).__name__)
        else:
            self._keep_for(team_id, FRESH_SECONDS)

    def _keep_for(self, team_id: str, seconds: float) -> None:
        self._until[team_id] = asyncio.get_running_loop().time() + seconds


async def _people(client: AsyncWebClient, team_id: str) -> list[SeenContact]:
    people: list[SeenContact] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        page = await client.users_list(limit=PAGE, cursor=cursor or None)
        members: list[dict[str, Any]] = page["members"]
        people += [member_contact(each, team_id) for each in members if each["id"] != SLACKBOT]
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            break
    return people


def member_contact(member: Mapping[str, Any], team_id: str) -> SeenContact:
    """Return a person as a workspace's Slack describes them in a user object."""
    profile = member.get("profile") or {}
    name = str(profile.get("real_name") or member.get("real_name") or "")
    others = (str(profile.get("display_name") or ""), str(member.get("name") or ""))
    has_left = member.get("deleted") is True
    return SeenContact(
        str(member["id"]),
        PERSON,
        name,
        nicknames=tuple(dict.fromkeys(filter(None, others))),
        # Slack leaves the flags out of a deactivated person's object: the role is as it was.
        role=None if has_left else member_role(member, team_id),
        is_admin=any(member.get(flag) is True for flag in ADMIN_FLAGS),
        has_left=has_left,
    )


def member_role(member: Mapping[str, Any], team_id: str) -> ContactRole:
    """Return what a user object says the person is to a workspace.

    `is_stranger` is set only for people in no channel the bot sees: in a shared channel it is the person's team that
    differs (https://docs.slack.dev/reference/objects/user-object). In an Enterprise organisation a person's team may be
    any of those listed under `enterprise_user`.
    """
    workspaces = {str(member.get("team_id") or team_id), *((member.get("enterprise_user") or {}).get("teams") or ())}
    if member.get("is_stranger") is True or team_id not in workspaces:
        return ContactRole.STRANGER
    if member.get("is_bot") is True:
        return ContactRole.BOT
    is_guest = any(member.get(flag) is True for flag in GUEST_FLAGS)
    return ContactRole.GUEST if is_guest else ContactRole.COLLEAGUE


def save_people(database: Database, team_id: str, people: list[SeenContact], now: datetime) -> None:
    """Store what Slack said of some people, in a transaction of its own."""
    with database.session() as session:
        workspace = by_external(session, PLATFORM, team_id)
        if workspace and people:
            record_contacts(session, workspace.id, people, now)
