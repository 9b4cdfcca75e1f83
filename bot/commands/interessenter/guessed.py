"""What kind of role or organisation a name tells of. A guess that people can mend, never one of party."""

import re

from bot.commands.parse.clean import fold
from content.folding import remembered

_ROLES = (
    (
        "politiker",
        (
            r"statssekretar|statsrad|minister|ordforer|byrad\b|byradsleder|fylkesrad|stortingsrepresentant|representant|"
            r"gruppeleder|komiteleder|politisk|parlamentarisk|kommunestyre|folkevalgt"
        ),
    ),
    ("redaksjon", r"redaktor|journalist|reporter|vaktsjef|kommentator|programleder"),
    (
        "embetsverk",
        (
            r"departementsrad|ekspedisjonssjef|avdelingsdirektor|underdirektor|kommunedirektor|radmann|kommunalsjef|"
            r"fylkesdirektor|seniorradgiver|fagdirektor|statsforvalter|komitesekretar"
        ),
    ),
)
_ORGANISATIONS = (
    ("departement", r"departement(?:et)?\b"),
    ("komité", r"komite(?:en)?\b"),
    ("fylkeskommune", r"fylkeskommune\b"),
    ("kommune", r"\bkommune\b"),
    ("etat", r"direktorat(?:et)?\b|tilsyn(?:et)?\b|^statnett\b|^bane nor\b|^nye veier\b|statens |^nve\b|verket\b"),
    ("medium", r"avis(?:a|en)?\b|blad(?:et)?\b|^nrk\b|^tv ?2\b|tidende\b|posten\b|^vg\b|^e24\b|^ntb\b"),
    ("næringsliv", r"\b(?:as|asa|ab|ans)$|næringsforening|naringsforening|handelskammer|^konsern"),
    ("organisasjon", r"^(?:nho|lo|ks|virke|fagforbundet)\b|forbund(?:et)?\b|forening(?:en)?\b|samarbeid(?:et)?\b"),
)
_ROLE_WORDS = tuple((kind, re.compile(words)) for kind, words in _ROLES)
_ORGANISATION_WORDS = tuple((kind, re.compile(words)) for kind, words in _ORGANISATIONS)
_ROLE_WORDS = tuple((kind, re.compile(words)) for kind, words in _ROLES)
_ORGANISATION_WORDS = tuple((kind, re.compile(words)) for kind, words in _ORGANISATIONS)
_BELONGS = {
    "departement": "embetsverk",
    "etat": "embetsverk",
    "kommune": "embetsverk",
    "fylkeskommune": "embetsverk",
    "medium": "redaksjon",
    "næringsliv": "næringsliv",
    "organisasjon": "organisasjon",
    "komité": "politiker",
}
OTHER = "annet"
WITHOUT_PARTY = frozenset({"medium", "næringsliv", "organisasjon", "etat"})
"""Where somebody of a party is not there for the party, unless the title says so."""


@remembered(4096)
def role_kind(title: str, party: str | None, organisation: str) -> str:
    """Return the kind of role (a name of `models.register.kinds.ROLES`) that a title, party and organisation tell of."""
    said = fold(title)
    named = next((kind for kind, words in _ROLE_WORDS if words.search(said)), None)
    where = organisation_kind(organisation)
    if named is None and party and where not in WITHOUT_PARTY:
        return "politiker"
    return named or _BELONGS.get(where, OTHER)


@remembered(4096)
def organisation_kind(name: str) -> str:
    """Return the kind of organisation (a name of `models.register.kinds.ORGANISATIONS`) that a name tells of."""
    said = fold(name)
    return next((kind for kind, words in _ORGANISATION_WORDS if words.search(said)), OTHER)
