"""A row of a workbook as somebody of the register, with what has to be mended."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.commands.interessenter import cells
from bot.commands.interessenter.cells import Wrong
from bot.commands.interessenter.headings import HEADINGS
from bot.commands.interessenter.named import Named, named
from bot.workbooks.table import Cell, Row, Table

LONGEST_NOTE = 4_000
LONGEST_FAMILY = 3
"""How many words a family name has: «von der Lippe, Kari»."""
NOBODY = "Skriv et navn eller en virksomhet."
T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """Someone as a row tells of them; empty or None where the row says nothing. Without a name it is an organisation.

    `wrong` says, in bokmål, what has to be mended before the row can be used.
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


def lines(table: Table, today: date, theme_of: Callable[[str], str | None]) -> list[Line]:
    """Return the rows of a table. A theme that is not known, and a column that is not, are kept in the note."""
    return [_line(table, row, today, theme_of) for row in table.rows]


class _Kept:
    """What could be used of a row's cells, and what is wrong with the others."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def __call__(self, found: T | Wrong) -> T | None:
        """Return what was found; None, and remember why, where it is wrong."""
        if isinstance(found, Wrong):
            self.wrong.append(found.text)
            return None
        return found


def _line(table: Table, row: Row, today: date, theme_of: Callable[[str], str | None]) -> Line:
    held: dict[str, Cell] = {name: cell for name, cell in zip(table.columns, row.cells, strict=False) if name}
    said = {name: cells.text(cell) for name, cell in held.items()}
    who, kept = _who(said), _Kept()
    words = {word: theme_of(word) for word in cells.several(held.get("themes"))}
    return Line(
        row.number,
        said.get("id", ""),
        who.name,
        said.get("organisation", "") or who.organisation,
        said.get("title", "") or who.title,
        said.get("kind", ""),
        kept(cells.party_of(held.get("party"))) or who.party or None,
        said.get("body", ""),
        said.get("municipality", ""),
        tuple(dict.fromkeys(theme for theme in words.values() if theme)),
        kept(cells.tier(held.get("tier"))),
        kept(cells.degree(held.get("interest"), HEADINGS["interest"])),
        kept(cells.degree(held.get("influence"), HEADINGS["influence"])),
        said.get("owner", ""),
        kept(cells.day(held.get("last"), today)),
        said.get("email", ""),
        said.get("phone", ""),
        _note(table, row, _raw(held.get("note")), [word for word, theme in words.items() if theme is None]),
        said.get("source", ""),
        said.get("purpose", ""),
        (*kept.wrong, *(() if who.name or said.get("organisation") else (NOBODY,))),
    )


def _who(said: Mapping[str, str]) -> Named:
    """Return whom a row names: word for word where it is one of ours already, else as people write names."""
    name = said.get("name", "") or " ".join(said[half] for half in ("first", "family") if said.get(half))
    if said.get("id"):
        return Named(name)
    family, comma, first = name.partition(",")
    turned = comma and "," not in first and len(family.split()) <= LONGEST_FAMILY and first.strip()
    return named(f"{first.strip()} {family}" if turned else name)


def _raw(cell: Cell) -> str:
    """Return a note as it was written, with its lines."""
    return cell.strip() if isinstance(cell, str) else cells.text(cell)


def _note(table: Table, row: Row, note: str, strange: Sequence[str]) -> str:
    more = [f"{HEADINGS['themes']}: {', '.join(strange)}"] if strange else []
    for heading, column, cell in zip(table.headings, table.columns, row.cells, strict=False):
        if column is None and cell is not None:
            more.append(f"{heading}: {cells.text(cell)}" if heading else cells.text(cell))
    return "\n".join(part for part in (note, *more) if part)[:LONGEST_NOTE]
