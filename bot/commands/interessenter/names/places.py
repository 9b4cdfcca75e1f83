"""Municipalities and counties beside a name, and the organisation of an office held there."""

import re

from bot.commands.parse.clean import fold
from content.municipalities import municipalities

_MUNICIPAL = re.compile(
    r"ordfor[ae]r|kommunedirektor|radmann|kommunalsjef|gruppeleder|gruppeleiar|kommunestyre|bystyre|heradsstyre|formannskap|"
    r"kommunestyremedlem"
)
_ASSEMBLY = re.compile("kommun|bystyre|heradsstyre|formannskap|fylkesting|byrad|radhus")
"""In the name of a municipality's or county's body, which is an organisation itself: «Oslo bystyre»."""
_COUNTIES = frozenset(
    fold(name)
    for name in [
        "Agder",
        "Akershus",
        "Aust-Agder",
        "Buskerud",
        "Finnmark",
        "Hedmark",
        "Hordaland",
        "Innlandet",
        "Møre og Romsdal",
        "Nord-Trøndelag",
        "Nordland",
        "Oppland",
        "Rogaland",
        "Sogn og Fjordane",
        "Sør-Trøndelag",
        "Telemark",
        "Troms",
        "Troms og Finnmark",
        "Trøndelag",
        "Vest-Agder",
        "Vestfold",
        "Vestfold og Telemark",
        "Vestland",
        "Viken",
        "Østfold",
    ]
)
"""The present counties, those of 2020–2023, and the Storting's constituencies; Oslo is a municipality here."""


def is_county(text: str) -> bool:
    """Return True if a text is the name of a county or of one of the Storting's constituencies."""
    return fold(text) in _COUNTIES


def is_place(text: str) -> bool:
    """Return True if a text is the name of a municipality or a county."""
    return is_county(text) or (bool(municipalities(text)) and not _ASSEMBLY.search(fold(text)))


def office_at(where: str, title: str) -> str:
    """Return the organisation of somebody who holds an office in a place: «Lillestrøm kommune»; else the place."""
    said = fold(title)
    if is_county(where) and "fylkes" in said:
        return f"{where} fylkeskommune"
    if _MUNICIPAL.search(said) and "fylkes" not in said and is_place(where) and fold(where) not in _COUNTIES:
        return f"{where} kommune"
    return where
