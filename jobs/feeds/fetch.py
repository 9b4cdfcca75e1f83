"""Fetches a feed if it has changed, within limits of size and time, and only from allowed addresses.

The name is resolved once for each hop, every address it gives is checked, and the connection goes to a checked address
and no other, so that a name cannot answer one thing to the check and another to the connection. TLS still proves the
name.
"""

import asyncio
import ssl
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import aiohttp
from yarl import URL

from jobs.feeds.address import AddressRefusedError, Ip, Network, Resolve, addresses, system_resolve
from jobs.feeds.outcome import Failed, FeedFailure, FeedState, Fetched, Outcome, Unchanged
from jobs.feeds.unpack import FeedTooLargeError, Unpacker

USER_AGENT = "Padriver/1.0 (feed reader)"
ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
OK, NOT_MODIFIED = 200, 304
MOST_HEADER_BYTES = 32 * 1024
"""Of one header line: aiohttp's own limit, 8 kB, would refuse a feed for a long policy for scripts. It takes 128 lines."""


@dataclass(frozen=True)
class Limits:
    """Limits for a feed's server. Bytes are counted as received and again after unpacking, times are in seconds."""

    most_bytes: int = 5 * 1024 * 1024
    most_redirects: int = 3
    connect: float = 5.0
    silence: float = 10.0
    whole: float = 30.0
    """All redirects together, for servers that send a byte now and then."""


class _OutcomeError(Exception):
    """Carries a failure out of the nested calls."""

    def __init__(self, failed: Failed) -> None:
        self.failed = failed
        super().__init__(failed.detail)


class Fetcher:
    """Fetches feeds, and other documents that are asked for in the same way.

    `allowed` are networks in addition to the public internet; `may_follow` says whether a redirect to an address may be
    followed.
    """

    def __init__(
        self,
        *,
        allowed: Sequence[Network] = (),
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
        tls: ssl.SSLContext | None = None,
        user_agent: str = USER_AGENT,
        accept: str = ACCEPT,
        may_follow: Callable[[URL], bool] = lambda _: True,
    ) -> None:
        self._allowed = tuple(allowed)
        self._limits = limits or Limits()
        self._resolve = resolve
        self._tls = tls
        self._asking = {"User-Agent": user_agent, "Accept": accept}
        self._may_follow = may_follow

    async def fetch(self, known: FeedState) -> Outcome:
        """Fetch a feed if it has changed. Never raises because of a server or a name."""
        try:
            async with asyncio.timeout(self._limits.whole), self._session() as session:
                return await self._follow(session, known)
        except _OutcomeError as error:
            return error.failed
        except AddressRefusedError as refused:
            return Failed(FeedFailure.ADDRESS, str(refused))
        except TimeoutError:
            return Failed(FeedFailure.TIMEOUT)
        except (aiohttp.ClientError, OSError) as error:
            return Failed(FeedFailure.NETWORK, type(error).__name__)
        except ValueError as error:
            return Failed(FeedFailure.ADDRESS, type(error).__name__)

    def _session(self) -> aiohttp.ClientSession:
        # No proxy and no .netrc from the environment: a proxy would resolve the name again, unchecked. Connections are
        # not kept: the next fetch is half an hour away.
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=self._tls if self._tls is not None else True, force_close=True),
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=self._limits.connect, sock_read=self._limits.silence
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_line_size=MOST_HEADER_BYTES,
            max_field_size=MOST_HEADER_BYTES,
        )

    async def _follow(self, session: aiohttp.ClientSession, known: FeedState) -> Outcome:
        url = URL(known.url)
        permanent = True
        for hop in range(self._limits.most_redirects + 1):
            asked = known if hop == 0 else FeedState(str(url), known.etag, known.modified)
            found = await self._hop(session, url, asked)
            if isinstance(found, Fetched) and hop > 0 and permanent:
                return replace(found, moved_to=found.url)
            if not isinstance(found, _Redirect):
                return found
            if url.scheme == "https" and found.url.scheme == "http":
                return Failed(FeedFailure.REDIRECTS, "fra https til http", found.status)
            if not self._may_follow(found.url):
                return Failed(FeedFailure.REDIRECTS, "dit den ikke skal følges", found.status)
            url, permanent = found.url, permanent and found.status in PERMANENT
        return Failed(FeedFailure.REDIRECTS, f"mer enn {self._limits.most_redirects}")

    async def _hop(self, session: aiohttp.ClientSession, url: URL, known: FeedState) -> "Outcome | _Redirect":
        checked = await addresses(url, self._allowed, self._resolve)
        for number, address in enumerate(checked, 1):
            try:
                return await self._ask(session, url, address, known)
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
                if number == len(checked):
                    raise
        raise AssertionError  # there is at least one address

    async def _ask(
        self, session: aiohttp.ClientSession, url: URL, address: Ip, known: FeedState
    ) -> "Outcome | _Redirect":
        async with session.get(
            url.with_host(str(address)).with_fragment(None),
            headers=_headers(url, known, self._asking),
            server_hostname=url.raw_host,
            allow_redirects=False,
        ) as response:
            return await self._answer(url, response)

    async def _answer(self, url: URL, response: aiohttp.ClientResponse) -> "Outcome | _Redirect":
        status, headers = response.status, response.headers
        if status in REDIRECTS:
            return _Redirect(url.join(URL(headers.get("location", ""))), status)
        if status == NOT_MODIFIED:
            return Unchanged()
        if status != OK:
            return Failed(FeedFailure.STATUS, str(status), status, _seconds(headers.get("retry-after", "")))
        return Fetched(
            await self._content(response),
            str(url),
            headers.get("content-type", ""),
            headers.get("etag"),
            headers.get("last-modified"),
        )

    async def _content(self, response: aiohttp.ClientResponse) -> bytes:
        most = self._limits.most_bytes
        try:
            unpacker = Unpacker(response.headers.get("content-encoding", "").strip().lower(), most)
            async for chunk in response.content.iter_any():
                unpacker.take(chunk)
            return unpacker.content()
        except FeedTooLargeError:
            raise _OutcomeError(Failed(FeedFailure.SIZE, f"mer enn {most} byte")) from None
        except (zlib.error, ValueError) as error:
            raise _OutcomeError(Failed(FeedFailure.ENCODING, str(error)[:80])) from None


@dataclass(frozen=True)
class _Redirect:
    url: URL
    status: int


def _headers(url: URL, known: FeedState, asking: Mapping[str, str]) -> dict[str, str]:
    asked = {
        "Host": url.host_port_subcomponent,
        **asking,
        "Accept-Encoding": "gzip",
        "If-None-Match": known.etag,
        "If-Modified-Since": known.modified,
    }
    # A server's own validators are sent back to it; a value that could not be a header is left out.
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


def _seconds(written: str) -> int | None:
    """Read Retry-After if it is a number of seconds; a date is ignored, as the next fetch is far off anyway."""
    return int(written) if written.isdecimal() and len(written) < 7 else None  # noqa: PLR2004 - under twelve days
