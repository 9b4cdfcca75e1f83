"""A row of a workbook as somebody of the register, with what has to be mended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from bot.commands.interessenter import cells
from bot.commands.interessenter.cells import CellFault
from bot.commands.interessenter.names import WrittenName, parse_name
from bot.commands.interessenter.workbook.headings import HEADINGS
from bot.commands.parse.bounds import column_error
from bot.workbooks.table import Cell, Row, Table
from content.folding import storable
from models.db.column_limits import longest
from models.tables import Person

LIMITS: Mapping[str, int] = {
    "email": longest(Person.email),
    "phone": longest(Person.phone),
    "note": cells.LONGEST_NOTE,
}
"""How many characters of a column are kept; of the others `cells.LONGEST`."""
LONGEST_FAMILY = 3
"""How many words a family name has: «von der Lippe, Kari»."""
MANY = 1_000
"""Of how many different cells it is remembered what they mean while a table is read."""
NOBODY = "Skriv et navn eller en virksomhet."
T = TypeVar("T")


class RegisterRow(NamedTuple):
    """Someone as a row tells of them; empty or None where the row says nothing. Without a name it is an organisation.

    A tuple, since a workbook has tens of thousands: a dataclass of that many fields takes ten times as long to make. `wrong` says, in bokmål, what has to be mended before the row can be used.
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


def register_rows(table: Table, today: date, theme_of: Callable[[str], str | None]) -> list[RegisterRow]:
    """Return the rows of a table. A theme that is not known, and a column that is not, are kept in the note."""
    read = _RowReader(table, today, theme_of)
    return [read.line(row) for row in table.rows]


class _Remembered:
    """What could be used of a row's cells, and what is wrong with the others."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def __call__(self, found: T | CellFault) -> T | None:
        """Return what was found; None, and remember why, where it is wrong."""
        if isinstance(found, CellFault):
            self.wrong.append(found.text)
            return None
        return found


class _RowReader:
    """Reads the rows of a table. What is the same in many of them is made out once."""

    def __init__(self, table: Table, today: date, theme_of: Callable[[str], str | None]) -> None:
        self._today = today
        self._known = [(name, place) for place, name in enumerate(table.columns) if name]
        unknown = zip(table.headings, table.columns, strict=False)
        self._unknown = [(heading, place) for place, (heading, name) in enumerate(unknown) if name is None]
        once = lru_cache(maxsize=MANY, typed=True)
        self._text, self._tier, self._party = once(cells.text), once(cells.tier), once(cells.party_of)
        self._degree, self._several, self._theme_of = once(cells.degree), once(cells.several), once(theme_of)

    def line(self, row: Row) -> RegisterRow:
        """Return a row as somebody."""
        width = len(row.cells)
        values = {name: cell for name, place in self._known if place < width and (cell := row.cells[place]) is not None}
        said = {name: self._text(cell) for name, cell in values.items()}.get
        who, kept = _who(said), _Remembered()
        words = {word: self._theme_of(word) for word in self._several(values.get("themes"))}
        note = self._note(row, _raw(values.get("note")), [word for word, theme in words.items() if theme is None])
        long = tuple(_too_long({**{name: said(name, "") for name in values}, "note": note}))
        return RegisterRow(
            row.number,
            said("id", ""),
            who.name,
            said("organisation", "") or who.organisation,
            said("title", "") or who.title,
            said("kind", ""),
            kept(self._party(values.get("party"))) or who.party or None,
            said("body", ""),
            said("municipality", ""),
            tuple(dict.fromkeys(theme for theme in words.values() if theme)),
            kept(self._tier(values.get("tier"))),
            kept(self._degree(values.get("interest"), HEADINGS["interest"])),
            kept(self._degree(values.get("influence"), HEADINGS["influence"])),
            said("owner", ""),
            kept(cells.day(values.get("last"), self._today)),
            said("email", ""),
            said("phone", ""),
            note,
            said("source", ""),
            said("purpose", ""),
            (*kept.wrong, *long, *(() if who.name or said("organisation", "") else (NOBODY,))),
        )

    def _note(self, row: Row, note: str, strange: Sequence[str]) -> str:
        more = [f"{HEADINGS['themes']}: {', '.join(strange)}"] if strange else []
        for heading, place in self._unknown:
            cell = row.cells[place] if place < len(row.cells) else None
            if cell is not None:
                more.append(f"{heading}: {cells.text(cell)}" if heading else cells.text(cell))
        return "\n".join(part for part in (note, *more) if part)


def _who(said: Callable[[str, str], str]) -> WrittenName:
    """Return whom a row names: word for word where it is one of ours already, else as people write names."""
    name = said("name", "") or " ".join(part for half in ("first", "family") if (part := said(half, "")))
    if said("id", ""):
        return WrittenName(name)
    family, comma, first = name.partition(",")
    turned = comma and "," not in first and len(family.split()) <= LONGEST_FAMILY and first.strip()
    return parse_name(f"{first.strip()} {family}" if turned else name)


def _raw(cell: Cell) -> str:
    """Return a note as it was written, with its lines."""
    return storable(cell.strip()) if isinstance(cell, str) else cells.text(cell)


def _too_long(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        error = column_error(HEADINGS.get(name, "Navn"), text, LIMITS.get(name, cells.LONGEST))
        if error:
            yield error
