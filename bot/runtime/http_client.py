"""HTTP calls to other servers: one session for all calls to a platform."""

import aiohttp


def http_session(timeout: aiohttp.ClientTimeout) -> aiohttp.ClientSession:
    """Return a session, to use as a context manager. It keeps no cookies: it serves many workspaces.

    It sets no limit on connections, which aiohttp does at a hundred: the caller decides how
    many there are, and a hundred that hang must not hold up the next.
    """
    connector = aiohttp.TCPConnector(limit=0)
    return aiohttp.ClientSession(connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())
