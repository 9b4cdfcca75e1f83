"""The addresses of calendar feeds."""

FEEDS, SUFFIX = "/kalender/", ".ics"


def calendar_address(url: str, secret: str) -> str:
    """Return the address of a feed; `url` is where people reach the bot, without a closing slash."""
    return f"{url}{FEEDS}{secret}{SUFFIX}"
