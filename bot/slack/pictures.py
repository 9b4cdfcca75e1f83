"""Pictures in messages: uploaded as files that only the bot has, and shown by their ids.

Slack takes a moment to read a new file, and refuses a message that shows it until then
(https://github.com/slackapi/python-slack-sdk/issues/1521). A message never waits for its picture more than a few seconds:
it has the same as a list.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card, Image, Picture, with_pictures
from bot.slack.errors import error_code, log_refused_call
from bot.slack.render.uploaded import uploaded_address, uploaded_id

UPLOAD_SECONDS = 15.0
"""How long drawing and uploading may take: with the posting itself less than the outbox gives."""
PAUSES = (0.5, 1.0, 2.0)
"""How long to wait before a message with a new picture is tried again, in seconds."""
NOT_READ_YET = frozenset({"invalid_blocks", "file_not_found", "slack_file_not_found"})

log = structlog.get_logger(__name__)


async def upload_pictures(client: AsyncWebClient, card: Card) -> Card:
    """Return the card with its pictures uploaded; those that cannot be are left out, and that is logged."""
    pictures = [part for part in card.parts if isinstance(part, Picture)]
    if not pictures:
        return card
    images: dict[Picture, Image] = {}
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            for picture in pictures:
                images[picture] = Image(uploaded_address(await _uploaded(client, picture)), picture.alt, has_list=True)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        log_refused_call("files.uploadV2", error)
    except Exception:
        log.exception("picture_not_drawn")
    return with_pictures(card, images)


async def posted_with_pictures(card: Card, post: Callable[[Card], Awaitable[Any]]) -> Any:
    """Post a card; if Slack refuses its new pictures, try again in a moment, and at last without them.

    A refused message is not posted, so that none is posted twice. `post` raises `SlackApiError`.
    """
    if not _has_uploaded(card):
        return await post(card)
    for pause in PAUSES:
        try:
            return await post(card)
        except SlackApiError as error:
            if error_code(error) not in NOT_READ_YET:
                raise
        await asyncio.sleep(pause)
    log.warning("picture_left_out")
    return await post(replace(card, parts=tuple(part for part in card.parts if not _is_uploaded(part))))


def with_places(card: Card) -> Card:
    """Return the card with a place for each picture, so that it is cut into messages as when it was posted."""
    pictures = [part for part in card.parts if isinstance(part, Picture)]
    return with_pictures(card, {each: Image(uploaded_address("F0"), each.alt, has_list=True) for each in pictures})


async def _uploaded(client: AsyncWebClient, picture: Picture) -> str:
    content = await asyncio.to_thread(picture.content)
    answer = await client.files_upload_v2(
        filename=picture.name, title=picture.name, alt_txt=picture.alt, content=content, request_file_info=False
    )
    return str(answer["files"][0]["id"])


def _has_uploaded(card: Card) -> bool:
    return any(map(_is_uploaded, card.parts))


def _is_uploaded(part: object) -> bool:
    return isinstance(part, Image) and bool(uploaded_id(part.url))
