"""What a workspace uses its channels for, and whether other organisations read them (Slack Connect)."""

import asyncio

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.slack.dispatcher import SlackDispatcher, save_external
from bot.slack.errors import error_code, send_error
from bot.slack.workspaces import PLATFORM, NotInstalledError
from jobs.ports import AccessLostError, PermanentSendError
from models.db.database import Database
from models.workspace.workspaces import by_external, unasked_channels

MOST_CHECKED = 50
"""How many channels are checked before a round, so that none waits long; the others come before the next one."""
AT_ONCE = 10
AGAIN_SECONDS = 3600.0
"""When Slack is asked again if it may not say."""
SOON_SECONDS = 30.0
"""When it is asked again if it did not answer: until then a nudge may say something outsiders should not read."""

log = structlog.get_logger(__name__)


async def is_media_channel(dispatcher: SlackDispatcher, team_id: str, channel: str) -> bool:
    """Return True if it is the channel for cases in the media. It asks the database, and writes nothing."""
    return await dispatcher.reads(lambda database: _is_media(database, team_id, channel))


def _is_media(database: Database, team_id: str, channel: str) -> bool:
    with database.reading() as session:
        workspace = by_external(session, PLATFORM, team_id)
        return workspace is not None and workspace.media_channel == channel


async def check_shared_channels(dispatcher: SlackDispatcher) -> None:
    """Make sure it is known whether other organisations read each chosen channel, before anything is sent there."""
    loop = asyncio.get_running_loop()
    waiting = dispatcher.checked_channels
    for channel in [each for each, until in waiting.items() if until < loop.time()]:
        del waiting[channel]
    channels = await dispatcher.reads(_unchecked)
    due = [each for each in channels if each not in waiting][:MOST_CHECKED]
    turns = asyncio.Semaphore(AT_ONCE)
    pauses = await asyncio.gather(*(_ask(dispatcher, turns, *each) for each in due))
    waiting.update({each: loop.time() + seconds for each, seconds in zip(due, pauses, strict=True)})


async def _ask(dispatcher: SlackDispatcher, turns: asyncio.Semaphore, team_id: str, channel: str) -> float:
    """Ask about one channel; return how many seconds to wait before it is asked about again, if it has to be."""
    try:
        async with turns:
            answer = await (await dispatcher.workspaces.responder(team_id)).client.conversations_info(channel=channel)
    except (SlackApiError, aiohttp.ClientError, TimeoutError, NotInstalledError) as error:
        reason = error_code(error) if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("channel_not_told", team=team_id, reason=reason)
        known = error if isinstance(error, NotInstalledError) else send_error(error)
        is_lasting = isinstance(known, (NotInstalledError, PermanentSendError, AccessLostError))
        return AGAIN_SECONDS if is_lasting else SOON_SECONDS
    is_external = answer["channel"].get("is_ext_shared") is True
    await asyncio.to_thread(save_external, dispatcher.deps.database, team_id, channel, is_external)
    return AGAIN_SECONDS


def _unchecked(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return unasked_channels(session, PLATFORM)
