"""The parts that a text about one person is divided into, and which of them is the name."""

import re
from collections.abc import Iterator, Sequence

from bot.commands.interessenter.names.kind_guess import names_organisation
from bot.commands.interessenter.names.parties import party
from bot.commands.interessenter.names.places import is_county, is_place
from bot.commands.interessenter.names.titles import PARTICLES, is_head, leading_title
from bot.commands.parse.clean import fold
from content.names import is_given
from content.parties import PARTIES

FROM = frozenset({"fra", "i", "hos", "ved", "på", "from", "at"})
_IN_NAMES = FROM | {"av", "for", "og", "unge"}
"""Words before a party's name that make it the name of an organisation."""
_BETWEEN = re.compile(r"[,;|]|\s[-–—/.](?=\s)")
_DASH = re.compile("[-–—]")
_PARTY_WORDS = frozenset(each.upper() for short, names in PARTIES.items() for each in (short, *names) if len(each) > 1)
"""The parties as one word after a name; single letters are initials."""
_REPRESENTED_BY = re.compile(r"(?<!\s)\s+v/\s*(?=\w)")
_CALLED = "navn namn name kontaktperson kontakt contact att attn deltaker medlem representant person"
_LABELS = frozenset(_CALLED.split())
LONGEST_FAMILY = 3
"""The most words of a family name: «von der Lippe, Kari»."""


def with_party_apart(text: str) -> str:
    """Return «Arild Hermstad, MDG» for «Arild Hermstad MDG»: a party after a given name and a family name."""
    name, _, last = text.rpartition(" ")
    if len(last) == 1 or " " not in name or not name[-1].isalpha() or last.upper() not in _PARTY_WORDS:
        return text
    # «leder i Oslo Høyre», «Nordre Follo Høyre», «Oslo og Akershus Ap»: an organisation
    is_organisation = is_place(name) or any(word.lower() in _IN_NAMES for word in name.split())
    return f"{name}, {last}" if not is_organisation and any(map(is_given, name.split())) else text


def in_brackets(group: str) -> Sequence[str]:
    """Return the parts of «A, Akershus» and of «A – Akershus»."""
    halves = [half.strip() for half in _DASH.split(group, maxsplit=1)]
    are_dashed = len(halves) > 1 and party(halves[0]) and is_place(halves[1])
    return halves if are_dashed else group.split(",")


def person_first(text: str) -> str:
    """Return «Geir Holm, NHO» for «NHO v/ Geir Holm»."""
    organisation, *names = _REPRESENTED_BY.split(text, maxsplit=1)
    return f"{names[0]}, {organisation}" if names else text


def parts(text: str) -> Iterator[str]:
    """Yield the parts of «Kari Lie, ordfører | Moss»."""
    for part in _BETWEEN.split(text):
        for each in divided(part):
            yield from filter(None, map(str.strip, _BETWEEN.split(with_party_apart(each))))


def divided(part: str) -> Iterator[str]:
    """Yield the parts of «Kari Lie/Ap» and «Sp/Innlandet»; «Kari Lie/Per Moe» is two people, and is not split."""
    first, *others = part.split("/")
    are_beside = all(is_aside(each) or is_place(each) for each in others)
    yield from filter(None, map(str.strip, (first, *others) if are_beside else (part,)))


def without_label(text: str) -> str:
    """Return a text without its label: «Kontaktperson: Kari Lie», «v/Kari Lie»; a role is kept."""
    label, colon, rest = text.partition(":")
    if colon and rest.strip() and label.strip():
        if fold(label) in _LABELS:
            return rest.strip()
        if party(label):
            return f"{rest.strip()}, {label}"
        if leading_title(label.split()) == len(label.split()):
            return f"{label} {rest.strip()}"
    return text[2:].strip() if text[:2].lower() == "v/" else text


def order(family: str, given: str) -> int:
    """Return 1 if the part before a comma is a family name, −1 if it is a whole name, and 0 if that is not clear."""
    first, second = family.split(), given.split()
    if not first or not second or is_aside(given):
        return -1
    starts, follows = is_given(first[0]), is_given(second[0])
    if fold(first[0]) in PARTICLES or (len(first) == 1 and (follows or not starts)):
        return 1
    if follows != starts:
        return 1 if follows else -1
    return -1 if len(first) > 1 and is_place(given) else 0


def is_family_first(family: str, given: str, usual: bool | None) -> bool:
    """Return True if «Nordmann» and «Kari» are the halves of one name; if that is not clear, return `usual`."""
    if len(family.split()) > LONGEST_FAMILY or leading_title(family.split()):
        return False
    said = order(family, given)
    return said > 0 or (said == 0 and bool(usual))


def is_aside(text: str) -> bool:
    """Return True if a text is a party, a role, an organisation or a county, and not a name."""
    words = text.split()
    county = is_county(text)
    return county or party(text) is not None or names_organisation(text) or is_role(words)


def is_role(words: Sequence[str]) -> bool:
    """Return True if the words are a role, or begin with one."""
    taken = leading_title(words)
    return taken > 0 and (not words[0][:1].islower() or any(map(is_head, words[:taken])))
