"""Reading the rows of a workbook as people and organisations of the register, with error messages."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from bot.commands.interessenter import cells
from bot.commands.interessenter.cells import CellFault
from bot.commands.interessenter.names.parties import party
from bot.commands.interessenter.names.person_text import WrittenName
from bot.commands.interessenter.names.titles import HONORIFICS
from bot.commands.interessenter.workbook.columns import OWN, Office, arranged
from bot.commands.interessenter.workbook.headings import ELECTED, HEADINGS
from bot.commands.interessenter.workbook.name_cells import NOBODY, doubt, family_first, is_turned, named_cell, turned
from bot.commands.interessenter.workbook.table_rows import is_footer
from bot.commands.parse.bounds import column_error
from bot.commands.parse.clean import fold
from bot.workbooks.table import Cell, SheetRow, Table
from content.folding import storable
from content.municipalities import municipalities
from models.db.base import longest
from models.register.words import folded_name
from models.tables import Person

LIMITS: Mapping[str, int] = {
    "email": longest(Person.email),
    "phone": longest(Person.phone),
    "note": cells.LONGEST_NOTE,
}
"""The most characters of a column; for the others it is `cells.LONGEST`."""
MANY = 1_000
"""The size of each cache of cells while a table is read."""
WHOSE_PARTY = "Jeg ser ikke hvem partiet gjelder. Skriv det i parentes bak navnet."
_BESIDE_ROLE = re.compile(r"(?<!\s)\s*(?:\((?P<aside>[^()]*)\)|,(?P<last>[^,()]*))$")
MARKS = frozenset({"x", "ja", "yes", "true", "sann"})
T = TypeVar("T")


class RegisterRow(NamedTuple):
    """A person as read from a row; empty or None if the row says nothing. Without a name it is an organisation.

    A named tuple, since a workbook has tens of thousands, and a dataclass with that many fields takes ten times as
    long to make. `wrong` says, in bokmål, what to correct before the row can be used.
    """

    number: int
    id: str = ""
    name: str = ""
    organisation: str = ""
    title: str = ""
    kind: str = ""
    party: str | None = None
    body: str = ""
    municipality: str = ""
    themes: tuple[str, ...] = ()
    tier: str | None = None
    interest: int | None = None
    influence: int | None = None
    owner: str = ""
    last: date | None = None
    email: str = ""
    phone: str = ""
    note: str = ""
    source: str = ""
    purpose: str = ""
    wrong: tuple[str, ...] = ()
    doubt: str = ""
    """What the name was read as, if that is a guess: `PERSON` or `ORGANISATION` of `name_cells`."""


def register_rows(table: Table, today: date, theme_of: Callable[[str], str | None]) -> list[RegisterRow]:
    """Return the people and organisations in a table. Unknown themes and columns are stored in the note."""
    read = _RowReader(table, today, theme_of)
    return [line for row in table.rows if not is_footer(row) for line in read.lines(row)]


class _Remembered:
    """Collects the errors of a row's cells."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def __call__(self, found: T | CellFault) -> T | None:
        """Return the value of a cell; for a fault, remember its text and return None."""
        if isinstance(found, CellFault):
            self.wrong.append(found.text)
            return None
        return found


