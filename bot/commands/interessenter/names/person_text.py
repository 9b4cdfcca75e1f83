"""Reading one person as people write them, with what is beside the name.

«Nordmann, Kari (A, Akershus)», «Kari Nordmann, Ap», «statssekretær Tom Berg (Ap) i Samferdselsdepartementet», «Ola Hansen,
ordfører i Lillestrøm», «Kommunal- og distriktsminister Siri Lie», «Nordmann, Kari <kari@example.no>».
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.commands.interessenter.names.kind_guess import names_organisation
from bot.commands.interessenter.names.parties import party
from bot.commands.interessenter.names.places import is_county, is_place, office_at
from bot.commands.interessenter.names.titles import HONORIFICS, PARTICLES, is_head, is_modifier, leading_title
from bot.commands.interessenter.names.typography import is_loud, name_of, place_of, tidy, tidy_title, without_addresses
from bot.commands.parse.clean import fold
from content.folding import remembered
from content.municipalities import municipalities
from content.names import is_given
from content.parties import PARTIES

FROM = frozenset({"fra", "i", "hos", "ved", "på", "from", "at"})
_IN_NAMES = FROM | {"av", "for", "og", "unge"}
"""Words before a party's name that make it the name of an organisation."""
_OF = frozenset({"av", "for", "of"})
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BETWEEN = re.compile(r"[,;|]|\s[-–—/.](?=\s)")
_BORN = re.compile(r"(?:f\.?|født|fødd)\s?\d{1,4}\b.*", re.IGNORECASE)
_DASH = re.compile("[-–—]")
_PARTY_WORDS = frozenset(each.upper() for short, names in PARTIES.items() for each in (short, *names) if len(each) > 1)
"""The parties as one word after a name; single letters are initials."""
_REPRESENTED_BY = re.compile(r"(?<!\s)\s+v/\s*(?=\w)")
_PRONOUNS = re.compile(r"(?:hun|han|hen|de|she|he|they|ho)\s?/\s?\w+", re.IGNORECASE)
_JUST_A_NAME = re.compile(r"[A-ZÆØÅ]\w*(?:[ -](?!(?i:fra|i|hos|ved|at|from)\b)[A-ZÆØÅ]\w*)*")
"""Capitalised words only, as in most names."""
_CALLED = "navn namn name kontaktperson kontakt contact att attn deltaker medlem representant person"
_LABELS = frozenset(_CALLED.split())
WHOLE_NAME = 2
"""How many words a name has at least that a text after it can belong to."""
LONGEST_FAMILY = 3
"""The most words of a family name: «von der Lippe, Kari»."""
LONGEST_TITLED = 2
"""The most lower-case words that are read as a role that is in no list."""
MOST_OF_A_PLACE = 4
CUT_SHORT = 3
"""How many words «energi- og miljøkomiteen» is, at least."""


@dataclass(frozen=True)
class WrittenName:
    """A person as a text names them; what was not written is empty. `party` is as `parties.party` returns it."""

    name: str
    party: str = ""
    organisation: str = ""
    title: str = ""
    place: str = ""
    """A municipality or county beside the name."""
    email: str = ""
    note: str = ""
    """Other text beside the name: «permisjon», «f. 1962»."""


@remembered(4096)
def read_person(text: str, family_first: bool | None = None) -> WrittenName:
    """Return the person that a text names.

    `family_first` says whether the family name comes first if a comma leaves that open; None means unknown.
    """
    text = _with_party_apart(text)
    if _JUST_A_NAME.fullmatch(text) and not leading_title(text.split()):
        return WrittenName(name_of(text))
    text = _person_first(without_label(without_addresses(text)))
    parts = [*_parts(_ASIDE.sub(" ", text))]
    beside = [part for group in _ASIDE.findall(text) for each in _in_brackets(group) for part in _divided(each)]
    if len(parts) > 1 and party(parts[0]):
        parts = [parts[1], parts[0], *parts[2:]]  # «Ap – Kari Nordmann»
    if len(parts) > 1 and (_is_parliaments(parts, beside) or is_family_first(parts[0], parts[1], family_first)):
        parts = [f"{parts[1]} {parts[0]}", *parts[2:]]
    found = _Found()
    name = found.bare(parts[0]) if parts else ""
    for part in parts[1:]:
        name = found.beside(part, name)
    for part in beside:
        found.aside(part)
    titles = [each for each in found.titles if fold(each.strip(".")) not in HONORIFICS] or found.titles
    title = ", ".join(map(_indefinite, map(tidy_title, titles)))
    return WrittenName(
        name_of(name), found.party, tidy(found.organisation), title, place_of(found.place), note=", ".join(found.notes)
    )


