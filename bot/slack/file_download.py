"""Downloads a file that somebody gave the bot, with the bot's token: from Slack's own hosts alone."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.requests.received_files import (
    FILE_ELSEWHERE,
    FILE_GONE,
    FileNotFetchedError,
    IncomingFile,
    check_size,
    read_limited,
)

HOSTS = frozenset({"files.slack.com", "files.slack-gov.com"})
"""Where Slack keeps files (https://docs.slack.dev/reference/objects/file-object)."""
CHUNK = 1 << 16
PAGE = "text/html"
TIMEOUT_SECONDS = 60
OK = 200
NO_READING = "Jeg har ikke lov til å hente filer her ennå. Be en administrator installere meg på nytt."


def read_file_object(file: Mapping[str, Any]) -> IncomingFile:
    """Read Slack's file object."""
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    size = file.get("size")
    return IncomingFile(str(file.get("name") or file.get("title") or ""), url, size if isinstance(size, int) else 0)


async def fetch_file(client: AsyncWebClient, file: IncomingFile) -> bytes:
    """Return what a file holds. Raises `FileNotFetchedError`, which says what the person can do."""
    check_size(file)
    if not _is_slacks(file.url, client.base_url):
        raise FileNotFetchedError(FILE_ELSEWHERE)
    headers = {"Authorization": f"Bearer {client.token}"}
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    session = client.session
    if session is None:
        raise FileNotFetchedError(FILE_GONE)
    try:
        # A redirect would take the token along: Slack redirects requests it does not let in to the sign-in page.
        async with session.get(file.url, headers=headers, timeout=timeout, allow_redirects=False) as answer:
            if answer.status != OK or answer.content_type == PAGE:
                raise FileNotFetchedError(NO_READING if _is_sign_in_page(answer) else FILE_GONE)
            return await read_limited(answer.content.iter_chunked(CHUNK))
    except (aiohttp.ClientError, TimeoutError) as error:
        raise FileNotFetchedError(FILE_GONE) from error


def _is_sign_in_page(answer: aiohttp.ClientResponse) -> bool:
    return answer.status in {301, 302, 303, 307, 308, 401, 403} or answer.content_type == PAGE


def _is_slacks(url: str, base_url: str) -> bool:
    """Return True if the bot's token may be sent to an address: Slack's files, or the server that the bot calls."""
    try:
        parts, ours = urlsplit(url), urlsplit(base_url)
        items = (parts.scheme, parts.hostname, parts.port)
        mine = (ours.scheme, ours.hostname, ours.port)
    except ValueError:
        return False
    if parts.username or parts.password or not parts.hostname:
        return False
    return items == mine or (parts.scheme == "https" and parts.hostname in HOSTS and parts.port in {None, 443})
