"""Norway's municipalities since 1 January 2024, as Kartverket lists them (`kommuner.csv`)."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from content.folding import fold

FILE = Path(__file__).with_name("kommuner.csv")
_NUMBER = re.compile(r"\d{3,4}")
_BESIDE = re.compile(r"\b(?:kommune|kommunestyre|kommunestyret|bystyre|bystyret|i|fylke)\b|[(),/]")


@dataclass(frozen=True, order=True)
class Municipality:
    """A municipality: its four digits, its name, and the county that separates it from others of that name."""

    number: str
    name: str
    county: str


@lru_cache(maxsize=1024)
def municipalities(said: str) -> Sequence[Municipality]:
    """Return the municipalities a text may mean: none if it names none, several («Våler») if it is ambiguous.

    «Våler i Innlandet», «Våler (Østfold)», «vaaler kommune», «3419» and «301» are understood.
    """
    digits = said.strip()
    if _NUMBER.fullmatch(digits):
        found = _by_number().get(digits.zfill(4))
        return (found,) if found else ()
    text = " ".join(_BESIDE.sub(" ", fold(said)).split())
    return _by_words().get(text, ())


def municipality(number: str) -> Municipality | None:
    """Return the one with those four digits."""
    return _by_number().get(number)


def has_county(number: str) -> bool:
    """Return True if a county's municipalities begin with those two digits."""
    return any(each.startswith(number) for each in _by_number())


@cache
def _by_number() -> Mapping[str, Municipality]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [
            Municipality(row["kommunenummer"], row["kommunenavn"], row["fylkesnavn"]) for row in csv.DictReader(file)
        ]
    return {each.number: each for each in rows}


@cache
def _by_words() -> Mapping[str, Sequence[Municipality]]:
    found: dict[str, list[Municipality]] = defaultdict(list)
    for each in _by_number().values():
        for name in {each.name, *each.name.split(" - ")}:
            bare = " ".join(_BESIDE.sub(" ", fold(name)).split())
            found[bare].append(each)
            for county in {each.county, *each.county.split(" og "), *each.county.split(" - ")}:
                found[f"{bare} {fold(county)}"].append(each)
    return found