def _is_parliaments(parts: Sequence[str], beside: Sequence[str]) -> bool:
    """Return True for «Hussein, Marian Abdi (SV, Oslo)», as the Storting writes it, whatever the first word is."""
    return (
        len(parts) == 2  # noqa: PLR2004 - the halves of a name
        and len(parts[0].split()) == 1
        and not is_aside(parts[1])
        and bool(beside)
        and party(beside[0].strip()) is not None
    )


def _with_party_apart(text: str) -> str:
    """Return «Arild Hermstad, MDG» for «Arild Hermstad MDG»: a party after a given name and a family name."""
    name, _, last = text.rpartition(" ")
    if len(last) == 1 or " " not in name or not name[-1].isalpha() or last.upper() not in _PARTY_WORDS:
        return text
    # «leder i Oslo Høyre», «Nordre Follo Høyre», «Oslo og Akershus Ap»: an organisation
    is_organisation = is_place(name) or any(word.lower() in _IN_NAMES for word in name.split())
    return f"{name}, {last}" if not is_organisation and any(map(is_given, name.split())) else text


def _in_brackets(group: str) -> Sequence[str]:
    """Return the parts of «A, Akershus» and of «A – Akershus»."""
    halves = [half.strip() for half in _DASH.split(group, maxsplit=1)]
    are_dashed = len(halves) > 1 and party(halves[0]) and is_place(halves[1])
    return halves if are_dashed else group.split(",")


def _person_first(text: str) -> str:
    """Return «Geir Holm, NHO» for «NHO v/ Geir Holm»."""
    organisation, *names = _REPRESENTED_BY.split(text, maxsplit=1)
    return f"{names[0]}, {organisation}" if names else text