class _RowReader:
    """Reads the rows of a table. Equal cells are parsed once."""

    def __init__(self, table: Table, today: date, theme_of: Callable[[str], str | None]) -> None:
        self._today = today
        self._epoch = cells.EPOCH_1904 if table.is_1904 else cells.EPOCH
        self._columns = arranged(table)
        self._family_first = family_first(table.rows, self._columns.common.get("name", ())[:1])
        self._is_turned = is_turned(table.rows, self._columns.common.get("name", ())[:1])
        once = lru_cache(maxsize=MANY, typed=True)
        self._text, self._tier, self._party = once(cells.text), once(cells.tier), once(cells.party_of)
        self._degree, self._several, self._theme_of = once(cells.degree), once(cells.several), once(theme_of)

    def lines(self, row: SheetRow) -> Iterator[RegisterRow]:
        """Yield the people of a row: usually one, but one for each office if it has columns of several."""
        held = row.cells
        offices = [(each, cell) for each in self._columns.offices if not _is_blank(cell := _cell(held, each.place))]
        marks = [each.title for each, cell in offices if _is_mark(cell)]
        people = [(each, cell) for each, cell in offices if not _is_mark(cell)]
        whole = {
            name: cell for name, places in self._columns.common.items() if (cell := _first(held, places)) is not None
        }
        who, wrong = self._who(whole, is_beside=bool(people))
        if not people or who.name:
            title = ", ".join(filter(None, (who.title, *marks)))
            yield self._line(row, whole, replace(who, title=title) if marks else who, wrong)
        for office, cell in people:
            found, wrong = named_cell(cell)
            where = found.organisation or ("" if who.name else who.organisation)
            title, place = _office_title(office.title, found.title), found.place or ("" if who.name else who.place)
            # Contact details before the offices belong to nobody in particular if the row names nobody else.
            common = (
                [] if who.name else [f"{HEADINGS[each]}: {self._text(whole[each])}" for each in OWN if each in whole]
            )
            note = "\n".join(filter(None, (found.note, *common)))
            titled = replace(found, title=title, organisation=where, place=place, note=note)
            own = {name: item for name, places in office.own.items() if (item := _first(held, places)) is not None}
            shared, faults = self._shared(held, office)
            rest = {
                name: item
                for name, item in whole.items()
                if name not in {"name", "title", "kind", "party", "email", "phone"}
            }
            yield self._line(row, {**rest, **shared, **own}, titled, (*wrong, *faults))

    def _shared(self, held: Sequence[Cell], office: Office) -> tuple[Mapping[str, Cell], tuple[str, ...]]:
        """Return the cells shared by several offices that belong to this one, and the errors."""
        party = _first(held, self._columns.unclear.get("party", ()))
        if party is None or cells.is_blank(cells.text(party)):
            return {}, ()
        elected = [each for each in self._columns.offices if fold(each.title) in ELECTED]
        if len(elected) == 1:
            return ({"party": party} if elected == [office] else {}), ()
        return {}, (WHOSE_PARTY,)

    def _who(self, held: Mapping[str, Cell], *, is_beside: bool) -> tuple[WrittenName, tuple[str, ...]]:
        """Return the name in a row: unchanged if the row has an id, else parsed; and the errors."""
        halves = [part for half in ("first", "middle", "family") if (part := self._text(held.get(half)))]
        if self._text(held.get("id")):
            return WrittenName(self._text(held.get("name")) or " ".join(halves)), ()
        if halves:
            return named_cell(" ".join(halves))
        cell, organisation = held.get("name"), self._text(held.get("organisation"))
        found, wrong = named_cell(cell, self._family_first, organisation)
        if self._is_turned and isinstance(cell, str) and "," not in cell and not wrong:
            found = replace(found, name=turned(found.name))
        if is_beside and found.name and municipalities(found.name):
            # «Navn» is the municipality's if there is an «Ordfører» column.
            return WrittenName("", place=found.name), ()
        return found, wrong

    def _line(self, row: SheetRow, held: Mapping[str, Cell], who: WrittenName, wrong: Sequence[str]) -> RegisterRow:
        said = {name: self._text(cell) for name, cell in held.items()}.get
        kept = _Remembered()
        words = {word: self._theme_of(word) for word in self._several(held.get("themes"))}
        strange = [word for word, theme in words.items() if theme is None]
        place = said("municipality", "") or (who.place if municipalities(who.place) else "")
        beside = [*filter(None, (who.note,))]
        if who.place and place != who.place:
            beside.append(f"Sted: {who.place}")
        if who.organisation and folded_name(who.organisation) not in folded_name(
            said("organisation", "") or who.organisation
        ):
            beside.append(f"Ved navnet: {who.organisation}")
        note = "\n".join((*self._note(row, _raw(held.get("note")), strange, said), *beside))
        long = tuple(_too_long({**{name: said(name, "") for name in held}, "note": note}))
        organisation, written = said("organisation", "") or who.organisation, kept(self._party(held.get("party")))
        role, of_role = _role_and_party(said("title", ""))
        written = written or of_role
        if who.party and written and who.party != written:
            kept.wrong.append(f"Partiet er {who.party} ved navnet, men {written} i kolonnen. Rett det ene.")
        nobody = () if who.name or organisation or wrong else (NOBODY,)
        return RegisterRow(
            row.number,
            said("id", ""),
            who.name,
            organisation,
            _title(role, who.title),
            said("kind", ""),
            written or who.party or None,
            said("body", ""),
            place,
            tuple(dict.fromkeys(theme for theme in words.values() if theme)),
            kept(self._tier(held.get("tier"))),
            kept(self._degree(held.get("interest"), HEADINGS["interest"])),
            kept(self._degree(held.get("influence"), HEADINGS["influence"])),
            said("owner", ""),
            kept(cells.day(held.get("last"), self._today, self._epoch)),
            said("email", "") or who.email,
            said("phone", ""),
            note,
            said("source", ""),
            said("purpose", ""),
            (*kept.wrong, *long, *wrong, *nobody),
            doubt(held.get("name"), who) if "name" in held else "",
        )

    def _note(self, row: SheetRow, note: str, strange: Sequence[str], said: Callable[[str, str], str]) -> Iterator[str]:
        """Yield the lines of a note: its own text, and the cells of unknown columns."""
        if note:
            yield note
        if strange:
            yield f"{HEADINGS['themes']}: {', '.join(strange)}"
        for heading, place in self._columns.unknown:
            result = self._text(_cell(row.cells, place))
            if result and not _is_used(result, said):
                yield f"{heading}: {result}" if heading else result
        for column, places in self._columns.unclear.items():
            result = self._text(_first(row.cells, places))
            if result and column != "party":
                yield f"{HEADINGS[column]}: {result}"


