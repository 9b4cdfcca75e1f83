"""The parties and lists as people write them: in full or short, in bokmål, nynorsk or English, or as the Storting's letters."""

import re
from collections.abc import Mapping

from content.folding import fold, remembered
from content.parties import PARTIES as NAMES

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "Ap": ("a", "arb partiet", "det norske arbeiderparti", "labour"),
    "FrP": ("framskrittspartiet", "progress"),
    "H": ("conservative", "conservatives"),
    "KrF": ("christian democratic", "christian democrats"),
    "MDG": ("g", "de grønne", "dei grøne", "greens", "green"),
    "R": ("red",),
    "Sp": ("centre", "center"),
    "SV": ("socialist left",),
    "V": ("liberal", "liberals"),
}
"""Other words for the parties: letters, older names, English."""
PARTIES: Mapping[str, tuple[str, ...]] = {
    short: (short.lower(), *(name.lower().replace("-", " ") for name in names), *SPELLINGS.get(short, ()))
    for short, names in NAMES.items()
}
"""The parties by their usual short form, with the words for each in small letters; «party» after an English one does not count."""
INDEPENDENT = "Uavhengig"
OTHERS: Mapping[str, tuple[str, ...]] = {
    INDEPENDENT: (
        "uavhengig",
        "uavhengige",
        "uavhengig representant",
        "uavh",
        "uavhengeg",
        "uavhengig av parti",
        "partiløs",
        "partilaus",
        "løsgjenger",
        "lausgjengar",
        "frittstående",
        "frittståande",
        "independent",
    ),
    "DEM": ("dem", "demokratene", "norgesdemokratene", "nd"),
    "FNB": ("fnb", "folkets parti fnb", "folkeaksjonen nei til mer bompenger"),
    "GP": ("gp", "generasjonspartiet"),
    "K": ("konservativt",),
    "KP": ("kystpartiet",),
    "Lib": ("lib", "liberalistene"),
    "NKP": ("nkp", "norges kommunistiske parti"),
    "NSR": ("nsr", "norske samers riksforbund", "norgga sámiid riikkasearvi"),
    "PF": ("pf", "pasientfokus"),
    "PP": ("pp", "pensjonistpartiet"),
    "PS": ("ps", "partiet sentrum"),
}
"""Other parties and groups; forms offer those in `PARTIES`."""
LONGEST, MOST_WORDS = 60, 6
"""The most characters and words of a local list's name: «Felleslista for Nordre Land»."""
_LIST = re.compile(r"\b\w*(?:lista|listen|liste|listi|listu|laget|bygdelag)\b|\w{3}partiet$", re.IGNORECASE)
_PLAIN = str.maketrans(".-–(),/", "       ")


@remembered(4096)
def party(text: str) -> str | None:
    """Return the short form of the party that a text names, if it does; a local list keeps its own name."""
    said = text.strip()
    outside, _, inside = said.partition("(")
    known = _known(said) or _known(outside) or (_known(inside) if inside else None)
    is_list = len(said) <= LONGEST and len(said.split()) <= MOST_WORDS and _LIST.search(said)
    return known or (said[:1].upper() + said[1:] if is_list else None)


def choices(chosen: str = "") -> tuple[str, ...]:
    """Return the parties that a form offers, with the one already chosen."""
    return tuple(dict.fromkeys(filter(None, (*PARTIES, INDEPENDENT, chosen))))


def _known(text: str) -> str | None:
    said = " ".join(fold(text.translate(_PLAIN)).split())
    return _BY_NAME.get(said) or _BY_NAME.get(said.removeprefix("the ").removesuffix(" party"))


_BY_NAME = {
    " ".join(fold(name.translate(_PLAIN)).split()): short
    for short, names in {**PARTIES, **OTHERS}.items()
    for name in names
}
