"""The Storting's constituencies, which are the counties as they were before 2018 (valgloven § 2-1), by today's counties."""

from collections.abc import Iterable, Mapping

from content.folding import fold
from content.municipalities import municipality

SPLIT: Mapping[str, tuple[str, ...]] = {
    "Innlandet": ("Hedmark", "Oppland"),
    "Agder": ("Aust-Agder", "Vest-Agder"),
    "Vestland": ("Hordaland", "Sogn og Fjordane"),
    "Trøndelag": ("Nord-Trøndelag", "Sør-Trøndelag"),
}
"""The counties that are two constituencies. Which of them a municipality is in is not known here: both are meant."""
CONSTITUENCIES = (
    *("Østfold", "Akershus", "Oslo", "Hedmark", "Oppland", "Buskerud", "Vestfold", "Telemark", "Aust-Agder"),
    *("Vest-Agder", "Rogaland", "Hordaland", "Sogn og Fjordane", "Møre og Romsdal", "Sør-Trøndelag"),
    *("Nord-Trøndelag", "Nordland", "Troms", "Finnmark"),
)
"""All of them, in the order of the Storting's own lists."""


def constituencies_of(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return the constituencies of the counties of some municipalities (their numbers), in the Storting's order."""
    known = (municipality(each) for each in numbers)
    found = {name for each in known if each for name in constituencies_of_county(each.county)}
    return tuple(each for each in CONSTITUENCIES if each in found)


def county_called(text: str) -> str | None:
    """Return the name of the county or the constituency that people or Kartverket write; None if it is none."""
    named = fold(text.partition(" - ")[0]).removesuffix(" fylke").strip()
    return next((each for each in (*SPLIT, *CONSTITUENCIES) if fold(each) == named), None)


def constituencies_of_county(county: str) -> tuple[str, ...]:
    """Return the constituencies that a county's name means; none if it is no county."""
    name = county_called(county)
    return () if name is None else SPLIT.get(name, (name,))
