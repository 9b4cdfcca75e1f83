"""The people that a line names («Kari Nordmann (Ap) og Ola Moe fra NHO»), and the kind of role or organisation a name suggests.

The kind is a guess that people can correct, and never one of party.
"""

import re
from collections.abc import Iterator

from bot.commands.parse.clean import fold
from content.folding import remembered
from content.frozen import frozen

PARTIES = {
    "Ap": ("ap", "arbeiderpartiet"),
    "FrP": ("frp", "fremskrittspartiet"),
    "H": ("h", "høyre"),
    "INP": ("inp", "industri- og næringspartiet"),
    "KrF": ("krf", "kristelig folkeparti"),
    "MDG": ("mdg", "miljøpartiet de grønne"),
    "R": ("r", "rødt"),
    "Sp": ("sp", "senterpartiet"),
    "SV": ("sv", "sosialistisk venstreparti"),
    "V": ("v", "venstre"),
}
"""The parties by their usual short form, with the words for each in small letters."""
LONGEST = 120
MOST_PEOPLE = 20
"""How many a dialogue may be with: each is looked up."""
_BETWEEN = re.compile(r"\([^()]*\)|(,|&|\bog\b)", re.IGNORECASE)
"""What stands in brackets, and, where that is not it, what stands between two names."""
_ASIDE = re.compile(r"\(([^()]*)\)")
_FROM = re.compile(r" (?:fra|i|hos) ", re.IGNORECASE)

_JUST_A_NAME = re.compile(r"[A-ZÆØÅ]\w*(?:[ -](?!(?i:fra|i|hos)\b)[A-ZÆØÅ]\w*)*")
"""Words with a capital each, as nearly all names are written: nothing else is to be found in them."""


@frozen
class WrittenName:
    """Someone as a line names them; what was not written is empty. `party` is one of `PARTIES`."""

    name: str
    party: str = ""
    organisation: str = ""
    title: str = ""


def parse_people(text: str) -> tuple[WrittenName, ...]:
    """Return the people that a text names, each once, in its order."""
    names = [parse_name(part) for part in _parts(text)]
    return tuple({each.name: each for each in names if each.name}.values())


def people_error(text: str) -> str | None:
    """Return what to say where a text names more than may be written down at once, or a name that is too long."""
    parts = [part for part in _parts(text) if part]
    if len(parts) > MOST_PEOPLE:
        return f"Skriv høyst {MOST_PEOPLE} navn om gangen. Nå er det {len(parts)}."
    if any(max(map(len, (each.name, each.organisation, each.title))) > LONGEST for each in map(_parsed, parts)):
        return f"Et navn kan ha høyst {LONGEST} tegn. Kort det ned."
    return None


def _parts(text: str) -> Iterator[str]:
    start = 0
    for between in _BETWEEN.finditer(text):
        if between[1]:
            yield text[start : between.start()].strip()
            start = between.end()
    yield text[start:].strip()


def party(text: str) -> str | None:
    """Return the short form of the party that a text is the name of, if it is."""
    word = text.strip().lower()
    return next((short for short, names in PARTIES.items() if word in names), None)


def parse_name(text: str) -> WrittenName:
    """Return the one that a text names; «statssekretær Tom Berg (Ap) i Samferdselsdepartementet» tells all of it.

    What is longer than `LONGEST` is cut: `people_error` says so.
    """
    whole = _parsed(text)
    return WrittenName(_cut(whole.name), whole.party, _cut(whole.organisation), _cut(whole.title))


def _parsed(text: str) -> WrittenName:
    if _JUST_A_NAME.fullmatch(text):
        return WrittenName(text)
    asides = [aside.strip() for group in _ASIDE.findall(text) for aside in group.split(",") if aside.strip()]
    bare, *others = _FROM.split(" ".join(_ASIDE.sub(" ", text).split()), maxsplit=1)
    title, name = _titled(bare)
    belongs = next((short for aside in asides if (short := party(aside))), "")
    rest = [aside for aside in asides if party(aside) is None]
    organisation = others[0] if others else next(iter(rest), "")
    titles = (title, *(each for each in rest if each != organisation))
    return WrittenName(_tidy(name), belongs, _tidy(organisation), _tidy(", ".join(each for each in titles if each)))


def _titled(text: str) -> tuple[str, str]:
    """Return the words in small letters before a name, such as «statssekretær», and the name."""
    said = text.split()
    small = next((number for number, word in enumerate(said) if not word[:1].islower()), 0)
    return " ".join(said[:small]), " ".join(said[small:])


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:–-.")


def _cut(text: str) -> str:
    return text[:LONGEST].rstrip()


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
def guess_role_kind(title: str, party: str | None, organisation: str) -> str:
    """Return the kind of role (a name of `models.register.kinds.ROLES`) that a title, party and organisation tell of."""
    word = fold(title)
    named = next((kind for kind, words in _ROLE_WORDS if words.search(word)), None)
    where = guess_organisation_kind(organisation)
    if named is None and party and where not in WITHOUT_PARTY:
        return "politiker"
    return named or _BELONGS.get(where, OTHER)


@remembered(4096)
def guess_organisation_kind(name: str) -> str:
    """Return the kind of organisation (a name of `models.register.kinds.ORGANISATIONS`) that a name tells of."""
    word = fold(name)
    return next((kind for kind, words in _ORGANISATION_WORDS if words.search(word)), OTHER)
