"""Reading the cells of a workbook of stakeholders."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.commands.interessenter.names.parties import party
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.fault import Fault
from bot.commands.parse.time import read_day
from bot.workbooks.table import Cell

FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
"""The days 2000 to 2099, as Excel counts them."""
EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's count, from 1 March 1900 on."""
LONGEST = 2_000
"""The most characters of a cell if its column holds text of any length."""
LONGEST_NOTE = 4_000
EPOCH_1904 = date(1904, 1, 1)
"""Day 0 of a workbook that counts from 1904, as Excel for Mac did."""
EARLIEST = date(1900, 1, 1)
"""Excel's own first day: a date before it is a mistake."""
_TIERS = {"a": "A", "1": "A", "hoy": "A", "b": "B", "2": "B", "middels": "B", "c": "C", "3": "C", "lav": "C"}
_DEGREES = {"hoy": 5, "stor": 5, "middels": 3, "noe": 3, "lav": 1, "liten": 1}
_TIERS |= {"high": "A", "medium": "B", "low": "C"}
USUAL = frozenset({"normal", "vanlig", "vanleg"})
"""Outlook's default for priority."""
BLANK = frozenset(
    {"", "-", "–", "—", "ingen", "ukjent", "ubesatt", "vakant", "ledig", "n/a", "na", "nn", "n.n.", "ikke besatt"}
)
"""What people write in an empty cell, folded."""
_SHOWN = (
    "#N/A #I/T #REF! #REFERANSE! #NAME? #NAVN? #VALUE! #VERDI! #DIV/0! #DEL/0! #NUM! #TALL! #NULL! #SPILL! #OVERFLYT! "
    "#GETTING_DATA #HENTER_DATA #CALC! #BEREGN!"
)
_ERRORS = frozenset(_SHOWN.split())
_SPLIT = re.compile(r"[,;/|]")
LOWEST, HIGHEST = 1, 5
LONGEST_NUMBER = 9


@dataclass(frozen=True)
class CellFault:
    """Why a cell cannot be used: a sentence in bokmål that says what to correct."""

    text: str


def text(cell: Cell) -> str:
    """Return a cell as one line of text; empty if it is empty or an error."""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    return "" if cell is None or is_error(cell) else clean(str(cell))


def is_error(cell: Cell) -> bool:
    """Return True if a cell shows what Excel could not calculate, in English or Norwegian."""
    return isinstance(cell, str) and cell[:1] == "#" and cell.strip().upper() in _ERRORS


def is_blank(said: str) -> bool:
    """Return True if a text means an empty cell: «-», «ubesatt»."""
    return fold(said) in BLANK


def several(cell: Cell) -> tuple[str, ...]:
    """Return the parts of a cell with several values, separated by commas or the like."""
    return tuple(word for part in _SPLIT.split(text(cell)) if (word := part.strip()))


def day(cell: Cell, today: date, epoch: date = EPOCH) -> date | CellFault | None:
    """Return the day in a cell, never in the future: a date, «5.10.26», «5. oktober 2026», or Excel's number."""
    day_read = _day(cell, today, epoch)
    if day_read is None or isinstance(day_read, CellFault):
        return day_read
    if day_read < EARLIEST:
        return CellFault(f"Året i datoen «{short(text(cell))}» er for lenge siden. Skriv den som 5.10.2026.")
    return (
        day_read
        if day_read <= today
        else CellFault(f"«{short(text(cell))}» har ikke vært ennå. Skriv dagen dere sist var i kontakt.")
    )


def tier(cell: Cell) -> str | CellFault | None:
    """Return `A`, `B` or `C`; 1–3 and høy, middels, lav mean the same."""
    word = fold(text(cell))
    if is_blank(word) or word in USUAL:
        return None
    return _TIERS.get(word) or CellFault(f"Nivået «{short(text(cell))}» finnes ikke. Skriv A, B eller C.")


def degree(cell: Cell, name: str) -> int | CellFault | None:
    """Return 1–5; høy, middels and lav are 5, 3 and 1. `name` is the column's name."""
    word = fold(text(cell))
    if not word:
        return None
    number = int(word) if word.isdecimal() and len(word) <= LONGEST_NUMBER else _DEGREES.get(word)
    if number is not None and LOWEST <= number <= HIGHEST:
        return number
    return CellFault(f"{name} «{short(text(cell))}» går ikke. Skriv et tall fra {LOWEST} til {HIGHEST}.")


def party_of(cell: Cell) -> str | CellFault | None:
    """Return the short form of a party; None if the cell is blank."""
    cell_text = text(cell)
    if is_blank(cell_text):
        return None
    return party(cell_text) or CellFault(
        f"Jeg kjenner ikke partiet «{short(cell_text)}». Skriv for eksempel Ap, H eller Sp."
    )


def _day(cell: Cell, today: date, epoch: date) -> date | CellFault | None:
    if isinstance(cell, date):
        return cell
    cell_text = text(cell)
    if is_blank(cell_text):
        return None
    number = int(cell_text) + (epoch - EPOCH).days if cell_text.isdecimal() and len(cell_text) <= LONGEST_NUMBER else 0
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        return EPOCH + timedelta(days=number)
    day_read = read_day(cell_text, today, "backward")
    if day_read is None:
        return CellFault(f"Jeg forstår ikke datoen «{short(cell_text)}». Skriv den som 5.10.2026.")
    return CellFault(day_read.text) if isinstance(day_read, Fault) else day_read
