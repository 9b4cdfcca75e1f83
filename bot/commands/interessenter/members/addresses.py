"""E-mail addresses as people write them."""


def is_address(text: str) -> bool:
    """Return True if a text looks like one e-mail address."""
    name, at, host = text.partition("@")
    return bool(name and at and "." in host.strip(".")) and "@" not in host and not set(text) & set(' ,;<>"()')