def _parts(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(text):
        for each in _divided(part):
            yield from filter(None, map(str.strip, _BETWEEN.split(_with_party_apart(each))))


def _divided(part: str) -> Iterator[str]:
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


def is_plain_name(text: str) -> bool:
    """Return True if a text is only a name that begins with a common given name."""
    return bool(_JUST_A_NAME.fullmatch(text)) and is_given(text.split(maxsplit=1)[0]) and not names_organisation(text)


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
    return county or party(text) is not None or names_organisation(text) or _is_role(words)


def is_role_alone(text: str) -> bool:
    """Return True if a text is a role without a name: «ordfører i Lillestrøm», «fagdirektør»."""
    words = _ASIDE.sub(" ", text).split()
    return _is_role(words) and not _Found().bare(" ".join(words))


class _Found:
    """What has been found beside a name so far."""

    def __init__(self) -> None:
        self.party = self.organisation = self.place = ""
        self.titles: list[str] = []
        self.notes: list[str] = []

    def bare(self, text: str) -> str:
        """Remove the role and the organisation from a text, and return the name that is left."""
        words = text.split()
        if len(words) > 1 and is_head(words[1]) and words[0].endswith("s") and is_place(words[0][:-1]):
            # «Lillestrøms ordfører Kari Lie»
            self._from(words[0][:-1], words[1:2])
            words = words[1:]
        taken = _whole_title(words)
        role = next((at for at in range(taken + 1, len(words)) if words[at][:1].islower() and is_head(words[at])), None)
        if role and not taken and words[role - 1][:1].isupper():
            # «Ola Hansen ordfører i Moss», without a comma
            self.bare(" ".join(words[role:]))
            words = words[:role]
        title, rest = words[:taken], words[taken:]
        at = next((number for number, word in enumerate(rest) if _leads_on(rest, number, bool(title))), None)
        name = rest
        if at is not None:
            name, where = rest[:at], rest[at + 1 :]
            if rest[at].lower() == "ved" and names_organisation(" ".join(name)):
                name, where = where, name  # «Bane NOR ved Ola Hansen»
            elif not name and title:
                size = _size_of_place(where)
                where, name = where[:size], where[size:]
            self._from(" ".join(where), title)
        if title:
            self.titles.append(" ".join(title))
        return " ".join(name)

    def beside(self, text: str, name: str) -> str:
        """Store a part beside the name; return the name, which is that part if there was no name."""
        if self._take(text):
            return name
        if _is_role(text.split()):
            left = self.bare(text)
            if left and not name:
                return left
            # A role goes on after its title: «fagansvarlig transport».
            self.titles[-1:] = [" ".join(filter(None, (*self.titles[-1:], left)))]
        elif name and _is_small(text) and not names_organisation(text):
            self.titles.append(text)
        elif name or names_organisation(text):
            self._organisation(text)
        else:
            return text
        return name

    def aside(self, text: str) -> None:
        """Store a part in brackets."""
        if self._take(text):
            return
        if (
            _is_role(text.split())
            or names_organisation(text)
            or (text[:1].isupper() and not any(map(str.isdigit, text)))
        ):
            self.beside(text, text)
        else:
            self.notes.append(text)

    def _take(self, text: str) -> bool:
        """Store a party, a place or the like; return False if a text is none of them."""
        belongs = party(text)
        if belongs:
            self.party = self.party or belongs
        elif _BORN.fullmatch(text):
            self.notes.append(text)
        elif is_modifier(text):
            self.titles.append(text)
        elif is_place(text):
            self._place(text)
        else:
            return bool(_PRONOUNS.fullmatch(text))
        return True

    def _from(self, where: str, title: Sequence[str]) -> None:
        belongs = None if title or self.titles else party(where)
        if belongs:
            # «Kari Lie fra Høyre» belongs to the party; «leder i Høyre» works there.
            self.party = self.party or belongs
            return
        office = office_at(where, " ".join((*self.titles, *title)))
        if office == where and not title and not self.titles and is_place(where):
            self.place = self.place or where  # «Kari Lie fra Drammen»
        else:
            self._organisation(office)

    def _place(self, where: str) -> None:
        office = office_at(where, " ".join(self.titles))
        if office != where and not self.organisation:
            self.organisation = office
        else:
            self.place = self.place or where

    def _organisation(self, name: str) -> None:
        if self.organisation:
            self.titles.append(name)
        else:
            self.organisation = name


def _leads_on(words: Sequence[str], number: int, has_title: bool) -> bool:
    """Return True for the word before an organisation or a place: «fra», after a title and a name also «for»."""
    word = words[number].lower()
    is_for = word == "for" and has_title and number >= WHOLE_NAME
    return (word in FROM or is_for) and number + 1 < len(words)


def _whole_title(words: Sequence[str]) -> int:
    """Return how many of the first words are a title with its complement: «medlem av formannskapet»."""
    taken = leading_title(words)
    while 0 < taken < len(words):
        word = words[taken]
        if word.lower() in _OF and taken + 1 < len(words):
            taken += 1
            if names_organisation(words[taken]) or (words[taken][:1].isupper() and is_head(words[0])):
                return (
                    len(words) if _is_all_capital(words[taken:]) and len(words) - taken < MOST_OF_A_PLACE else taken + 1
                )
        elif word[:1].islower() and word.lower() not in FROM and fold(word) not in PARTICLES:
            taken += 1
        elif (
            is_loud(word) and word.isalpha() and is_given(words[min(taken + 1, len(words) - 1)]) and not is_given(word)
        ):
            taken += 1  # «Sivilarkitekt MNAL Kari Lie»
        else:
            break
    return taken


def _is_all_capital(words: Sequence[str]) -> bool:
    return all(word[:1].isupper() for word in words)


def _size_of_place(words: Sequence[str]) -> int:
    """Return how many of the first words are the organisation or place; a name may follow them."""
    if municipalities(" ".join(words)):
        return len(words)
    smallest = CUT_SHORT if words[0].endswith("-") and words[1:2] == ["og"] else 1  # «energi- og miljøkomiteen»
    given = next(
        (at for at, word in enumerate(words) if at >= smallest and at + 1 < len(words) and is_given(word)), None
    )
    if given:
        return given
    for size in range(min(MOST_OF_A_PLACE, len(words) - 1), smallest - 1, -1):
        said = " ".join(words[:size])
        if is_place(said) or municipalities(said) or (size == 1 and (said.isupper() or names_organisation(said))):
            return size
    return len(words)


def _is_role(words: Sequence[str]) -> bool:
    taken = leading_title(words)
    return taken > 0 and (not words[0][:1].islower() or any(map(is_head, words[:taken])))


def _is_small(text: str) -> bool:
    """Return True if a text is one or two lower-case words, like roles that are in no list: «småbruker»."""
    return text[:1].islower() and len(text.split()) <= LONGEST_TITLED and text.replace(" ", "").isalpha()


def _indefinite(title: str) -> str:
    """Return «ordfører» for «ordføreren»."""
    one = title.removesuffix("en")
    return one if one != title and " " not in one and is_head(one) else title
