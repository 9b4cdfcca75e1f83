"""Makes links comparable: the same page has the same link everywhere."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = re.compile(
    r"(?:utm_\w+|at_\w+|mc_[ce]id|pk_\w+|mtm_\w+|hsa_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igsh(?:id)?"
    r"|xtor|cmpid|ocid|_ga|_gl|_hsenc|_hsmi|vero_id|wt\.\w+|spm|ref_src|ref_url)",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, not what is read."""
HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
"""A host name as in a request, or an IPv6 address."""
LONGEST = 2_000
OWN_PORTS = {"http": 80, "https": 443}


def canonical(link: str, base: str = "") -> str | None:
    """Return a web link without tracking, fragment and the scheme's default port; None if it is not a web link.

    A relative link is resolved against `base`.
    """
    if not link.strip() or len(link) > LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base, "".join(link.split())))
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in OWN_PORTS or not HOST.fullmatch(host):
        return None
    host = f"[{host}]" if ":" in host else host
    place = host if port in {None, *OWN_PORTS.values()} else f"{host}:{port}"
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(name)
    ]
    return urlunsplit((parts.scheme, place, parts.path or "/", urlencode(kept), ""))


def article_key(link: str) -> str:
    """Return what all addresses of an article have in common; equal for two canonical links of the same one.

    Left out are the scheme, `www.`, a slash at the end, the order of parameters and how letters are escaped.
    """
    parts = urlsplit(link)
    path = unquote(parts.path).rstrip("/")
    return (
        f"{parts.netloc.removeprefix('www.')}{path}?{urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))}"
    )
