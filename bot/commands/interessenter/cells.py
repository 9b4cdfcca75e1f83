"""What the cells of a workbook of stakeholders mean, however they were filled in."""

import re
from datetime import date, timedelta

from bot.commands.interessenter.named import party
from bot.commands.parse.clean import clean, fold, short
from bot.commands.parse.fault import Fault
from bot.commands.parse.time import read_day
from bot.workbooks.table import Cell
from content.frozen import frozen

FIRST_SERIAL, LAST_SERIAL = 36_526, 73_050
"""The days 2000 to 2099, as Excel counts them."""
EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's count, from 1 March 1900 on."""
LONGEST = 2_000
"""How many characters a cell may have, where its column holds text of any length."""
LONGEST_NOTE = 4_000
EARLIEST = date(1900, 1, 1)
"""Excel's own first day: a date before it is a slip."""
_TIERS = {"a": "A", "1": "A", "hoy": "A", "b": "B", "2": "B", "middels": "B", "c": "C", "3": "C", "lav": "C"}
_DEGREES = {"hoy": 5, "stor": 5, "middels": 3, "noe": 3, "lav": 1, "liten": 1}
_SPLIT = re.compile(r"[,;/|]")
LOWEST, HIGHEST = 1, 5
LONGEST_NUMBER = 9


@frozen
class Wrong:
    """Why a cell cannot be used: a sentence in bokmål that tells what to mend."""

    text: str


def text(cell: Cell) -> str:
    """Return a cell as one line of text; empty where it holds nothing."""
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    return "" if cell is None else clean(str(cell))


def several(cell: Cell) -> tuple[str, ...]:
    """Return the words of a cell that holds several, with commas or the like between."""
    return tuple(word for part in _SPLIT.split(text(cell)) if (word := part.strip()))


def day(cell: Cell, today: date) -> date | Wrong | None:
    """Return the day a cell tells, which has been: a date, «5.10.26», «5. oktober 2026», or Excel's number of a day."""
    found = _day(cell, today)
    if found is None or isinstance(found, Wrong):
        return found
    if found < EARLIEST:
        return Wrong(f"Året i datoen «{short(text(cell))}» er for lenge siden. Skriv den som 5.10.2026.")
    return (
        found
        if found <= today
        else Wrong(f"«{short(text(cell))}» har ikke vært ennå. Skriv dagen dere sist var i kontakt.")
    )


def tier(cell: Cell) -> str | Wrong | None:
    """Return `A`, `B` or `C`; 1–3 and høy, middels, lav mean the same."""
    said = fold(text(cell))
    if not said:
        return None
    return _TIERS.get(said) or Wrong(f"Nivået «{short(text(cell))}» finnes ikke. Skriv A, B eller C.")


def degree(cell: Cell, name: str) -> int | Wrong | None:
    """Return 1–5; høy, middels and lav are 5, 3 and 1. `name` is what the column is called."""
    said = fold(text(cell))
    if not said:
        return None
    number = int(said) if said.isdecimal() and len(said) <= LONGEST_NUMBER else _DEGREES.get(said)
    if number is not None and LOWEST <= number <= HIGHEST:
        return number
    return Wrong(f"{name} «{short(text(cell))}» går ikke. Skriv et tall fra {LOWEST} til {HIGHEST}.")


def party_of(cell: Cell) -> str | Wrong | None:
    """Return the short form of a party."""
    said = text(cell)
    if not said:
        return None
    return party(said) or Wrong(f"Jeg kjenner ikke partiet «{short(said)}». Skriv for eksempel Ap, H eller Sp.")


def _day(cell: Cell, today: date) -> date | Wrong | None:
    if isinstance(cell, date):
        return cell
    said = text(cell)
    if not said:
        return None
    if said.isdecimal() and len(said) <= LONGEST_NUMBER and FIRST_SERIAL <= int(said) <= LAST_SERIAL:
        return EPOCH + timedelta(days=int(said))
    found = read_day(said, today, "backward")
    if found is None:
        return Wrong(f"Jeg forstår ikke datoen «{short(said)}». Skriv den som 5.10.2026.")
    return Wrong(found.text) if isinstance(found, Fault) else found
