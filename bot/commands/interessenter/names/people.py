"""The people that a line names: «Kari Nordmann (Ap) og Ola Moe fra NHO»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.commands.interessenter.names.kind_guess import names_organisation
from bot.commands.interessenter.names.name_parts import FROM, order
from bot.commands.interessenter.names.parties import party
from bot.commands.interessenter.names.person_text import WrittenName, is_role_alone, read_person
from bot.commands.interessenter.names.places import is_place
from bot.commands.interessenter.names.titles import singular
from bot.commands.interessenter.names.typography import without_addresses
from content.names import is_given
from models.register.words import same_name_key

LONGEST = 120
MOST_PEOPLE = 20
"""The most people in one dialogue: each is looked up."""
_BETWEEN = re.compile(r"\([^()]*\)|(,|&|\+|\s/\s|\bog\b)", re.IGNORECASE)
"""Text in brackets, or (in the group) a separator between two names."""
_ALL = re.compile(r"(?:begge|alle|both|all)(?: (?:fra|i))? ", re.IGNORECASE)
_ALL_ASIDE = re.compile(r"\(((?:begge|alle|both|all) [^()]*)\)", re.IGNORECASE)
"""«(begge V)», which is about more than the name before it."""
_ASIDE = re.compile(r"\([^()]*\)")


def parse_people(text: str) -> tuple[WrittenName, ...]:
    """Return the people that a text names, in order, without duplicates in another spelling."""
    names = [parse_name(part) for part in _parts(text)]
    return tuple({same_name_key(each.name): each for each in reversed(_same_title(names)) if each.name}.values())[::-1]


def people_error(text: str) -> str | None:
    """Return the error message if a text names too many people, or a name is too long."""
    parts = [part for part in _parts(text) if part]
    if len(parts) > MOST_PEOPLE:
        return f"Skriv høyst {MOST_PEOPLE} navn om gangen. Nå er det {len(parts)}."
    if any(max(map(len, (each.name, each.organisation, each.title))) > LONGEST for each in map(read_person, parts)):
        return f"Et navn kan ha høyst {LONGEST} tegn. Kort det ned."
    return None


def parse_name(text: str, family_first: bool | None = None) -> WrittenName:
    """Return the person that a text names: «statssekretær Tom Berg (Ap) i Samferdselsdepartementet» has every part.

    `family_first` is as in `read_person`. Parts longer than `LONGEST` are cut; `people_error` reports them.
    """
    whole = read_person(text, family_first)
    if max(map(len, (whole.name, whole.organisation, whole.title, whole.place, whole.note))) <= LONGEST:
        return whole
    return replace(
        whole,
        name=_cut(whole.name),
        organisation=_cut(whole.organisation),
        title=_cut(whole.title),
        place=_cut(whole.place),
        note=_cut(whole.note),
    )


def _parts(text: str) -> tuple[str, ...]:
    """Return a text for each person, including a role or party after a comma."""
    found: list[str] = []
    pieces = [*_pieces(_ALL_ASIDE.sub(r", \1", without_addresses(text)))]
    for number, (between, piece) in enumerate(pieces):
        following = pieces[number + 1][1] if number + 1 < len(pieces) else ""
        everybody = _ALL.match(piece)
        if not piece:
            continue
        if found and everybody:
            found = [f"{each}, {piece[everybody.end() :]}" for each in found]
        elif found and between in {",", "/"} and _belongs(found[-1], piece, following):
            found[-1] += f", {piece}"
        elif found and between == "og" and _goes_on(found[-1], piece):
            found[-1] += f" og {piece}"
        else:
            found.append(piece)
    return tuple(found)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield each separator with the text that follows it."""
    start, before = 0, ""
    for between in _BETWEEN.finditer(text):
        # «Kommunal- og distriktsminister» is one word, cut short.
        if between[1] and text[max(between.start() - 2, 0) : between.start()] != "- ":
            yield before, text[start : between.start()].strip()
            start, before = between.end(), between[1].strip().lower()
    yield before, text[start:].strip()


def _belongs(before: str, piece: str, following: str) -> bool:
    """Return True if the text after a comma is about the person before it."""
    bare = _ASIDE.sub(" ", piece).strip()
    if party(bare) or is_role_alone(piece) or is_role_alone(before):
        return True
    if bare.islower() and bare.isalpha():
        return True
    if len(before.split()) == 1 and order(before, bare) > 0:
        given = bare.split()
        return not is_given(before) and (
            len(given) == 1 or all(is_given(word) or len(word.strip(".")) == 1 for word in given)
        )
    is_whole = len(before.split()) > 1 and not names_organisation(before)
    return is_whole and (is_place(bare) or (names_organisation(bare) and not names_organisation(following)))


def _goes_on(before: str, piece: str) -> bool:
    """Return True if «og» is part of the name of an organisation or a role, and not between two people."""
    words = before.split()
    if piece[:1].islower() and not is_role_alone(piece):
        # «direktør for miljø og likestilling», before the name or behind it; «kari lie og per moe» are two.
        is_behind = words[-1][:1].islower() and any(word[:1].isupper() for word in words) and piece == piece.lower()
        if is_behind or is_role_alone(before):
            return True
    is_from = len(words) > 1 and words[-2].lower() in FROM
    return is_from and len(piece.split()) == 1 and not is_given(piece) and not names_organisation(piece)


def _same_title(found: Sequence[WrittenName]) -> list[WrittenName]:
    """Return people with a shared title given to each: «ordførerne Ola Moe og Kari Lie»."""
    shared, result = "", []
    for each in found:
        one = singular(each.title)
        shared = one or (shared if not each.title else "")
        result.append(replace(each, title=shared) if shared else each)
    return result


def _cut(text: str) -> str:
    return text[:LONGEST].rstrip()
