"""Fetches a feed if it has changed, within limits of size and time, and only from allowed addresses.

The name is resolved once for each hop, every address it gives is checked, and the connection goes to a checked address
and no other, so that a name cannot answer one thing to the check and another to the connection. TLS still proves the
name.
"""

import asyncio
import ssl
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import httpx

from jobs.feeds.address import AddressRefusedError, Ip, Network, Resolve, addresses, port_of, system_resolve
from jobs.feeds.outcome import Failed, FeedFailure, FeedState, Fetched, Outcome, Unchanged
from jobs.feeds.unpack import FeedTooLargeError, Unpacker

USER_AGENT = "Padriver/1.0 (feed reader)"
ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
OK, NOT_MODIFIED = 200, 304


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
    """Fetches feeds. `allowed` are networks in addition to the public internet. Close it when done."""

    def __init__(
        self,
        *,
        allowed: Sequence[Network] = (),
        limits: Limits | None = None,
        resolve: Resolve = system_resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed = tuple(allowed)
        self._limits = limits or Limits()
        self._resolve = resolve
        times = httpx.Timeout(self._limits.silence, connect=self._limits.connect)
        # No proxy and no .netrc from the environment: a proxy would resolve the name again, unchecked. Connections are
        # not kept: the next fetch is half an hour away.
        self._client = httpx.AsyncClient(
            timeout=times,
            trust_env=False,
            follow_redirects=False,
            verify=tls if tls is not None else True,
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    async def fetch(self, known: FeedState) -> Outcome:
        """Fetch a feed if it has changed. Never raises because of a server or a name."""
        try:
            async with asyncio.timeout(self._limits.whole):
                return await self._follow(known)
        except _OutcomeError as error:
            return error.failed
        except AddressRefusedError as refused:
            return Failed(FeedFailure.ADDRESS, str(refused))
        except (TimeoutError, httpx.TimeoutException):
            return Failed(FeedFailure.TIMEOUT)
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            return Failed(FeedFailure.ADDRESS, type(error).__name__)
        except (httpx.HTTPError, OSError) as error:
            return Failed(FeedFailure.NETWORK, type(error).__name__)

    async def close(self) -> None:
        """Close the HTTP client."""
        await self._client.aclose()

    async def _follow(self, known: FeedState) -> Outcome:
        url = httpx.URL(known.url)
        permanent = True
        for hop in range(self._limits.most_redirects + 1):
            found = await self._hop(url, known if hop == 0 else FeedState(str(url), known.etag, known.modified))
            if isinstance(found, Fetched) and hop > 0 and permanent:
                return replace(found, moved_to=found.url)
            if not isinstance(found, _Redirect):
                return found
            if url.scheme == "https" and found.url.scheme == "http":
                return Failed(FeedFailure.REDIRECTS, "fra https til http", found.status)
            url, permanent = found.url, permanent and found.status in PERMANENT
        return Failed(FeedFailure.REDIRECTS, f"mer enn {self._limits.most_redirects}")

    async def _hop(self, url: httpx.URL, known: FeedState) -> "Outcome | _Redirect":
        checked = await addresses(url, self._allowed, self._resolve)
        for number, address in enumerate(checked, 1):
            try:
                return await self._ask(url, address, known)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if number == len(checked):
                    raise
        raise AssertionError  # there is at least one address

    async def _ask(self, url: httpx.URL, address: Ip, known: FeedState) -> "Outcome | _Redirect":
        request = self._client.build_request(
            "GET",
            url.copy_with(host=str(address), fragment=None),
            headers=_headers(url, known),
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        response = await self._client.send(request, stream=True)
        try:
            return await self._answer(url, response)
        finally:
            await response.aclose()

    async def _answer(self, url: httpx.URL, response: httpx.Response) -> "Outcome | _Redirect":
        status, headers = response.status_code, response.headers
        if status in REDIRECTS:
            return _Redirect(url.join(headers.get("location", "")), status)
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

    async def _content(self, response: httpx.Response) -> bytes:
        most = self._limits.most_bytes
        try:
            unpacker = Unpacker(response.headers.get("content-encoding", "").strip().lower(), most)
            async for chunk in response.aiter_raw():
                unpacker.take(chunk)
            return unpacker.content()
        except FeedTooLargeError:
            raise _OutcomeError(Failed(FeedFailure.SIZE, f"mer enn {most} byte")) from None
        except (zlib.error, ValueError) as error:
            raise _OutcomeError(Failed(FeedFailure.ENCODING, str(error)[:80])) from None


@dataclass(frozen=True)
class _Redirect:
    url: httpx.URL
    status: int


def _headers(url: httpx.URL, known: FeedState) -> dict[str, str]:
    host = url.raw_host.decode("ascii")
    host = f"[{host}]" if ":" in host else host
    asked = {
        "Host": f"{host}:{port_of(url)}" if url.port else host,
        "User-Agent": USER_AGENT,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip",
        "If-None-Match": known.etag,
        "If-Modified-Since": known.modified,
    }
    # A server's own validators are sent back to it; a value that could not be a header is left out.
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


def _seconds(written: str) -> int | None:
    """Read Retry-After if it is a number of seconds; a date is ignored, as the next fetch is far off anyway."""
    return int(written) if written.isdecimal() and len(written) < 7 else None  # noqa: PLR2004 - under twelve days
