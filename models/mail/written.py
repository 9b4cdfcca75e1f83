"""An e-mail address as it is stored: checked, in lower case, the domain in ASCII (pure)."""

import re

LONGEST = 254
"""The longest address that a mail server must take (RFC 5321, 4.5.3.1.3, less the brackets)."""
LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class BadAddressError(ValueError):
    """It is no e-mail address that can be written to. The message is a sentence, in bokmål."""

    def __init__(self) -> None:
        super().__init__("Skriv en e-postadresse som kari@kommune.no.")


def written(text: str) -> str:
    """Return an address as it is stored. Raises `BadAddressError`.

    Only plain addresses are taken: no quoted names, no comments, no letters beyond ASCII before the @.
    """
    local, at, domain = text.strip().lower().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode() if domain else ""
    except UnicodeError:
        raise BadAddressError from None
    address = f"{local}@{ascii_domain}"
    if not at or len(address) > LONGEST or not LOCAL.fullmatch(local) or not _is_domain(ascii_domain):
        raise BadAddressError
    return address


def _is_domain(text: str) -> bool:
    labels = text.split(".")
    return len(labels) > 1 and all(LABEL.fullmatch(each) for each in labels) and not labels[-1][0].isdigit()
