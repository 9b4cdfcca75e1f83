"""Which official item an address is of, so that what people paste is the same row as what a source brings."""

import re
from urllib.parse import parse_qs, urlsplit

from models.official.items import ItemKind

GOVERNMENT, STORTING, DATA = "www.regjeringen.no", "www.stortinget.no", "data.stortinget.no"
PRACTICE = "127.0.0.1"
"""Where the demonstration serves made-up sources of both, with the same paths (as `content.schema.media` has its feed)."""
DOCUMENT = re.compile(r"/(?:no|nn)/dokument(?:er)?/(?:[^/?#]{1,300}/){0,6}id(\d{1,12})/?")
NUMBER = re.compile(r"\d{1,12}")
PARAMETERS = (
    (STORTING, "/saker/sak", "p", ItemKind.CASE),
    (STORTING, "/horing", "h", ItemKind.COMMITTEE_HEARING),
    (STORTING, "/skriftlig-sporsmal/", "qid", ItemKind.QUESTION),
    (STORTING, "/interpellasjon/", "qid", ItemKind.INTERPELLATION),
    (DATA, "/eksport/sak", "sakid", ItemKind.CASE),
    (DATA, "/eksport/hor", "horingid", ItemKind.COMMITTEE_HEARING),
)
"""The host, what its path holds, the parameter with the number, and what it is the number of."""


def item_of(address: str) -> tuple[ItemKind, str] | None:
    """Return the kind and the number of the item that an address is of; None for any other address."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    document = DOCUMENT.fullmatch(parts.path)
    if host in {GOVERNMENT, GOVERNMENT.removeprefix("www."), PRACTICE} and document:
        return ItemKind.HEARING, document[1]
    host = STORTING if host == STORTING.removeprefix("www.") else host
    query = {name.lower(): values[-1] for name, values in parse_qs(parts.query, max_num_fields=20).items()}
    for place, path, name, kind in PARAMETERS:
        if host in {place, PRACTICE} and path in parts.path.lower() and NUMBER.fullmatch(query.get(name, "")):
            return kind, query[name]
    return None
