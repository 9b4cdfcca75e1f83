"""Checks the places that variants of a message are for against Kartverket's list."""

from collections.abc import Iterator

from content.document import Document
from content.faults import Fault
from content.municipalities import has_county, municipality

COUNTY = 2
"""A county's number is the first two digits of its municipalities'."""


def unknown_places(issue: Document) -> Iterator[Fault]:
    """Yield a fault for each place in the variants of an issue that is not in Norway."""
    variants = issue.data.get("varianter")
    for number, variant in enumerate(variants if isinstance(variants, list) else ()):
        places = variant.get("steder") if isinstance(variant, dict) else None
        for place, value in enumerate(places if isinstance(places, list) else ()):
            if isinstance(value, str) and value.isdecimal() and not _is_known(value):
                expected = f"ventet et kommunenummer eller fylkesnummer som finnes, fikk «{value}»"
                yield issue.fault(("varianter", number, "steder", place), expected)


def _is_known(number: str) -> bool:
    return has_county(number) if len(number) == COUNTY else municipality(number) is not None