def _cell(held: Sequence[Cell], place: int) -> Cell:
    return held[place] if place < len(held) else None


def _first(held: Sequence[Cell], places: Sequence[int]) -> Cell:
    """Return the first of some cells that has a value."""
    for place in places:
        cell = held[place] if place < len(held) else None
        if cell is not None and not cells.is_error(cell):
            return cell
    return None


def _is_blank(cell: Cell) -> bool:
    return cell is None or cell is False or cells.is_blank(cells.text(cell)) or cells.text(cell).lower() == "nei"


def _is_mark(cell: Cell) -> bool:
    """Return True if a cell under «Ordfører» only marks that the person is one."""
    return cell is True or (isinstance(cell, str) and cell.strip().lower() in MARKS)


def _office_title(office: str, text: str) -> str:
    """Return the title of somebody in the column of an office; the cell may repeat it or add to it."""
    if not text or fold(office) in fold(text):
        return text or office
    return f"{office}, {text}"


def _role_and_party(text: str) -> tuple[str, str]:
    """Return «Stortingsrepr.» and «Ap» of a role «Stortingsrepr. (Ap)» or «Ordfører, Ap»; no party where none is said."""
    beside = _BESIDE_ROLE.search(text)
    belongs = party((beside["aside"] or beside["last"] or "").strip()) if beside else None
    return (text[: beside.start()].strip(), belongs) if beside and belongs else (text, "")


def _title(column: str, beside: str) -> str:
    """Return a role from its column and from the text beside the name; a form of address is not a role."""
    if (
        not column
        or not beside
        or fold(beside.split(maxsplit=1)[0]).strip(".") in HONORIFICS
        or fold(beside) in fold(column)
    ):
        return column or beside
    return f"{column}, {beside}"


def _is_used(text: str, said: Callable[[str, str], str]) -> bool:
    """Return True if a text is in the row already, or is only a form of address."""
    if municipalities(text) and municipalities(text) == municipalities(said("municipality", "")):
        return True
    return (
        text in {said(name, "") for name in ("phone", "email", "title", "organisation", "name")}
        or fold(text).strip(".") in HONORIFICS
    )


def _raw(cell: Cell) -> str:
    """Return a note as it was written, with its lines."""
    return storable(cell.strip()) if isinstance(cell, str) else cells.text(cell)


def _too_long(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        error = column_error(HEADINGS.get(name, "Navn"), text, LIMITS.get(name, cells.LONGEST))
        if error:
            yield error
