"""The texts of messages that were taken while Slack did not let us read: fetched later, as seldom as Slack allows."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot.cards.card import Card
from bot.commands.ask import Ask
from bot.commands.medie.followup import Taken, complete
from bot.requests.roles import ANYBODY
from bot.requests.standing import Standing, standings
from bot.slack.arrived import Arrived
from bot.slack.back import Back
from bot.slack.reading import Read, read_again_at, read_message
from bot.slack.room import Room
from bot.slack.showing import renew
from bot.slack.teams import PLATFORM, NotInstalledError
from models.db.database import Database
from models.followups.unread import Unread, read_at, to_be_read

TEXT = "text"
TRIED_FOR = timedelta(days=1)
"""After so long a follow-up keeps the link to its message in place of the text."""


async def read_texts(room: Room, now: datetime) -> None:
    """Read the texts that are due at that moment (aware). A workspace that lets us read no more waits for the next round."""
    refusing: set[int] = set()
    for unread in await room.reads(lambda database: _due(database, now)):
        if unread.workspace_id not in refusing and not await _read(room, unread, now):
            refusing.add(unread.workspace_id)


async def _read(room: Room, unread: Unread, now: datetime) -> bool:
    """Read one text, and show it; return False where Slack wants no more to be read now."""
    arrived = Arrived(unread.team_id, f"{TEXT}:{unread.followup_id}", Back("", unread.channel), TEXT)
    try:
        client = (await room.voice(arrived)).client
        found = await read_message(client, unread.channel, unread.message, unread.thread)
    except (NotInstalledError, SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        later = read_again_at(error, now)
        is_over = later is None or now - unread.taken_at > TRIED_FOR
        await asyncio.to_thread(_postpone, room, unread, None if is_over else later)
        return False
    if found is None:
        await asyncio.to_thread(_postpone, room, unread, None)
    else:
        await _completed(room, arrived, unread, found)
    return True


async def _completed(room: Room, arrived: Arrived, unread: Unread, found: Read) -> None:
    def doing(ask: Ask, session: Session) -> tuple[Taken, tuple[Standing, ...]]:
        taken = complete(ask, session, unread.followup_id, found.text, found.link, found.thread)
        return taken, standings(ask, session, taken.renew)

    match await room.ask(arrived, ANYBODY, doing):
        case Card() | None:  # written down already; where it could not be, it is read again
            return
        case (_, afresh):
            await renew(room, arrived, afresh)


def _due(database: Database, now: datetime) -> Sequence[Unread]:
    with database.reading() as session:
        return to_be_read(session, PLATFORM, now)


def _postpone(room: Room, unread: Unread, at: datetime | None) -> None:
    with room.deps.database.session() as session:
        read_at(session, unread.workspace_id, unread.followup_id, at)
