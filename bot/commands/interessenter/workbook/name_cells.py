"""Reading the cell of a name: a person, an organisation, or an error."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.commands.interessenter import cells
from bot.commands.interessenter.names.kind_guess import names_organisation
from bot.commands.interessenter.names.name_parts import is_aside, order, without_label
from bot.commands.interessenter.names.parties import PARTIES, party
from bot.commands.interessenter.names.people import parse_name
from bot.commands.interessenter.names.person_text import WrittenName, is_plain_name, is_role_alone
from bot.commands.interessenter.names.titles import PARTICLES
from bot.commands.interessenter.names.typography import without_addresses
from bot.commands.parse.bounds import column_error
from bot.commands.parse.clean import fold, short
from bot.workbooks.table import Cell, SheetRow
from content.names import is_given
from models.register.words import folded_name, same_name_key

PERSON, ORGANISATION = "person", "virksomhet"
NOBODY = "Skriv et navn eller en virksomhet."
SEVERAL = "Cellen har flere navn. Skriv ett navn på hver rad."
MOST_TRIED = 2_000
"""How many names are read to find out which half comes first in a column."""
LONGEST_CELL = 300
"""The most characters in the cell of a name, with what is beside the name."""
LEAST_TURNED, MANY_TO_ONE = 3, 4
"""The family name is read first if so many names have it first, and they are so many times more than the others."""
LONGEST_NAME = 7
"""The most words of a name: «Hans Christian Ludvig van den Berg Moe»."""
_SEVERAL = re.compile(r"\n|[/&;+]|\b(?:og|and)\b")
_AND_OTHERS = re.compile(r"\b(?:m\. ?fl|m\. ?fleire|med flere|med fleire|et al)\b", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
MOST_OF_FAMILY = 3
_ODD = re.compile(r"[\d@:?!=<>#&+*_/\\\"|()\[\]]")
WHOLE_NAME = 2


def named_cell(
    cell: Cell, family_first: bool | None = None, organisation: str | None = None
) -> tuple[WrittenName, tuple[str, ...]]:
    """Return the person or organisation that a cell names, and error messages.

    `family_first` is as in `person_text.read_person`. `organisation` is the row's cell in that column; None if
    this cell cannot name an organisation.
    """
    said = _one_line(cell)
    if is_plain_name(said) and said == cell:
        return parse_name(said), ()
    if cells.is_blank(said):
        return WrittenName(""), ()
    if error := column_error("Navn", said, LONGEST_CELL):
        return WrittenName(short(said)), (error,)
    email = next((word.strip("<>()[],;") for word in said.split() if "@" in word), "") if "@" in said else ""
    bare = without_label(without_addresses(said))
    if organisation is not None and _is_organisation(bare):
        return _organisation(bare, organisation, email)
    found = parse_name(bare, family_first)
    wrong = _wrong(cell, bare, found, family_first)
    return replace(found, email=email) if email else found, wrong


def _one_line(cell: Cell) -> str:
    """Return a cell as one line: a comma separates a whole name on the first line from the lines below."""
    if not isinstance(cell, str) or "\n" not in cell:
        return cells.text(cell)
    first, *others = [line for each in cell.splitlines() if (line := cells.text(each))] or [""]
    return (", " if len(first.split()) >= WHOLE_NAME else " ").join((first, *others))


def _wrong(cell: Cell, bare: str, found: WrittenName, family_first: bool | None) -> tuple[str, ...]:
    """Return an error message if it is not clear which person a cell names."""
    if _is_several(cell, bare):
        return (SEVERAL,)
    if family_first is None and _is_open(bare):
        return (f"Jeg ser ikke hva som er fornavn og etternavn i «{short(bare)}». Skriv fornavnet først, uten komma.",)
    if _is_odd(found.name):
        return (f"Jeg er usikker på navnet «{short(bare)}». Skriv bare fornavn og etternavn i denne cellen.",)
    return ()


def doubt(cell: Cell, who: WrittenName) -> str:
    """Return what a cell was read as if people should check it (a name without a known given name); else empty."""
    if not who.name:
        return (
            ORGANISATION
            if who.organisation and same_name_key(who.organisation) == same_name_key(cells.text(cell))
            else ""
        )
    words = who.name.split()
    is_sure = who.title or who.party or any(map(is_given, words))
    is_turned = len(words) == WHOLE_NAME and not is_given(words[0]) and is_given(words[1])
    return PERSON if is_turned or not is_sure else ""


def family_first(rows: Sequence[SheetRow], places: Sequence[int]) -> bool | None:
    """Return whether most names of a column have the family name first; None if that is not clear."""
    votes = 0
    for row in rows[:MOST_TRIED]:
        for place in places:
            cell = row.cells[place] if place < len(row.cells) else None
            halves = _halves(cells.text(cell)) if isinstance(cell, str) and "," in cell else None
            votes += order(*halves) if halves else 0
    return None if not votes else votes > 0


def is_turned(rows: Sequence[SheetRow], places: Sequence[int]) -> bool:
    """Return True if the names of a column are written «Nordmann Kari», without a comma."""
    votes = [0, 0]
    for row in rows[:MOST_TRIED]:
        for place in places:
            cell = row.cells[place] if place < len(row.cells) else None
            words = cell.split() if isinstance(cell, str) and "," not in cell else []
            first, last = (is_given(words[0]), is_given(words[-1])) if len(words) >= WHOLE_NAME else (False, False)
            votes[0] += last and not first
            votes[1] += first and not last
    return votes[0] >= LEAST_TURNED and votes[0] > MANY_TO_ONE * votes[1]


def turned(name: str) -> str:
    """Return «Nordmann Kari» as «Kari Nordmann»; unchanged if it does not begin with a family name."""
    words = name.split()
    at = next((place for place, word in enumerate(words) if is_given(word)), len(words) - 1)
    return " ".join((*words[at:], *words[:at])) if len(words) >= WHOLE_NAME and at else name


def _halves(text: str) -> tuple[str, str] | None:
    """Return the texts before and after the first comma, without brackets; None if there is no comma."""
    family, comma, rest = _ASIDE.sub(" ", text).partition(",")
    return (" ".join(family.split()), " ".join(rest.partition(",")[0].split())) if comma else None


def _is_open(text: str) -> bool:
    """Return True if it is not clear which half of a name with a comma is the family name."""
    halves = _halves(text)
    if halves is None or len(halves[0].split()) > MOST_OF_FAMILY:
        return False
    return order(*halves) == 0 and not is_aside(halves[1])


def _is_organisation(text: str) -> bool:
    found = parse_name(text)
    if found.title or found.party or found.organisation or found.place or is_role_alone(text):
        return False
    is_party = party(text) is not None and len(text) > max(map(len, PARTIES))
    return is_party or names_organisation(text)


def _organisation(name: str, organisation: str, email: str) -> tuple[WrittenName, tuple[str, ...]]:
    same, other = folded_name(name), folded_name(organisation)
    if not other or same in other or other in same:
        return WrittenName("", organisation=organisation or name, email=email), ()
    wrong = f"«{short(name)}» ser ut som en virksomhet. Skriv navnet på personen, eller tøm cellen."
    return WrittenName(name), (wrong,)


def _is_several(cell: Cell, text: str) -> bool:
    """Return True if a cell holds the names of several people, on separate lines or with a separator."""
    if _AND_OTHERS.search(text):
        return True
    written = cell if isinstance(cell, str) and "\n" in cell.strip() else text
    if not _SEVERAL.search(written) and "," not in written:
        return False
    parts = [_ASIDE.sub(" ", part).strip(" ,") for part in _SEVERAL.split(written.strip())]
    if len([part for part in parts if _looks_whole(part)]) > 1:
        return True
    return len([part for part in text.split(",") if _is_surely_whole(_ASIDE.sub(" ", part).split())]) > 1


def _is_surely_whole(words: Sequence[str]) -> bool:
    """Return True if words are a given name and a family name, so that a comma after them is between two people."""
    return len(words) >= WHOLE_NAME and is_given(words[0]) and not is_given(words[-1]) and not is_aside(" ".join(words))


def _looks_whole(text: str) -> bool:
    """Return True if a text looks like a whole name, with or without a role before it."""
    if not text or is_aside(text) or names_organisation(text):
        return False
    words = parse_name(text).name.split()
    return len(words) >= WHOLE_NAME and all(word[:1].isupper() or fold(word) in PARTICLES for word in words)


def _is_odd(name: str) -> bool:
    words = name.split()
    return bool(_ODD.search(name)) or len(words) > LONGEST_NAME or (is_aside(name) and len(words) > 1)
