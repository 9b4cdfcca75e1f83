"""Reading one person as people write them, with what is beside the name.

«Nordmann, Kari (A, Akershus)», «Kari Nordmann, Ap», «statssekretær Tom Berg (Ap) i Samferdselsdepartementet», «Ola Hansen,
ordfører i Lillestrøm», «Kommunal- og distriktsminister Siri Lie», «Nordmann, Kari <kari@example.no>».
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands.interessenter.names.kind_guess import names_organisation
from bot.commands.interessenter.names.name_parts import (
    FROM,
    divided,
    in_brackets,
    is_aside,
    is_family_first,
    is_role,
    parts,
    person_first,
    with_party_apart,
    without_label,
)
from bot.commands.interessenter.names.parties import party
from bot.commands.interessenter.names.places import is_place, office_at
from bot.commands.interessenter.names.titles import HONORIFICS, PARTICLES, is_head, is_modifier, leading_title
from bot.commands.interessenter.names.typography import is_loud, name_of, place_of, tidy, tidy_title, without_addresses
from bot.commands.parse.clean import fold
from content.folding import remembered
from content.municipalities import municipalities
from content.names import is_given

_OF = frozenset({"av", "for", "of"})
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BORN = re.compile(r"(?:f\.?|født|fødd)\s?\d{1,4}\b.*", re.IGNORECASE)
_PRONOUNS = re.compile(r"(?:hun|han|hen|de|she|he|they|ho)\s?/\s?\w+", re.IGNORECASE)
_JUST_A_NAME = re.compile(r"[A-ZÆØÅ]\w*(?:[ -](?!(?i:fra|i|hos|ved|at|from)\b)[A-ZÆØÅ]\w*)*")
"""Capitalised words only, as in most names."""
WHOLE_NAME = 2
"""How many words a name has at least that a text after it can belong to."""
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
    text = with_party_apart(text)
    if _JUST_A_NAME.fullmatch(text) and not leading_title(text.split()):
        return WrittenName(name_of(text))
    text = person_first(without_label(without_addresses(text)))
    read = [*parts(_ASIDE.sub(" ", text))]
    beside = [part for group in _ASIDE.findall(text) for each in in_brackets(group) for part in divided(each)]
    if len(read) > 1 and party(read[0]):
        read = [read[1], read[0], *read[2:]]  # «Ap – Kari Nordmann»
    if len(read) > 1 and (_is_parliaments(read, beside) or is_family_first(read[0], read[1], family_first)):
        read = [f"{read[1]} {read[0]}", *read[2:]]
    found = _Found()
    name = found.bare(read[0]) if read else ""
    for part in read[1:]:
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


def is_plain_name(text: str) -> bool:
    """Return True if a text is only a name that begins with a common given name."""
    return bool(_JUST_A_NAME.fullmatch(text)) and is_given(text.split(maxsplit=1)[0]) and not names_organisation(text)


def is_role_alone(text: str) -> bool:
    """Return True if a text is a role without a name: «ordfører i Lillestrøm», «fagdirektør»."""
    words = _ASIDE.sub(" ", text).split()
    return is_role(words) and not _Found().bare(" ".join(words))


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
        if is_role(text.split()):
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
            is_role(text.split())
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


def _is_small(text: str) -> bool:
    """Return True if a text is one or two lower-case words, like roles that are in no list: «småbruker»."""
    return text[:1].islower() and len(text.split()) <= LONGEST_TITLED and text.replace(" ", "").isalpha()


def _indefinite(title: str) -> str:
    """Return «ordfører» for «ordføreren»."""
    one = title.removesuffix("en")
    return one if one != title and " " not in one and is_head(one) else title
