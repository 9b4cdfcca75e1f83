"""Where Teams keeps people's files: SharePoint and OneDrive, by addresses from Teams that need no sign-in.

The bot's tokens are never sent there, and no other host is called
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4).
"""

from urllib.parse import urljoin

import aiohttp

from bot.requests.received_files import (
    FILE_ELSEWHERE,
    FILE_GONE,
    FileNotFetchedError,
    IncomingFile,
    check_size,
    read_limited,
)
from bot.teams.access import TeamsAccess

CHUNK = 1 << 16
TIMEOUT = aiohttp.ClientTimeout(total=60)
MOST_REDIRECTS = 3
OK, REDIRECTS = 200, frozenset({301, 302, 303, 307, 308})


class NotStoredError(Exception):
    """A file could not be stored where the person said."""


class Storage:
    """Fetches files that people gave, and stores those they accepted."""

    def __init__(self, session: aiohttp.ClientSession, access: TeamsAccess) -> None:
        self._session = session
        self._access = access

    async def fetch(self, file: IncomingFile) -> bytes:
        """Return what a file holds. Raises `FileNotFetchedError`, which says what the person can do."""
        check_size(file)
        url = file.url
        try:
            for _ in range(1 + MOST_REDIRECTS):
                if not self._access.keeps_files(url):
                    raise FileNotFetchedError(FILE_ELSEWHERE)
                async with self._session.get(url, timeout=TIMEOUT, allow_redirects=False) as answer:
                    if answer.status == OK:
                        return await read_limited(answer.content.iter_chunked(CHUNK))
                    if answer.status not in REDIRECTS:
                        raise FileNotFetchedError(FILE_GONE)
                    url = urljoin(url, answer.headers.get("Location", ""))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise FileNotFetchedError(FILE_GONE) from error
        raise FileNotFetchedError(FILE_GONE)

    async def put(self, url: str, content: bytes) -> None:
        """Put a file where its receiver said. Raises `NotStoredError`."""
        if not self._access.keeps_files(url):
            raise NotStoredError
        last = len(content) - 1
        headers = {"Content-Type": "application/octet-stream", "Content-Range": f"bytes 0-{last}/{len(content)}"}
        request = self._session.put(url, data=content, headers=headers, timeout=TIMEOUT, allow_redirects=False)
        try:
            async with request as answer:
                if not answer.ok or answer.status in REDIRECTS:
                    raise NotStoredError
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotStoredError from error
