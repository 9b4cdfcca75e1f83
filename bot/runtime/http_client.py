"""Calling others by HTTP: one session for all that a platform is told and asked."""

import aiohttp


def http_session(timeout: aiohttp.ClientTimeout) -> aiohttp.ClientSession:
    """Return a session to be opened as a block. It keeps no cookies: it serves many workspaces.

    Nor does it let calls wait for each other's connections, as aiohttp does beyond a hundred: who calls decides how
    many there are, and a hundred that hang must not hold up the next.
    """
    connector = aiohttp.TCPConnector(limit=0)
    return aiohttp.ClientSession(connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())
