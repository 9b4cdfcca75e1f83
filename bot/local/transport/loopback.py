"""The one place that says what counts as this machine."""

from urllib.parse import urlsplit

_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def is_loopback(url: str) -> bool:
    """Return True if an http address is on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "http" and parts.hostname in _NAMES


def host_is_loopback(host: str) -> bool:
    """Return True if a `Host` header names this machine (a foreign name here is DNS rebinding)."""
    return is_loopback(f"http://{host}") and "/" not in host and "@" not in host
