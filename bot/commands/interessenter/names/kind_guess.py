"""The kind of role or organisation that a name suggests: a guess that people can correct. Parties are never guessed."""

import re

from bot.commands.parse.clean import fold
from content.folding import remembered
from content.names import is_given

_ROLES = (
    (
        "politiker",
        (
            r"statssekretar|statsrad|minister|ordfor[ea]r|mayor|byrad\b|byradsleder|fylkesrad|stortingsrepresentant|representant|"
            r"gruppelei?d?[ea]r|komitelei?d?[ea]r|sametingspresident|politisk|parlamentarisk|kommunestyre|folkevalgt"
        ),
    ),
    ("redaksjon", r"redaktor|journalist|reporter|vaktsjef|kommentator|programleder"),
    (
        "embetsverk",
        (
            r"departementsrad|ekspedisjonssjef|avdelingsdirektor|underdirektor|kommunedirektor|radmann|kommunalsjef|"
            r"fylkesdirektor|senior(?:radgiver|radgjevar)|fagdirektor|statsforvalter|komitesekretar"
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
    ("næringsliv", r"naringsforening|naringslag|handelskammer|^konsern"),
    ("organisasjon", r"^(?:nho|lo|ks|virke|fagforbundet)\b|forbund(?:et)?\b|forening(?:en)?\b|samarbeid(?:et)?\b"),
)

_ROLE_WORDS = tuple((kind, re.compile(words)) for kind, words in _ROLES)

_ORGANISATION_WORDS = tuple((kind, re.compile(words)) for kind, words in _ORGANISATIONS)

_COMPANY = re.compile(r"\b(?:AS|ASA|A/S|AB|AG|ANS|BA|DA|SA|SF|SE|KF|IKS|HF|RHF|Ltd|GmbH|Inc|Oy|ApS)\.?$|\bas$")
"""The endings of a company's name, case-sensitive: «Nora Aas» and «Tor Ås» are people."""

_OTHERS = re.compile(
    r"(?:universitetet|hog?ye?skolen|hogskulen|sykehuset|sjukehuset|instituttet|institutt|museet|senteret|selskapet|stiftelsen|"
    r"banken|klubben|gruppen|gruppa|utvalget|styret|radet|tinget|regionen|partiet|unionen|laget|kontoret|sekretariatet|"
    r"kommisjonen|delegasjonen|ambassaden|bispedomme|politidistrikt|redaksjonen|omradet)\b"
    r"|\b(?:universitetet|hogskolen|hoyskolen|statsforvalteren|fylkesmannen|embassy|ministry|university|council|institute|"
    r"commission|agency|havn|regjeringa?|regjeringen|regionrad|interkommunale|norges|norsk|unge|foreningen|stortings\w*|"
    r"kommunene|energi|gruppe|konsulent(?:er)?|consulting|group|rail|airport)\b"
    r"|(?:klynge|nettverk|nettverket|allianse|alliansen|fond|fondet|senter|forum|museum|teater|skole|skolen|skule|hotell?|klubb|"
    r"menighet|bibliotek|sykehus|sjukehus|universitet|selskap|kontor|sameie|borettslag|parti|forlag|festival|festivalen)$"
    r"|\b(?:arbeiderparti(?:et)?|hoyre|hogre|venstre|rodt|raudt|senterparti(?:et)?|frp|krf|mdg|sv)\b"
)
"""Folded words of other organisations, none of which is a family name."""

_SHORT = frozenset({"Virke", "Zero", "Bellona", "Vy", "Ruter", "Avinor", "Flytoget", "Vegvesenet", "Equinor", "Sintef"})

LENGTHS_OF_SHORT = range(2, 7)
"""How many letters an acronym of an organisation has."""

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
"""Kinds of organisations where a person with a party is not a politician, unless the title says so."""


@remembered(4096)
def guess_role_kind(title: str, party: str | None, organisation: str) -> str:
    """Return the kind of role (a key of `models.register.kinds.ROLES`) suggested by title, party and organisation."""
    word = fold(title)
    named = next((kind for kind, words in _ROLE_WORDS if words.search(word)), None)
    where = guess_organisation_kind(organisation)
    if named is None and party and where not in WITHOUT_PARTY:
        return "politiker"
    return named or _BELONGS.get(where, OTHER)


@remembered(4096)
def guess_organisation_kind(name: str) -> str:
    """Return the kind of organisation (a name of `models.register.kinds.ORGANISATIONS`) that a name suggests."""
    word = fold(name)
    found = next((kind for kind, words in _ORGANISATION_WORDS if words.search(word)), OTHER)
    return "næringsliv" if found == OTHER and _COMPANY.search(name) else found


def names_organisation(name: str) -> bool:
    """Return True if a name is that of an organisation of any kind: «Bane NOR», «Follorådet», «NHO», «Ruter AS»."""
    if guess_organisation_kind(name) != OTHER or name in _SHORT:
        return True
    words = name.split()
    said = fold(name)
    is_short = len(words) == 1 and len(name) in LENGTHS_OF_SHORT and name.isupper() and name.isalpha()
    return (is_short and not is_given(name)) or (bool(words) and not is_given(words[0]) and bool(_OTHERS.search(said)))
