"""Checks the places that variants of a message, and local facts, are for against Kartverket's list."""

from collections.abc import Iterator

from content.document import Document
from content.faults import Fault
from content.municipalities import has_county, municipality

COUNTY = 2
"""A county's number is the first two digits of its municipalities'."""


def unknown_places(issue: Document) -> Iterator[Fault]:
    """Yield a fault for each place in the variants and facts of an issue that is not in Norway."""
    for name in ("varianter", "fakta"):
        yield from _unknown(issue, name)


def _unknown(issue: Document, name: str) -> Iterator[Fault]:
    entries = issue.data.get(name)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        places = entry.get("steder") if isinstance(entry, dict) else None
        for place, value in enumerate(places if isinstance(places, list) else ()):
            if isinstance(value, str) and value.isdecimal() and not _is_known(value):
                expected = f"ventet et kommunenummer eller fylkesnummer som finnes, fikk «{value}»"
                yield issue.fault((name, number, "steder", place), expected)


def _is_known(number: str) -> bool:
    return has_county(number) if len(number) == COUNTY else municipality(number) is not None
